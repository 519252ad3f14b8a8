import threading
from pathlib import Path

from autograder.sandbox.locks import is_held, one_at_a_time, try_lock


def test_a_held_lock_is_not_given_twice(tmp_path: Path) -> None:
    held = try_lock("build", tmp_path)
    assert held is not None
    assert try_lock("build", tmp_path) is None
    held.release()


def test_asking_who_holds_a_lock_takes_none_and_leaves_no_file(tmp_path: Path) -> None:
    assert not is_held("build", tmp_path)
    assert list(tmp_path.iterdir()) == []
    with one_at_a_time("build", tmp_path):
        assert is_held("build", tmp_path)
    assert not is_held("build", tmp_path)


def test_locks_of_different_names_do_not_meet(tmp_path: Path) -> None:
    with one_at_a_time("build", tmp_path):
        other = try_lock("slot-0", tmp_path)
        assert other is not None
        other.release()


def test_blocks_of_one_name_never_overlap(tmp_path: Path) -> None:
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with one_at_a_time("build", tmp_path):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert list(tmp_path.iterdir()) == []
