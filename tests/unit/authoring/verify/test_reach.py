import pytest

from autograder.authoring.verify.reach import unreached_tasks
from autograder.model import Assignment, Student, Submission, SubmittedFile, Task

LAYERS = b"def affine(x):\n    return x\n"
NET = b'"""A net of layers."""\nfrom layers import affine\n'
TRAIN = b"import net\n"
POOL = b"def pool(x):\n    return x\n"


@pytest.fixture
def assignment(tmp_path):
    (tmp_path / "tests" / "hidden").mkdir(parents=True)
    files = ("layers.py", "net.py", "train.py", "pool.py")
    tasks = tuple(Task(id=file[:-3], title=file, file=file, points=1) for file in files)
    return Assignment(
        slug="tiny", title="Tiny", version="1", submit=files, tasks=tasks, folder=tmp_path
    )


def handed_in(**changed):
    files = {"layers": LAYERS, "net": NET, "train": TRAIN, "pool": POOL, **changed}
    return Submission(
        id="reference",
        assignment="tiny",
        student=Student(id="reference"),
        files=tuple(
            SubmittedFile(path=f"{name}.py", content=content) for name, content in files.items()
        ),
    )


def test_an_edit_reaches_the_files_that_import_it_and_theirs(assignment):
    assert unreached_tasks(assignment, handed_in(), {"layers.py"}) == {"pool"}
    assert unreached_tasks(assignment, handed_in(), {"net.py"}) == {"layers", "pool"}
    assert unreached_tasks(assignment, handed_in(), {"pool.py"}) == {"layers", "net", "train"}
    assert unreached_tasks(assignment, handed_in(), {"pool.py", "layers.py"}) == set()


@pytest.mark.parametrize(
    "source",
    [b"import pool.inner as p\n", b"from . import pool\n", b"__import__('pool')\n"],
)
def test_every_way_to_import_counts(assignment, source):
    assert "train" not in unreached_tasks(assignment, handed_in(train=source), {"pool.py"})


def test_a_word_in_a_comment_is_no_import(assignment):
    commented = handed_in(train=b"# pool\n")
    assert "train" in unreached_tasks(assignment, commented, {"pool.py"})


def test_nothing_is_unreached_where_the_suite_may_ask_for_any_file(assignment):
    suite = assignment.folder / "tests" / "hidden" / "test_all.py"
    suite.write_text("def test_all(submission):\n    submission.module('pool').pool(1)\n")
    assert unreached_tasks(assignment, handed_in(), {"pool.py"}) == set()


def test_nothing_is_unreached_where_all_files_are_loaded_at_once(assignment):
    once = assignment.model_copy(update={"load": "once"})
    assert unreached_tasks(once, handed_in(), {"pool.py"}) == set()


def test_nothing_is_unreached_where_a_file_cannot_be_read(assignment):
    broken = handed_in(train=b"def broken(:\n")
    assert unreached_tasks(assignment, broken, {"pool.py"}) == set()
