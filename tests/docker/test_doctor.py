"""The doctor proves limits: all hold in our containers, and every proof can fail."""

from typing import Any

import pytest

from autograder.model import ImageRecord
from autograder.sandbox import launch
from autograder.sandbox.container import Box, container_options
from autograder.sandbox.doctor import diagnose
from autograder.sandbox.engine import Engine
from autograder.sandbox.proofs import _inside, prove_worker

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("numpy_image")]


def test_a_machine_that_can_grade_gets_no_bad_finding() -> None:
    assert [finding for finding in diagnose() if not finding.ok] == []


def test_every_limit_has_a_finding() -> None:
    names = {finding.name for finding in diagnose()}
    assert {
        "limit: memory",
        "limit: processes",
        "limit: disk",
        "limit: files",
        "limit: file size",
        "limit: network",
        "limit: io_uring",
        "limit: ptrace",
        "limit: capabilities",
        "limit: system call filter",
        "limit: no new privileges",
        "limit: read-only root",
        "limit: user",
        "limit: mounts",
        "limit: no orphan",
        "limit: kill under flood",
        "worker of numpy",
        "image numpy",
    } <= names


def test_an_image_that_is_not_there_comes_with_the_command_to_type() -> None:
    bad = [
        finding for finding in diagnose(images=("numpy", "/nowhere/Dockerfile")) if not finding.ok
    ]
    assert [finding.name for finding in bad] == ["image /nowhere/Dockerfile"]


def test_an_unknown_runtime_is_found() -> None:
    bad = {finding.name for finding in diagnose(runtime="no-such-runtime") if not finding.ok}
    assert "runtime" in bad
    assert "worker of numpy" in bad


def test_every_proof_fails_in_a_container_without_limits(
    engine: Engine, numpy_image: ImageRecord, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    def no_limits(box: Box, *, runtime: str | None = None) -> dict[str, Any]:
        return {
            "network_mode": "none",
            "init": True,
            "cap_add": ["SYS_ADMIN"],
            "security_opt": ["seccomp=unconfined"],
            "tmpfs": {"/tmp": "rw,exec,size=100m"},
            "binds": [f"{tmp_path}:/course:ro"],
            "mem_limit": "1g",
            "log_config": {"Type": "none", "Config": {}},
        }

    def as_root(box: Box, **options: Any) -> dict[str, Any]:
        return container_options(box, **options) | {"user": "0:0"}

    monkeypatch.setattr(launch, "host_options", no_limits)
    monkeypatch.setattr(launch, "container_options", as_root)
    box = Box(numpy_image.digest, memory_mb=256, processes=32, disk_mb=32)
    assert [finding for finding in _inside(engine, box, None) if finding.ok] == []


def test_an_image_whose_worker_does_not_start_is_found(
    engine: Engine, numpy_image: ImageRecord
) -> None:
    [packages, *_] = engine.api.images(name="autograder/packages-numpy")
    without_worker = ImageRecord(name="numpy", digest=packages["Id"])
    [finding] = prove_worker(engine, without_worker)
    assert not finding.ok
    assert "No module named" in finding.words
    assert finding.advice == "run `autograder image build numpy`"
