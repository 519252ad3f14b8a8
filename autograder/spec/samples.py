"""submissions/ and its verdicts.toml -> `Sample`s."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from autograder.errors import SpecError
from autograder.model import Assignment, Group, Sample, Verdict

from .document import Document, nearest, parse_values, read_document, shape_findings
from .shapes import VerdictsValues

GROUPS: tuple[Group, ...] = get_args(Group)
_FILE = "verdicts.toml"


def load_samples(assignment: Assignment) -> tuple[Sample, ...]:
    """Return the sample submissions in the order of verdicts.toml; empty without submissions/.

    Raises:
        SpecError: names the file, the line and the key, what was expected and
            found, and what to do.
    """
    for finding in sample_findings(assignment):
        raise SpecError(finding)
    folder = assignment.folder / "submissions"
    if not folder.is_dir():
        return ()
    document = read_document(folder / _FILE)
    return tuple(_samples(folder, document, parse_values(document, VerdictsValues)))


def sample_findings(assignment: Assignment) -> Iterator[str]:
    """Find what is wrong with verdicts.toml, and folders without a verdict."""
    folder = assignment.folder / "submissions"
    if not folder.is_dir():
        return
    try:
        document = read_document(folder / _FILE)
    except SpecError as error:
        yield str(error)
        return
    found = list(shape_findings(document, VerdictsValues))
    yield from found
    if not found:
        samples = list(_samples(folder, document, parse_values(document, VerdictsValues)))
        for sample in samples:
            yield from _verdict_findings(document, sample, assignment)
        yield from _folder_findings(folder, document, samples)


def _samples(folder: Path, document: Document, values: VerdictsValues) -> Iterator[Sample]:
    for group in GROUPS:
        verdicts: dict[str, Verdict] = getattr(values, group)
        for name, verdict in verdicts.items():
            place = document.place((group, name))
            yield Sample(
                group=group, name=name, folder=folder / group / name, verdict=verdict, place=place
            )


def _verdict_findings(document: Document, sample: Sample, assignment: Assignment) -> Iterator[str]:
    at, verdict = (sample.group, sample.name), sample.verdict
    if (verdict.points is None) == (verdict.at_most is None):
        what = "either `points` or `at_most`"
        found = "nothing" if verdict.points is None else "both"
        yield document.finding(at, what, found, "say what grading must give")
    whole = math.fsum(task.points for task in assignment.tasks)
    if sample.group == "right" and not math.isclose(verdict.points or 0, whole):
        what = f"all {whole:g} points of a right sample"
        yield document.finding((*at, "points"), what, verdict.points, "move it to partial/")
    known = [task.id for task in assignment.tasks]
    for index, task in enumerate(verdict.fails or ()):
        if task not in known:
            advice = nearest(task, known, f"its tasks are {', '.join(known)}")
            yield document.finding((*at, "fails", index), "the id of a task", task, advice)


def _folder_findings(folder: Path, document: Document, samples: list[Sample]) -> Iterator[str]:
    for sample in samples:
        if not sample.folder.is_dir():
            where = f"submissions/{sample.group}/{sample.name}"
            advice = "write the sample or remove its verdict"
            key = (sample.group, sample.name)
            yield document.finding(key, f"a folder {where!r}", "nothing", advice)
    declared = {(sample.group, sample.name) for sample in samples}
    for path in sorted(folder.glob("*/*/")):
        group, name = path.parent.name, path.name
        if (group, name) not in declared and not name.startswith((".", "__")):
            yield (
                f"{document.name}: expected a verdict [{group}.{name}] for the folder "
                f"'submissions/{group}/{name}', found none; declare what grading must give"
            )
