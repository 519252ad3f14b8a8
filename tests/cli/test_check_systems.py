"""`check` on other systems: without what Windows lacks, and with the core packages alone."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SMALL = Path(__file__).with_name("small_system.py")
RIGHT = "def double(x):\n    return 2 * x\n"


@pytest.fixture
def template(place):
    """What a student unpacked, in a folder that they renamed."""
    published = place.run("publish", "sums", "--course", place.course)
    assert published.code == 0, published
    folder = place.folder / "Übung 1 (für mich)"
    shutil.copytree(place.course / "student_template" / "sums", folder)
    return folder


def start(command, folder, **environ):
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=os.environ | environ, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=300, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def small_python(place):
    """A Python without fork, resource, fcntl and the packages of graders."""
    script = place.folder / "small python"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{SMALL}" "$@"\n')
    script.chmod(0o755)
    return script


def test_a_system_without_fork_and_resource_checks_the_same(template, small_python):
    environ = {"SMALL_PYTHON": str(small_python), "PYTHONUTF8": "1"}
    (template / "work.py").write_text(RIGHT)
    right = start([small_python, "check"], template, **environ)
    assert right.returncode == 0, right
    assert "All public checks pass" in right.stdout
    (template / "work.py").write_text(RIGHT.replace("2", "3"))
    wrong = start([small_python, "check", template], template.parent, **environ)
    assert wrong.returncode == 1, wrong
    assert "expected" in wrong.stdout


def test_that_system_really_lacks_them(template, small_python):
    words = "import os\nprint(hasattr(os, 'fork'))\ntry:\n    import resource\nexcept ImportError:"
    probe = f"{words}\n    print('no resource')\ndef double(x):\n    return 2 * x\n"
    (template / "work.py").write_text(probe)
    ended = start([small_python, "check"], template, SMALL_PYTHON=str(small_python))
    assert "False" in ended.stdout
    assert "no resource" in ended.stdout


@pytest.fixture(scope="session")
def core_python(requirements_only, wheel):
    """A fresh environment with the wheel and, by its own metadata, what it requires."""
    folder = requirements_only()
    (packages,) = folder.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    return folder / "bin" / "python"


def test_the_core_packages_are_enough(template, core_python):
    (template / "work.py").write_text(RIGHT)
    ended = start([core_python, "-I", "-m", "autograder", "check"], template)
    assert ended.returncode == 0, ended
    probe = "import importlib.util as u; print([u.find_spec(n) for n in ('docker', 'sqlalchemy')])"
    assert start([core_python, "-I", "-c", probe], template).stdout == "[None, None]\n"


def test_a_terminal_that_knows_no_umlauts_is_no_reason_to_stop(template):
    for name in ("assignment.toml", "README.md"):
        text = (template / name).read_text(encoding="utf-8").replace("Double", "Übung")
        (template / name).write_text(text, encoding="utf-8")
    (template / "work.py").write_text("def double(x):\n    return x\n")
    command = [sys.executable, "-m", "autograder", "check"]
    ended = start(command, template, PYTHONIOENCODING="ascii")
    assert ended.returncode == 1
    assert "Go on with: \\xdcbung." in ended.stdout


def test_what_needs_torch_is_left_out_and_named(template, small_python):
    toml = (template / "assignment.toml").read_text()
    torch = toml.replace('id = "total"', 'id = "total"\nimage = "torch"', 1)
    (template / "assignment.toml").write_text(torch)
    (template / "work.py").write_text(RIGHT)
    environ = {"SMALL_PYTHON": str(small_python)}
    ended = start([small_python, "check"], template, **environ)
    assert "All public checks pass (1 task)." in ended.stdout
    assert "not checked without torch: Total; install it with: pip install torch" in ended.stderr
    assert ended.returncode == 1  # not all of it could be checked
    alone = start([small_python, "check", "--only", "total"], template, **environ)
    assert alone.returncode == 2
    assert "this needs torch, which is not installed here" in alone.stderr
