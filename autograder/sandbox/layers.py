"""Build one image from a context; the build has no network. Knows not what is in it."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from autograder.errors import SandboxError

from .engine import Engine


def archive_of(contents: Mapping[str, bytes]) -> io.BytesIO:
    """Return a tar archive of `contents`: owned by root, writable by nobody."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for path, content in contents.items():
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode = len(content), 0o444
            tar.addfile(entry, io.BytesIO(content))
    archive.seek(0)
    return archive


def build_layer(
    engine: Engine,
    context: Path | IO[bytes],
    *,
    tag: str | None = None,
    labels: Mapping[str, str] | None = None,
    network: bool = False,
) -> str:
    """Build the context's Dockerfile and return the image's id.

    Args:
        engine: where to build.
        context: a folder or a tar archive.
        tag: name to give the image.
        labels: to put on the image.
        network: True lets the build reach the network; for an instructor's own Dockerfile.

    Raises:
        SandboxError: the engine refuses, or a step fails; ends with that step's last output.
    """
    options: dict[str, Any] = {"tag": tag, "labels": dict(labels or {})}
    options["network_mode"] = "default" if network else "none"
    if isinstance(context, Path):
        options["path"] = str(context)
    else:
        options |= {"fileobj": context, "custom_context": True}
    with engine.trouble("build an image"):
        progress = list(engine.api.build(**options, rm=True, forcerm=True, decode=True))
    return _image_id(progress)


def _image_id(progress: list[dict[str, Any]]) -> str:
    for message in progress:
        if "error" in message:
            output = "".join(m.get("stream", "") for m in progress).strip().splitlines()[-5:]
            msg = f"building an image failed: {message['error']}: {' / '.join(output)}"
            raise SandboxError(msg)
    ids = [message["aux"]["ID"] for message in progress if "ID" in message.get("aux", {})]
    if not ids:
        msg = "the engine built an image but did not say which"
        raise SandboxError(msg)
    return str(ids[-1])
