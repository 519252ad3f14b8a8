"""Say whether graders can work here, and if not, what to type. Changes nothing."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError, SpecError
from autograder.model import ImageRecord

from .engine import Engine
from .images import find_image
from .proofs import Finding, prove_limits, prove_worker

OLDEST_ENGINE = (20, 10)
DISK_GB = 5
GB = 10**9


def diagnose(*, runtime: str | None = None, images: Sequence[str] = ("numpy",)) -> list[Finding]:
    """Look at the engine, the images and the disk, and prove every limit in a container.

    Args:
        runtime: the engine's runtime that the grader uses, if not the default.
        images: the images that must be there; the first one found serves for the proofs.
    """
    try:
        engine = Engine()
        with engine.trouble("ask the engine what it is"):
            info: dict[str, Any] = engine.api.info()
    except SandboxError as error:
        advice = "install and start Docker (systemctl start docker); join the group `docker`"
        return [Finding(name="engine", ok=False, words=str(error), advice=advice)]
    try:
        return list(_all(engine, info, runtime, images))
    finally:
        engine.close()


def _all(
    engine: Engine, info: dict[str, Any], runtime: str | None, images: Sequence[str]
) -> Iterator[Finding]:
    yield _version(info)
    yield _groups(info)
    yield _runtime(info, runtime)
    yield _free_disk(info)
    found: list[ImageRecord] = []
    for name in images:
        yield _image(engine, name, found)
    for image in found:
        yield from _guarded(f"worker of {image.name}", prove_worker(engine, image, runtime=runtime))
    if found:
        yield from prove_limits(engine, found[0], runtime=runtime)
    else:
        words = "no limit was proven: there is no image to start"
        advice = "build an image, then ask again"
        yield Finding(name="limits", ok=False, words=words, advice=advice)


def _version(info: dict[str, Any]) -> Finding:
    version = str(info.get("ServerVersion", ""))
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    is_new = numbers >= OLDEST_ENGINE
    words = f"Docker Engine {version}, storage {info.get('Driver')!r}"
    advice = "" if is_new else "install Docker Engine 20.10 or later"
    return Finding(name="engine", ok=is_new, words=words, advice=advice)


def _groups(info: dict[str, Any]) -> Finding:
    """Rootless on cgroup v1 ignores limits without a word."""
    version = str(info.get("CgroupVersion", "1"))
    is_rootless = any("rootless" in option for option in info.get("SecurityOptions") or [])
    ok = not (is_rootless and version == "1")
    words = f"cgroup v{version}, {'rootless' if is_rootless else 'as root'}"
    advice = "" if ok else "rootless needs cgroup v2: boot with systemd.unified_cgroup_hierarchy=1"
    return Finding(name="limits are kept by", ok=ok, words=words, advice=advice)


def _runtime(info: dict[str, Any], runtime: str | None) -> Finding:
    known = sorted(info.get("Runtimes") or {})
    wanted = runtime or str(info.get("DefaultRuntime"))
    ok = wanted in known
    words = f"runtime {wanted!r}" if ok else f"runtime {wanted!r} is not among {', '.join(known)}"
    advice = "" if ok else f"register {wanted!r} with the engine, or leave the setting out"
    return Finding(name="runtime", ok=ok, words=words, advice=advice)


def _free_disk(info: dict[str, Any]) -> Finding:
    root = Path(str(info.get("DockerRootDir", "")))
    if not root.is_dir():
        return Finding(name="disk", ok=True, words="not seen: the engine's disk is elsewhere")
    free = shutil.disk_usage(root).free / GB
    advice = "" if free >= DISK_GB else "free some: docker system df, docker image prune"
    words = f"{free:.1f} GB free, {DISK_GB} GB wanted"
    return Finding(name="disk", ok=free >= DISK_GB, words=words, advice=advice)


def _image(engine: Engine, name: str, found: list[ImageRecord]) -> Finding:
    title = f"image {name}"
    try:
        image = find_image(engine, name)
    except (SandboxError, SpecError) as error:
        advice = f"autograder image build {name}"
        return Finding(name=title, ok=False, words=str(error), advice=advice)
    found.append(image)
    packages = image.packages
    shown = [
        f"{p} {packages[p]}" for p in ("python", "numpy", "matplotlib", "torch") if p in packages
    ]
    return Finding(name=title, ok=True, words=f"{', '.join(shown)}; {image.digest[:19]}")


def _guarded(name: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from findings
    except SandboxError as error:
        yield Finding(name=name, ok=False, words=str(error), advice="ask `docker info`")
