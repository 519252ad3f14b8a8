"""The versions with which an assignment is graded, as a requirements.txt for students."""

from autograder.model import Assignment
from autograder.sandbox.images import NAMED
from autograder.sandbox.packages import PYTHON, requirements_of

FILE = "requirements.txt"


def requirements_file(assignment: Assignment) -> bytes | None:
    """Return the file, which `autograder check` and pip read; None for an image of one's own.

    What a Dockerfile installs is known when it is built, and not here.
    """
    images = {assignment.image, *(assignment.image_of(task) for task in assignment.tasks)}
    if not images <= set(NAMED):
        return None
    lines = dict.fromkeys(line for image in sorted(images) for line in requirements_of(image))
    head = (
        f"# What your work is graded with, on Python {PYTHON}. Other versions may differ a little."
    )
    return "\n".join((head, *lines, "")).encode()
