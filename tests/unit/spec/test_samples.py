import shutil
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.spec import lint_assignment, load_assignment, load_samples

VERDICTS = """\
[right.loops]
points = 6.5

[wrong.climbs]
at_most = 3
fails = ["step"]
outcomes = ["failed", "timeout"]

[hostile.forks]
points = 0
sandbox = "docker"
"""


@pytest.fixture
def folder(folder: Path) -> Path:
    """The small course with three samples."""
    samples = folder / "submissions"
    for name in ("right/loops", "wrong/climbs", "hostile/forks"):
        (samples / name).mkdir(parents=True)
    (samples / "verdicts.toml").write_text(VERDICTS)
    return folder


def test_every_sample_is_read_with_its_verdict(folder: Path) -> None:
    right, wrong, hostile = load_samples(load_assignment(folder))
    assert (right.group, right.name, right.verdict.points) == ("right", "loops", 6.5)
    assert right.folder == folder / "submissions" / "right" / "loops"
    assert (wrong.verdict.points, wrong.verdict.at_most) == (None, 3)
    assert wrong.verdict.fails == ("step",)
    assert wrong.verdict.outcomes == ("failed", "timeout")
    assert hostile.verdict.sandbox == "docker"
    assert hostile.place == "small-steps/submissions/verdicts.toml:9"
    assert lint_assignment(folder) == []


def test_an_assignment_may_have_no_samples(folder: Path) -> None:
    shutil.rmtree(folder / "submissions")
    assert load_samples(load_assignment(folder)) == ()


BROKEN = {
    "no points": ("points = 0\n", "", 9, "either `points` or `at_most`, found nothing"),
    "both": ("points = 0\n", "points = 0\nat_most = 1\n", 9, "either `points` or `at_most`"),
    "right, yet not all points": ("6.5", "6", 2, "all 6.5 points of a right sample"),
    "an unknown task": ('["step"]', '["stop"]', 6, "did you mean 'step'?"),
    "an unknown outcome": ('"timeout"', '"late"', 7, "'timeout'"),
    "an unknown key": ("at_most", "at_mots", 5, "did you mean 'at_most'?"),
    "an unknown group": ("[hostile.forks]", "[hostle.forks]", 9, "did you mean 'hostile'?"),
    "another sandbox": ('"docker"', '"process"', 11, "expected 'docker'"),
    "no folder": ("[hostile.forks]", "[hostile.spoons]", 9, "a folder 'submissions/hostile/spo"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_verdict_is_refused_with_its_line(folder: Path, case: str) -> None:
    old, new, line, words = BROKEN[case]
    assert VERDICTS.count(old) == 1
    (folder / "submissions" / "verdicts.toml").write_text(VERDICTS.replace(old, new))
    with pytest.raises(SpecError) as caught:
        load_samples(load_assignment(folder))
    message = str(caught.value)
    assert message.startswith(f"small-steps/submissions/verdicts.toml:{line}: "), message
    assert words in message
    assert message in lint_assignment(folder)


def test_a_folder_without_a_verdict_is_refused(folder: Path) -> None:
    (folder / "submissions" / "partial" / "half").mkdir(parents=True)
    with pytest.raises(SpecError, match=r"expected a verdict \[partial\.half\]"):
        load_samples(load_assignment(folder))


def test_samples_without_verdicts_are_refused(folder: Path) -> None:
    (folder / "submissions" / "verdicts.toml").unlink()
    with pytest.raises(SpecError, match=r"verdicts\.toml: cannot be read"):
        load_samples(load_assignment(folder))
