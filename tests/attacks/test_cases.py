"""Every attack alone earns nothing; before a right solution it costs only what it breaks."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.docker

CASES = Path(__file__).parent / "cases"
FAMILIES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
HONEST = ("b-honest", "h-honest")
POINTS = {
    **dict.fromkeys(("scale_small", "loss_small", "pairs", "raises"), 1),
    **dict.fromkeys(("scale", "inout", "loss", "step", "several", "state"), 2),
    **dict.fromkeys(("callback", "stream"), 2),
}
SENTINELS = re.compile("zq7f3a9c|zq5d1e8b|zq4471b2")
ENDS = {"passed", "failed", "timeout"}


@dataclass(frozen=True)
class Case:
    """One attack and the verdict that its docstring demands (see README.md)."""

    family: str
    name: str
    alone: float
    glued: str
    kinds: frozenset[str]
    never_prints: str
    never_shows: str

    @property
    def lost(self):
        """The checks that the glued attack may and must lose; None if any."""
        if self.glued == "any points":
            return None
        if self.glued.startswith("loses all"):
            return set(POINTS)
        losing = re.match(r"loses (.+?) because", self.glued)
        return set(losing[1].split(", ")) if losing else set()


def read_case(path):
    docstring = path.read_text(encoding="utf-8").split('"""')[1]
    fields = dict(re.findall(r"^([a-z ]+): (.+)$", docstring, re.MULTILINE))
    kinds = frozenset(filter(None, fields.get("fails as", "").split(", ")))
    alone = float(re.fullmatch(r"(\d+) points?", fields["alone"])[1])
    never = fields.get("never prints", ""), fields.get("never shows", "")
    return Case(path.parent.name, path.stem, alone, fields["glued"], kinds, *never)


ATTACKS = [read_case(path) for path in sorted(CASES.glob("*/[!_]*.py"))]
each_attack = pytest.mark.parametrize(
    "case", ATTACKS, ids=lambda case: f"{case.family}-{case.name}"
)
each_family = pytest.mark.parametrize("name", FAMILIES)


def short(check):
    return check["name"].rpartition("::test_")[2].removesuffix("_zq7f3a9c")


def lost(grade):
    return {short(check) for check in grade["checks"] if check["outcome"] != "passed"}


def printed(grade):
    return "\n".join(check["output"] for check in grade["checks"])


def assert_whole(grade):
    """Hold if every check came to an end in words, and none through a fault of ours."""
    assert grade["status"] == "graded", grade["problem"]
    assert {short(check) for check in grade["checks"]} == set(POINTS)
    for check in grade["checks"]:
        assert check["outcome"] in ENDS, (check["name"], check["outcome"], check["message"])
        assert check["outcome"] == "passed" or (check["failure"] and check["message"]), check[
            "name"
        ]


def assert_tells_nothing(graded, submission_id, case):
    assert not SENTINELS.search(printed(graded.grade(submission_id)))
    if case.never_prints:
        assert not re.search(case.never_prints, printed(graded.grade(submission_id)))
    for page in ("report.html", "report.md"):
        text = graded.page(submission_id, page)
        assert not re.search("zq7f3a9c|zq5d1e8b", text), page
        assert not (case.never_shows and re.search(case.never_shows, text)), page


@each_attack
def test_attack_alone_earns_only_what_is_right(case, family):
    graded = family(case.family)
    grade = graded.grade(f"alone-{case.name}")
    assert_whole(grade)
    assert grade["points"] == case.alone, [
        short(check) for check in grade["checks"] if check["points"]
    ]
    assert case.kinds <= {check["failure"] for check in grade["checks"]}
    assert_tells_nothing(graded, f"alone-{case.name}", case)


@each_attack
def test_attack_before_a_right_solution_costs_what_it_breaks(case, family):
    graded = family(case.family)
    grade = graded.grade(f"glued-{case.name}")
    assert_whole(grade)
    if case.lost is not None:
        problems = {short(check): check["message"] for check in grade["checks"]}
        assert lost(grade) == case.lost, {name: problems[name] for name in lost(grade) - case.lost}
    assert grade["points"] == sum(POINTS[name] for name in set(POINTS) - lost(grade))
    assert_tells_nothing(graded, f"glued-{case.name}", case)


@pytest.mark.parametrize("name", ["leak", "result"])
def test_attacks_on_a_process_that_loads_once_gain_nothing(name, family):
    graded = family(name, load="once")
    for case in (case for case in ATTACKS if case.family == name):
        for kind, most in (("alone", case.alone), ("glued", 20)):
            grade = graded.grade(f"{kind}-{case.name}")
            assert_whole(grade)
            assert grade["points"] <= most, case.name
            assert_tells_nothing(graded, f"{kind}-{case.name}", case)
    assert all(graded.grade(neighbour)["points"] == 20 for neighbour in HONEST)
    assert (graded.run["code"], graded.run["left"]) == (0, [])


@each_family
@pytest.mark.parametrize("neighbour", HONEST)
def test_honest_neighbour_keeps_full_marks(name, neighbour, family):
    grade = family(name).grade(neighbour)
    assert_whole(grade)
    assert grade["points"] == 20, lost(grade)


@each_family
def test_nothing_is_left_behind(name, family):
    graded = family(name)
    assert graded.run["containers"] > 0
    assert graded.run["left"] == []


@each_family
def test_whole_class_is_graded(name, family):
    graded = family(name)
    assert graded.run["code"] == 0, graded.run["stderr"]
    attacks = [case.name for case in ATTACKS if case.family == name]
    wanted = [f"{kind}-{attack}" for kind in ("alone", "glued") for attack in attacks]
    assert graded.ids == sorted([*wanted, *HONEST])


@each_family
def test_family_has_attacks_of_its_own(name):
    assert sum(case.family == name for case in ATTACKS) >= 5
