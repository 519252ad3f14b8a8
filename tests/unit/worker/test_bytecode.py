import pytest

FILES = ["__pycache__/other.cpython", "__pycache__/work.cpython"]
LOOK = """
import glob

def bytecode():
    return sorted(name.split("-")[0] for name in glob.glob("__pycache__/*"))
"""


def test_files_are_compiled_before_the_first_test(worker):
    worker.load(LOOK, files={"other.py": b"x = 1", "notes.md": b"# no code"})
    assert worker.call("bytecode") == FILES


def test_a_file_that_does_not_compile_is_told_by_who_loads_it(worker, told):
    worker.load(LOOK, files={"other.py": b"def f(:\n"})
    assert worker.call("bytecode") == FILES[1:]
    with pytest.raises(told) as caught:
        worker.ask("import", file="other.py")
    assert caught.value.type == "SyntaxError"


def test_compiling_runs_nothing_and_prints_nothing(worker):
    worker.load(LOOK + "print('ran')\nassert 1 is 1, 'a warning'\n")
    assert worker.printed == ""
    worker.call("bytecode")
    assert worker.printed == "ran\n"


@pytest.mark.parametrize("source", [b"(" * 5000, b"-" * 1_000_000 + b"1", b"\0", b"\xff\xfe"])
def test_a_source_that_breaks_the_compiler_breaks_nothing_else(worker, source):
    worker.load(LOOK, files={"other.py": source})
    assert worker.call("bytecode") == FILES[1:]


def test_a_file_that_a_test_rewrites_is_compiled_anew(worker):
    worker.load(
        "from pathlib import Path\nPath('other.py').write_text('x = 2')\nimport other\n"
        "def value():\n    return other.x",
        files={"other.py": b"x = 1"},
    )
    assert worker.call("value") == 2


def test_bytecode_that_a_test_spoils_is_whole_in_the_next(worker):
    worker.load(
        "import glob\n\ndef spoil():\n    for name in glob.glob('__pycache__/*'):\n"
        "        open(name, 'wb').write(b'no')\n\ndef value():\n    return 5"
    )
    worker.call("spoil")
    assert worker.again()
    assert worker.call("value") == 5
