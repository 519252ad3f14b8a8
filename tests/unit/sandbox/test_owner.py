import subprocess
import sys
from dataclasses import replace

from autograder.sandbox.owner import current_owner, parse_owner


def test_a_label_names_its_owner_again() -> None:
    assert parse_owner(current_owner().label()) == current_owner()


def test_a_foreign_label_names_nobody() -> None:
    assert parse_owner("") is None
    assert parse_owner("a|b|c|not a number|d") is None


def test_a_living_process_is_not_gone() -> None:
    assert not current_owner().is_gone()


def test_a_process_that_has_ended_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pid = ended.pid
    assert replace(current_owner(), pid=pid).is_gone()


def test_a_later_process_of_the_same_number_is_not_taken_for_the_owner() -> None:
    assert replace(current_owner(), started="1").is_gone()


def test_a_process_before_the_last_boot_is_gone() -> None:
    assert replace(current_owner(), boot="earlier").is_gone()


def test_a_process_of_another_machine_cannot_be_judged() -> None:
    assert not replace(current_owner(), host="elsewhere", boot="earlier").is_gone()


def test_a_process_in_another_container_cannot_be_judged() -> None:
    assert not replace(current_owner(), pid_namespace="pid:[1]", started="1").is_gone()
