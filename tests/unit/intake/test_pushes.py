from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.intake import load_times

SERVER = "Git Server <git@example.org>"


def row(seconds: int, words: str = "push", who: str = SERVER) -> str:
    return f"{'0' * 40} {'a' * 40} {who} {seconds} +0100\t{words}\n"


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """The bare repositories of four students, as a git server keeps them."""
    logs = {
        "ada.git": row(1772400000) + row(1772406000),
        # What staff did on the server is no push; nor is what a name looks like.
        "bo": row(1772400000) + row(1772409999, "update by hand"),
        "cy.git": row(1772400000, who="Cy <a> 1 +0000\tpush> <c@example.org>"),
        "dee.git": "",
    }
    for name, log in logs.items():
        file = tmp_path / name / "logs/refs/heads/main"
        file.parent.mkdir(parents=True)
        file.write_text(log)
        (tmp_path / name / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / "ada.git/logs/refs/heads/draft").write_text(row(1772499999))
    (tmp_path / "notes.txt").write_text("no repository")
    (tmp_path / "eve.git").mkdir()
    return tmp_path


def test_the_last_push_to_the_main_branch_counts(server: Path) -> None:
    assert load_times(server) == {
        "ada": datetime.fromtimestamp(1772406000, UTC),
        "bo": datetime.fromtimestamp(1772400000, UTC),
        "cy": datetime.fromtimestamp(1772400000, UTC),
    }


def test_repositories_without_a_log_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "ada.git").mkdir()
    (tmp_path / "ada.git/HEAD").write_text("ref: refs/heads/main\n")
    with pytest.raises(SpecError, match=r"set core[.]logAllRefUpdates to true on the server"):
        load_times(tmp_path)
