"""Pages: one for a student, one for staff, one for a class. Each is a single file.

Templates escape by default, hold no script, and carry a content policy that allows
nothing but their own style sheet, named by its hash.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.model import ClassList, Grade

from . import words
from .answers import marked_passages
from .beginning import beginning
from .cases import cases
from .flowing import flowed
from .late import late_when, late_words
from .regrades import regrade_sentence
from .summary import summarize
from .text import clipped, line, pieces, visible
from .view import StudentView

OWN = "autograder.report"
_LONGEST = 50_000
"""Characters of one text that a page shows; the rest is counted."""


def student_html(view: StudentView) -> str:
    """Return the page of one student."""
    return page("student.html.j2", title=view.assignment_title, view=view)


def staff_html(grade: Grade) -> str:
    """Return the page that answers "why?" without the suite. Not for students."""
    title = f"{line(grade.student.name or grade.student.id)}: {line(grade.assignment_title)}"
    return page("staff.html.j2", title=title, grade=grade)


def summary_html(
    assignment_title: str,
    grades: Iterable[Grade],
    people: ClassList | None = None,
    *,
    staff_pages: bool = True,
) -> str:
    """Return the page of a class as one text: see `summary_pieces`."""
    return "".join(summary_pieces(assignment_title, grades, people, staff_pages=staff_pages))


def summary_pieces(
    assignment_title: str,
    grades: Iterable[Grade],
    people: ClassList | None = None,
    *,
    staff_pages: bool = True,
) -> Iterator[str]:
    """Yield the page of a class, with links to `<submission-id>/report.html` beside it.

    Args:
        assignment_title: the heading.
        grades: one for each submission; their order does not matter.
        people: who handed in nothing, and who is not on the roster.
        staff_pages: link `<submission-id>/staff.html` too.
    """
    return _pieces_of(
        "summary.html.j2",
        title=assignment_title,
        summary=summarize(grades),
        people=people,
        staff_pages=staff_pages,
    )


def page(template: str, *, title: str, package: str = OWN, **values: Any) -> str:
    """Return the page that `template` of `package` makes, which may extend `page.html.j2`."""
    return "".join(_pieces_of(template, title=title, package=package, **values))


def _pieces_of(template: str, *, title: str, package: str = OWN, **values: Any) -> Iterator[str]:
    environment = _environment(package)
    style = environment.get_template("style.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    made = environment.get_template(template)
    return made.generate(title=line(title), style_hash=digest, **values)


@cache
def _environment(package: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(OWN)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": words.number,
        "pieces": pieces,
        "cases": cases,
        "beginning": beginning,
        "flowed": flowed,
        "marked": marked_passages,
        "counted": words.counted,
        "moment": _moment,
        "regraded": regrade_sentence,
        "late": late_words,
        "late_when": late_when,
    }
    environment.globals |= {"words": words, "share": words.share}
    return environment


def _finalize(value: object) -> object:
    """Make every text that a template prints visible; what a macro made is so already."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(clipped(value, _LONGEST))


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} {at.tzname() or ''}".strip()
