"""Named images: built in cached layers, found by name, pinned by digest.

Three layers: a base with Python, the packages, our worker. The last changes often
and costs a second. Nothing of a course or a student is ever in an image.
"""

import hashlib
import json
import logging
import tempfile
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError, SpecError
from autograder.model import ImageRecord

from .bases import Base, base_image, image_id, inspect_image
from .container import FONTS_ROOT, PACKAGES_ROOT, WORKER_ROOT, Box
from .custom import custom_context, custom_key, is_dockerfile
from .engine import Engine
from .inside import run_program
from .layers import archive_of, build_layer
from .locks import one_at_a_time
from .packages import TORCH, engine_machine, requirements_of, unpack_packages
from .worker_files import worker_files, worker_hash

NAMED = ("numpy", "torch")
WORKER_LABEL = "autograder.worker"
UNDER_LABEL = "autograder.under"
PACKAGES_LABEL = "autograder.packages"
BUILD_SECONDS = 1800.0
SMOKE_SECONDS = 120.0

PACKAGES_DOCKERFILE = f"""
FROM {{base}}
COPY packages {PACKAGES_ROOT}
# matplotlib's list of fonts takes seconds to make; the worker hands each test a copy.
RUN MPLCONFIGDIR={FONTS_ROOT} PYTHONPATH={PACKAGES_ROOT} python3 -c "import matplotlib.font_manager"
# Some packages ship templates that do not compile; what matters is imported afterwards.
RUN python3 -m compileall -q -j 0 {PACKAGES_ROOT} >/dev/null || true
"""
WORKER_DOCKERFILE = f"""
FROM {{base}}
USER root
COPY autograder {WORKER_ROOT}/autograder
RUN ["python3", "-m", "compileall", "-q", "{WORKER_ROOT}"]
"""
LIST_PACKAGES = """
import importlib.metadata, json, platform
found = {d.name: d.version for d in importlib.metadata.distributions()}
for name in {"numpy", "matplotlib", "torch"} & set(found):
    __import__(name)
print(json.dumps({"python": platform.python_version(), **found}, sort_keys=True))
"""

_log = logging.getLogger(__name__)


def build_image(
    name: str, *, base: Base = "auto", torch: str = TORCH, network: bool = False
) -> ImageRecord:
    """Build (or bring up to date) the image `name` and return its record.

    Args:
        name: "numpy", "torch", or the path of a Dockerfile beside an assignment.
        base: where the system comes from; "auto" asks a registry, then makes a Debian one.
        torch: the requirement of torch, as pip takes it.
        network: True lets an instructor's own Dockerfile reach the network while it builds.

    Raises:
        SpecError: no such image.
        SandboxError: a step failed; says which and what to do.
    """
    tag = image_tag(name)
    engine = Engine(timeout_seconds=BUILD_SECONDS)
    try:
        # Two builds at once would each take the other's image for the former one.
        with one_at_a_time("build"):
            if is_dockerfile(name):
                under = _custom_layer(engine, Path(name), network=network)
            else:
                under = _packages_layer(engine, base_image(engine, base), name, torch)
            _worker_layer(engine, under, tag)
            _forget_former_images(engine)
            if name in NAMED:
                _forget_older_packages(engine, name)
            return find_image(engine, name)
    finally:
        engine.close()


def find_image(engine: Engine, name: str) -> ImageRecord:
    """Return the record of a built image that fits this version of the worker.

    Raises:
        SpecError: no such image can exist.
        SandboxError: it is not built, or has another version's worker.
    """
    found = inspect_image(engine, image_tag(name))
    advice = f"run `autograder image build {name}`"
    if found is None:
        msg = f"the image {name!r} is not built on this engine; {advice}"
        raise SandboxError(msg)
    labels: dict[str, str] = found["Config"]["Labels"] or {}
    if labels.get(WORKER_LABEL) != worker_hash():
        msg = f"the image {name!r} holds the worker of another version; {advice}"
        raise SandboxError(msg)
    packages = json.loads(labels.get(PACKAGES_LABEL, "{}"))
    shown = f"{Path(name).parent.name}/Dockerfile" if is_dockerfile(name) else name
    return ImageRecord(name=shown, digest=found["Id"], packages=packages)


def image_tag(name: str) -> str:
    """Return the engine's name of the image `name`.

    Raises:
        SpecError: neither a named image nor a Dockerfile that exists.
    """
    if name in NAMED:
        return f"autograder/{name}:latest"
    if is_dockerfile(name) and Path(name).is_file():
        return f"autograder/custom-{custom_key(Path(name))}:latest"
    msg = f"no image is named {name!r}; expected {', '.join(NAMED)} or the path of a Dockerfile"
    raise SpecError(msg)


def _packages_layer(engine: Engine, base: str, name: str, torch: str) -> str:
    requirements = requirements_of(name, torch=torch)
    key = hashlib.sha256("\n".join([base, PACKAGES_DOCKERFILE, *requirements]).encode())
    tag = f"autograder/packages-{name}:{key.hexdigest()[:12]}"
    known = image_id(engine, tag)
    if known is not None:
        return known
    with engine.trouble("ask the engine for its architecture"):
        machine = engine_machine(engine.api.info()["Architecture"])
    with tempfile.TemporaryDirectory(prefix="autograder-image-") as folder:
        context = Path(folder)
        unpack_packages(requirements, context / "packages", machine=machine)
        (context / "Dockerfile").write_text(PACKAGES_DOCKERFILE.format(base=base), "utf-8")
        _log.info("building the packages of %r", name)
        layer = build_layer(engine, context)
    return _label_packages(engine, layer, tag)


def _custom_layer(engine: Engine, dockerfile: Path, *, network: bool) -> str:
    archive = archive_of(custom_context(dockerfile))
    layer = build_layer(engine, archive, network=network)
    _refuse_volumes(engine, layer)
    return _label_packages(engine, layer, f"autograder/packages-custom:{custom_key(dockerfile)}")


def _refuse_volumes(engine: Engine, layer: str) -> None:
    """A volume is a folder of the host's disk, writable without limit."""
    found = inspect_image(engine, layer) or {"Config": {}}
    volumes = sorted(found["Config"].get("Volumes") or {})
    if volumes:
        _forget(engine, layer)
        msg = f"the Dockerfile (or its base) declares VOLUME {volumes[0]}; use one that does not"
        raise SpecError(msg)


def _label_packages(engine: Engine, layer: str, tag: str) -> str:
    """Import the packages once in a container of a student's limits; note their versions."""
    box = Box(layer, memory_mb=2048, processes=128, disk_mb=128)
    listed = run_program(engine, box, LIST_PACKAGES, seconds=SMOKE_SECONDS)
    versions: dict[str, Any] = json.loads(listed)
    if "numpy" not in versions:
        msg = "the image has no numpy, which the worker needs; add it to the Dockerfile"
        raise SandboxError(msg)
    labels = {PACKAGES_LABEL: json.dumps(versions, sort_keys=True)}
    return build_layer(engine, _dockerfile(f"FROM {layer}\n"), tag=tag, labels=labels)


def _worker_layer(engine: Engine, under: str, tag: str) -> None:
    labels = {WORKER_LABEL: worker_hash(), UNDER_LABEL: under}
    before = inspect_image(engine, tag)
    if before is not None and labels.items() <= (before["Config"]["Labels"] or {}).items():
        return
    contents = {f"autograder/{path}": data for path, data in worker_files().items()}
    contents["Dockerfile"] = WORKER_DOCKERFILE.format(base=under).encode()
    build_layer(engine, archive_of(contents), tag=tag, labels=labels)


def _forget_former_images(engine: Engine) -> None:
    """Remove images of ours that lost their name, unless a container still uses them."""
    with engine.trouble("look for former images"):
        found = engine.api.images(filters={"dangling": True, "label": WORKER_LABEL})
    for image in found:
        _forget(engine, image["Id"])


def _forget_older_packages(engine: Engine, name: str) -> None:
    """Remove this image's earlier packages: hundreds of megabytes that nothing names any more."""
    repository = f"autograder/packages-{name}"
    with engine.trouble("look for earlier packages"):
        found = engine.api.images(name=repository)
    newest_first = sorted(found, key=lambda image: image["Created"], reverse=True)
    for image in newest_first[1:]:
        for tag in image["RepoTags"]:
            _forget(engine, tag)


def _forget(engine: Engine, image: str) -> None:
    """Remove an image; one that is in use stays until the next build."""
    try:
        with engine.trouble("remove an image"):
            engine.api.remove_image(image)
    except SandboxError as error:
        _log.info("%s", error)


def _dockerfile(text: str) -> Any:
    return archive_of({"Dockerfile": text.encode()})
