import fcntl
import os
from pathlib import Path

import pytest

from autograder.errors import SandboxError
from autograder.sandbox import slots
from autograder.sandbox.locks import remove_stale_locks
from autograder.sandbox.slots import FIRST_UID, take_slot


def test_slots_in_use_at_the_same_time_differ(tmp_path: Path) -> None:
    taken = [take_slot(tmp_path) for _ in range(5)]
    assert [slot.uid for slot in taken] == list(range(FIRST_UID, FIRST_UID + 5))
    for slot in taken:
        slot.release()


def test_a_released_slot_is_taken_again(tmp_path: Path) -> None:
    first, second = take_slot(tmp_path), take_slot(tmp_path)
    first.release()
    again = take_slot(tmp_path)
    assert again.uid == first.uid
    again.release()
    second.release()


def test_releasing_leaves_no_file_and_may_be_repeated(tmp_path: Path) -> None:
    slot = take_slot(tmp_path)
    slot.release()
    slot.release()
    assert list(tmp_path.iterdir()) == []


def test_a_slot_of_another_grader_is_left_alone(tmp_path: Path) -> None:
    with (tmp_path / "autograder-slot-0.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        slot = take_slot(tmp_path)
        assert slot.uid == FIRST_UID + 1
        slot.release()


def test_the_lock_of_a_dead_grader_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "autograder-slot-0.lock").touch()
    slot = take_slot(tmp_path)
    assert slot.uid == FIRST_UID
    slot.release()


def test_a_forked_child_does_not_keep_a_released_slot(tmp_path: Path) -> None:
    slot = take_slot(tmp_path)
    copy = os.dup(slot._lock._descriptor or -1)  # what a forked child would still hold
    slot.release()
    again = take_slot(tmp_path)
    assert again.uid == FIRST_UID
    again.release()
    os.close(copy)


def test_locks_of_dead_graders_are_removed_and_held_ones_stay(tmp_path: Path) -> None:
    held = take_slot(tmp_path)
    (tmp_path / "autograder-slot-7.lock").touch()
    remove_stale_locks(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["autograder-slot-0.lock"]
    held.release()


def test_a_link_in_place_of_a_lock_is_refused(tmp_path: Path) -> None:
    (tmp_path / "autograder-slot-0.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SandboxError, match="autograder-slot-0"):
        take_slot(tmp_path)


def test_running_out_of_slots_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "SLOTS", 1)
    slot = take_slot(tmp_path)
    with pytest.raises(SandboxError, match="all 1 container slots"):
        take_slot(tmp_path)
    slot.release()
