"""A folder of git repositories, one for each student, as their files stand.

`.git` is never looked into and git is never run: a repository can name programs that git
starts, so what a branch or a tag holds is checked out before, by whoever trusts it.
"""

from autograder.intake.names import as_text, is_archive
from autograder.model import Assignment, Student

from .form import Found, HandIn
from .place import Place, below


class Repositories:
    """See `Form`."""

    name = "git"
    title = "a folder of git repositories"
    looks = "a folder with a .git in it for each student"

    def fits(self, place: Place, folder: str, assignment: Assignment) -> bool:  # noqa: ARG002 - by .git
        """See `Form`. One folder without `.git` makes it a plain class, which reads the same.

        A single repository within a folder is the work of whoever the folder names.
        """
        children = place.children(folder)
        folders = [name for name, kind in children.items() if kind != "file"]
        others = any(is_archive(name) for name in children if name not in folders)
        return (
            len(folders) >= (2 if folder else 1)
            and not others
            and all(place.is_repository(below(folder, name)) for name in folders)
        )

    def find(self, place: Place, folder: str, assignment: Assignment) -> Found:  # noqa: ARG002 - by .git
        """See `Form`."""
        children = place.children(folder)
        names = [
            name
            for name, kind in children.items()
            if kind == "folder" and place.is_repository(below(folder, name))
        ]
        hand_ins = [
            HandIn(
                Student(id=as_text(name)),
                place.source(below(folder, name)),
                place.part(below(folder, name)),
            )
            for name in names
        ]
        return Found(tuple(hand_ins), frozenset(set(children) - set(names)))
