"""Temporary folders: private, swept after their owner was killed, else left alone."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.scratch import Scratch, sweep_scratch

HOLD = """
import time
from autograder.scratch import Scratch
scratch = Scratch()
(scratch.path / "solution.py").write_text("x = 1")
print(scratch.path, flush=True)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


@pytest.fixture
def holder():
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True) as it:
        yield it, it.stdout.readline().strip()
        it.kill()


def test_it_is_private_and_gone_after_remove(own_folder):
    scratch = Scratch()
    (scratch.path / "a").write_text("a")
    assert list(own_folder.iterdir()) == [scratch.path]
    assert scratch.path.stat().st_mode & 0o077 == 0
    scratch.remove()
    scratch.remove()
    assert not list(own_folder.iterdir())


def test_a_sweep_spares_our_own_and_what_lives_elsewhere(holder):
    scratch = Scratch()
    assert sweep_scratch() == 0
    assert scratch.path.is_dir()
    assert (Path(holder[1]) / "solution.py").exists()


def test_a_sweep_removes_what_a_killed_owner_left(holder, own_folder):
    process, _ = holder
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(list(own_folder.iterdir())) == 1
    assert sweep_scratch() == 1
    assert not list(own_folder.iterdir())


def test_a_sweep_follows_no_link_and_touches_no_other_name(own_folder):
    kept = own_folder / "kept"
    kept.mkdir()
    (own_folder / "autograder-held-link").symlink_to(kept)
    (own_folder / "autograder-image-1").mkdir()
    (own_folder / "autograder-held-file").write_text("mine")
    assert sweep_scratch() == 0
    assert len(list(own_folder.iterdir())) == 4


def test_without_locks_nothing_of_others_is_removed(own_folder, monkeypatch):
    monkeypatch.setattr("autograder.scratch.fcntl", None)
    left = Scratch()
    assert sweep_scratch() == 0
    assert left.path.is_dir()
    left.remove()
    assert not list(own_folder.iterdir())


def test_a_grader_with_locks_spares_a_living_one_without(own_folder, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr("autograder.scratch.fcntl", None)
        unlocked = Scratch()
    assert sweep_scratch() == 0
    assert unlocked.path.is_dir()
    unlocked.remove()
    assert not list(own_folder.iterdir())
