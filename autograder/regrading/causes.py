"""Why a grade would be another one today: what differs between its manifest and the present."""

from collections.abc import Iterator, Mapping
from typing import Literal

from autograder.model import Grade, Identity, ImageRecord, Record

Kind = Literal[
    "suite", "limits", "conventions", "rubric", "image", "version", "sandbox", "seed", "autograder"
]


class Cause(Record):
    """One thing that is not as it was."""

    kind: Kind
    what: str
    """In words: `tests/hidden/test_adam.py changed`, `call_seconds 10 -> 20`."""
    part: str = ""
    """The part of the suite that it is, such as `tests/hidden/test_adam.py`."""


class Present(Record):
    """What grades depend on, as it is now."""

    identity: Identity
    suite_parts: dict[str, str]
    rubric_hash: str
    version: str
    sandbox: str
    seed_id: str


def causes_of(grade: Grade, present: Present) -> tuple[Cause, ...]:
    """Return what is not as it was when `grade` was made; empty if all is the same."""
    return tuple(_causes(grade, present))


def runs_checks(causes: tuple[Cause, ...]) -> bool:
    """Tell whether checks must run again; a rubric is held against the answers as they stand."""
    return any(cause.kind != "rubric" for cause in causes)


def _causes(grade: Grade, present: Present) -> Iterator[Cause]:
    made, now = grade.manifest, present.identity
    yield from _suite(grade, present)
    if made.rubric_hash != present.rubric_hash:
        yield Cause(kind="rubric", what="rubric, its settings or its scorer changed")
    yield from _images(made.images, now.images)
    if grade.assignment_version != present.version:
        what = f"version {grade.assignment_version} -> {present.version}: other inputs"
        yield Cause(kind="version", what=what)
    if made.sandbox != present.sandbox:
        yield Cause(kind="sandbox", what=f"sandbox {made.sandbox} -> {present.sandbox}")
    if made.seed_id != present.seed_id:
        what = "the course's secret is another one: other inputs"
        yield Cause(kind="seed", what=what)
    for name, before, after in (
        ("autograder", made.autograder, now.autograder),
        ("numpy of the suite", made.numpy, now.numpy),
    ):
        if before != after:
            yield Cause(kind="autograder", what=f"{name} {before} -> {after}")


def _suite(grade: Grade, present: Present) -> Iterator[Cause]:
    before, after = grade.manifest.suite_parts, present.suite_parts
    if grade.manifest.suite_hash == present.identity.suite_hash:
        return
    if not before:
        yield Cause(kind="suite", what="the suite changed (the grade does not say in which part)")
        return
    changes = list(part_changes(before, after))
    yield from changes
    if not changes:
        what = "words of assignment.toml that decide nothing, such as a comment"
        yield Cause(kind="suite", what=what, part="assignment.toml")


def part_changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Cause]:
    """Yield what differs between the parts of two suites."""
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        head, _, value = name.partition(".")
        if head in ("limits", "conventions"):
            what = f"{value} {old or 'none'} -> {new or 'none'}"
            yield Cause(kind="limits" if head == "limits" else "conventions", what=what, part=name)
        else:
            done = "is new" if old is None else "was taken out" if new is None else "changed"
            yield Cause(kind="suite", what=f"{name} {done}", part=name)


def _images(before: tuple[ImageRecord, ...], after: tuple[ImageRecord, ...]) -> Iterator[Cause]:
    """Compare what ran; of work that could not be read, nothing did."""
    known = {image.name: image for image in after}
    for old in before:
        new = known.get(old.name)
        if new is None:
            yield Cause(kind="image", what=f"image {old.name} is no longer used")
        elif old.packages != new.packages:
            yield Cause(
                kind="image",
                what=f"image {old.name}: {packages_changed(old.packages, new.packages)}",
            )
        elif old.digest != new.digest:
            what = f"image {old.name} was built anew, with the same packages"
            yield Cause(kind="image", what=what)


def packages_changed(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return `numpy 2.1.0 -> 2.2.0, ...`: the packages that differ; empty if none does."""
    pairs = [(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]
    told = [f"{name} {a or 'none'} -> {b or 'none'}" for name, a, b in pairs if a != b]
    return ", ".join(told)
