import os
import signal
import subprocess
import time

import pytest

from autograder.worker import bytecode

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


SPOILS = {
    "other bytes": "open(name, 'wb').write(b'no')",
    "a folder in its place": "os.unlink(name); os.makedirs(name + '/deep'); os.chmod(name, 0)",
    "a link to elsewhere": "os.unlink(name); os.symlink('/dev/full', name)",
    "more names of it": "[os.link(name, f'{os.getcwd()}/../more-{n}') for n in range(9)]",
    "a pipe": "os.unlink(name); os.mkfifo(name)",
    "no rights": "os.chmod(name, 0); os.chmod(os.path.dirname(name), 0); os.chmod('.', 0)",
}


@pytest.mark.parametrize("body", SPOILS.values(), ids=SPOILS)
def test_bytecode_that_a_test_spoils_is_whole_in_the_next(worker, body):
    worker.load(
        "import glob, os\n\ndef spoil():\n    for name in glob.glob('__pycache__/*'):\n"
        f"        {body}\n\n"
        "def value():\n    return [5, os.listdir('__pycache__')]"
    )
    before = worker.call("value")
    worker.call("spoil")
    assert worker.again()
    assert worker.call("value") == before


def test_a_death_that_was_told_before_is_not_taken_for_that_of_the_compiler():
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.write(write, b"x")
    with subprocess.Popen(["sleep", "60"]) as child:
        bytecode._end(child.pid, read, time.monotonic() + 0.1)
        child.returncode = -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)
    os.close(read)
    os.close(write)
