"""A report as one page: the matrix of mistakes by checks, no script, no outside file."""

import base64
import hashlib
from collections import Counter
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from .records import Report, Row

IN_MATRIX = ("variant", "mistake")


def report_page(report: Report) -> str:
    """Return the page of one assignment's report, self-contained."""
    environment = _environment()
    style = environment.get_template("verify.css").render()
    rows = [row for row in report.rows if row.kind in IN_MATRIX]
    survivors = report.mutation.survivors if report.mutation else ()
    return environment.get_template("verify.html.j2").render(
        report=report,
        rows=rows,
        groups=_groups(report.rows),
        tasks=_tasks(report),
        counts=Counter(name for row in rows for name in row.failed),
        marked=sum(bool(one.equivalent) for one in survivors),
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def _tasks(report: Report) -> list[dict[str, object]]:
    names = dict.fromkeys(check.task for check in report.checks)
    return [
        {"id": name, "checks": [check for check in report.checks if check.task == name]}
        for name in names
    ]


def _groups(rows: tuple[Row, ...]) -> list[dict[str, object]]:
    kinds = dict.fromkeys(row.kind for row in rows)
    return [
        {
            "kind": kind,
            "rows": sum(row.kind == kind for row in rows),
            "runs": sum(row.runs for row in rows if row.kind == kind),
            "wrong": sum(bool(row.breaches) for row in rows if row.kind == kind),
        }
        for kind in kinds
    ]


def _short(name: str) -> str:
    """`hidden/test_adam.py::test_bias[3]` -> `hidden bias[3]`."""
    where, _, function = name.rpartition("::")
    return f"{where.partition('/')[0]} {function.removeprefix('test_')}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.authoring"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["short"] = _short
    return environment
