"""What a student of a course with conventions is given."""

import shutil
from pathlib import Path

import pytest

from autograder.authoring import publish
from autograder.errors import SpecError
from autograder.spec import load_assignment

COURSE = Path(__file__).parent / "verify" / "course"


@pytest.fixture
def penalties(tmp_path: Path) -> Path:
    """A course that chose half the penalty."""
    shutil.copytree(COURSE, tmp_path / "course")
    return tmp_path / "course" / "assignments" / "penalties"


def published(folder: Path) -> Path:
    target = folder.parents[1] / "student_template" / "penalties"
    publish(load_assignment(folder), target)
    return target


def test_the_handout_speaks_of_the_chosen_form_alone(penalties: Path) -> None:
    text = (published(penalties) / "README.md").read_text()
    assert "It is half of `reg`" in text
    assert "It is `reg` times" not in text
    assert "WHEN" not in text


def test_the_template_knows_the_conventions_and_no_variants(penalties: Path) -> None:
    template = published(penalties)
    assert load_assignment(template).conventions == (("l2", "half"),)
    assert not (template / "mistakes.toml").exists()


def test_what_is_given_follows_the_chosen_form(penalties: Path) -> None:
    toml, mistakes = penalties / "assignment.toml", penalties / "mistakes.toml"
    toml.write_text(toml.read_text().replace('l2 = "half"', 'l2 = "full"'))
    old = '"""Return the penalty of the weights `w`."""'
    edit = f"\n[[variant.edit]]\nfile = \"penalties.py\"\nfind = '{old}'\n"
    edit += 'replace = \'"""Return the whole penalty."""\'\n'
    more = 'file = "penalties.py"\nfind = "return 0.5 * reg * squares"\n'
    more += 'replace = "return reg * squares"\n'
    text = mistakes.read_text().replace(more, "")
    mistakes.write_text(text + edit + f"\n[[variant.edit]]\n{more}")
    template = published(penalties)
    assert '"""Return the whole penalty."""' in (template / "penalties.py").read_text()


def test_a_solution_under_the_chosen_value_is_a_secret(penalties: Path) -> None:
    toml = penalties / "assignment.toml"
    toml.write_text(toml.read_text().replace('l2 = "half"', 'l2 = "full"'))
    public = penalties / "tests" / "public" / "test_scale.py"
    public.write_text(public.read_text() + "\n# return reg * squares\n")
    with pytest.raises(SpecError, match="expected nothing of the solution"):
        published(penalties)
