"""The author's code on disk: written once, when it is first asked for, and taken away again."""

from autograder.suite import AuthorsCode, Suspect
from autograder.suite.shelf import Bench, reference_on, suspects_on

CODE = AuthorsCode(
    reference={"net/layers.py": b"one"},
    suspects=(
        Suspect(id="a/../b", says="ü", tasks=("t",), files={"net/layers.py": b"two"}),
        Suspect(id="c", says="d", files={"net/layers.py": b"three"}),
    ),
)


def test_what_is_written_is_found():
    bench = Bench(lambda: CODE)
    shelf = bench.shelf()
    assert (reference_on(shelf) / "net" / "layers.py").read_bytes() == b"one"
    first, second = suspects_on(shelf)
    assert (first.id, first.says, first.tasks, second.tasks) == ("a/../b", "ü", ["t"], None)
    assert (first.folder / "net" / "layers.py").read_bytes() == b"two"
    assert second.folder.parent == first.folder.parent == shelf
    bench.close()
    assert not shelf.exists()


def test_it_is_asked_for_once():
    asked = []
    bench = Bench(lambda: asked.append(1) or CODE)
    assert bench.shelf() == bench.shelf()
    assert asked == [1]
    bench.close()


def test_without_code_there_is_no_shelf():
    bench = Bench(lambda: None)
    assert bench.shelf() is None
    bench.close()
