from pathlib import Path

import pytest

from autograder.errors import SandboxError, SpecError
from autograder.sandbox.custom import custom_context
from autograder.sandbox.images import image_tag
from autograder.sandbox.packages import (
    _refuse_cuda,
    engine_machine,
    requirements_of,
    unpack_packages,
)
from autograder.sandbox.worker_files import worker_files


@pytest.fixture
def dockerfile(tmp_path: Path) -> Path:
    """A course's own image beside an assignment with hidden tests."""
    (tmp_path / "tests" / "hidden").mkdir(parents=True)
    (tmp_path / "tests" / "hidden" / "test_secret.py").write_text("expected = 42")
    (tmp_path / "image").mkdir()
    (tmp_path / "image" / "requirements.txt").write_text("numpy")
    path = tmp_path / "Dockerfile"
    path.write_text("FROM python:3.12-slim")
    return path


def test_a_named_image_has_a_fixed_tag() -> None:
    assert image_tag("numpy") == "autograder/numpy:latest"


def test_an_unknown_image_is_refused_with_the_known_names() -> None:
    with pytest.raises(SpecError, match=r"'jax'; expected numpy, torch"):
        image_tag("jax")


def test_a_dockerfile_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="no image is named"):
        image_tag(str(tmp_path / "Dockerfile"))


def test_the_tag_of_a_dockerfile_changes_with_what_it_may_copy(dockerfile: Path) -> None:
    before = image_tag(str(dockerfile))
    (dockerfile.parent / "image" / "requirements.txt").write_text("numpy==2")
    assert image_tag(str(dockerfile)) != before


def test_hidden_tests_cannot_enter_a_custom_image(dockerfile: Path) -> None:
    assert set(custom_context(dockerfile)) == {"Dockerfile", "image/requirements.txt"}


def test_an_image_holds_the_worker_and_nothing_of_the_trusted_side() -> None:
    tops = {path.split("/")[0] for path in worker_files()}
    assert tops == {"__init__.py", "errors.py", "wire", "worker"}


def test_the_numpy_image_has_no_torch() -> None:
    names = [line.split("==")[0] for line in requirements_of("numpy")]
    assert names == ["numpy", "matplotlib"]


def test_the_torch_image_adds_the_requirement_that_was_asked_for() -> None:
    requirements = requirements_of("torch", torch="torch==2.9.0+cpu")
    assert requirements == [*requirements_of("numpy"), "torch==2.9.0+cpu"]


def test_every_packaged_requirement_is_pinned() -> None:
    assert all("==" in line for line in requirements_of("torch"))


def test_a_cuda_build_of_torch_is_refused_before_it_is_fetched() -> None:
    with pytest.raises(SandboxError, match="CUDA build"):
        _refuse_cuda(["torch", "nvidia-cublas", "nvidia-cudnn-cu13"])


def test_an_engine_of_an_unknown_machine_is_refused() -> None:
    with pytest.raises(SandboxError, match="'riscv64'"):
        engine_machine("riscv64")


def test_pips_refusal_is_passed_on_in_its_words(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="pip could not get"):
        unpack_packages(["not a requirement!"], tmp_path / "packages", machine="x86_64")
