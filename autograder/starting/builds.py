"""Files for build services: of a course, which grades; of a student's repository, which checks.

Two repositories, two uses: hidden suites and the reference stay in the course's. Which one a
folder is, is seen from what lies in it.
"""

from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from autograder import __version__, spec
from autograder.errors import SpecError

_COURSE: Mapping[str, Mapping[str, str]] = {
    "github": {
        "github/verify.yml": ".github/workflows/verify.yml",
        "github/grade.yml": ".github/workflows/grade.yml",
    },
    "gitlab": {"gitlab/course.yml": ".gitlab-ci.yml"},
}
_STUDENT: Mapping[str, Mapping[str, str]] = {
    "github": {"github/check.yml": ".github/workflows/check.yml"},
    "gitlab": {"gitlab/student.yml": ".gitlab-ci.yml"},
}
_REPOSITORIES = "repositories.csv"
"""Whose work lies where: begun here, then the course's own."""
SERVICES = tuple(_COURSE)


def write_builds(service: str, folder: Path) -> tuple[str, ...]:
    """Write the files of `service` into `folder`; return their names. What is there stays.

    `folder` is a course (it holds `assignments/`) or a copy of a published template.

    Raises:
        SpecError: there is no such service, `folder` is neither, or a file is there already.
    """
    if service not in SERVICES:
        msg = f"no build service {service!r}; choose one of: {', '.join(SERVICES)}"
        raise SpecError(msg)
    is_course = (folder / "assignments").is_dir()
    wanted = dict((_COURSE if is_course else _STUDENT)[service])
    known = _of_course(folder) if is_course else _of_student(folder)
    _refuse_existing(folder, wanted.values())
    if is_course and not (folder / _REPOSITORIES).exists():
        wanted[_REPOSITORIES] = _REPOSITORIES
    data = resources.files(__package__) / "services"
    for source, target in wanted.items():
        text = (data / source).read_text(encoding="utf-8")
        for key, value in {"VERSION": __version__, **known}.items():
            text = text.replace(f"@{key}@", value)
        (folder / target).parent.mkdir(parents=True, exist_ok=True)
        (folder / target).write_text(text, encoding="utf-8", newline="\n")
    return tuple(wanted.values())


def _of_course(course: Path) -> dict[str, str]:
    slugs = spec.assignment_slugs(course)
    if not slugs:
        msg = f"no assignment in {str(course)!r}; make assignments/<slug>/assignment.toml first"
        raise SpecError(msg)
    loaded = [spec.load_assignment(spec.assignment_folder(course, slug)) for slug in slugs]
    images = {image for one in loaded for image in map(one.image_of, one.tasks)}
    # An image of an assignment's own Dockerfile is built by the assignment's name.
    names = {Path(image).parent.name if Path(image).is_absolute() else image for image in images}
    return {"ASSIGNMENT": slugs[0], "IMAGES": " ".join(sorted(names))}


def _of_student(folder: Path) -> dict[str, str]:
    if not (folder / "assignment.toml").is_file():
        msg = (
            f"cannot tell whose repository {str(folder)!r} is: expected a course (with "
            "'assignments/') or a published template (with assignment.toml), found neither"
        )
        raise SpecError(msg)
    above = folder.resolve().parent
    if (above.parent / "assignments").is_dir():
        msg = (
            f"{str(folder)!r} lies in a course, where `publish` owns {above.name!r}: copy the "
            "template out into the repository that students get, and name that"
        )
        raise SpecError(msg)
    return {}


def _refuse_existing(folder: Path, names: Iterable[str]) -> None:
    existing = [name for name in names if (folder / name).exists()]
    if existing:
        listed = ", ".join(map(repr, existing))
        msg = f"{listed} is in {str(folder)!r} already; rename it, or remove it to have it anew"
        raise SpecError(msg)
