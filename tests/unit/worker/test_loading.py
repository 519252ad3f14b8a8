import pytest


@pytest.fixture
def load(worker):
    def load_files(**files):
        named = {name.replace("__", "/") + ".py": text.encode() for name, text in files.items()}
        worker.load(files={**named, "answers.md": b"# words"})
        return worker

    return load_files


def test_submitted_modules_import_each_other(load):
    worker = load(layers="N = 3\n", net="import layers\ndef n():\n    return layers.N\n")
    assert worker.call("n", file="net.py") == 3
    worker.ask("set", 4, target={"file": "layers.py"}, name="N")
    assert worker.call("n", file="net.py") == 4


def test_modules_may_import_in_a_circle(load):
    worker = load(a="import b\nX = 1\n", b="import a\ndef x():\n    return a.X\n")
    assert worker.call("x", file="b.py") == 1


def test_a_file_is_executed_once(load):
    worker = load(a="print('run')\n", b="import a\n")
    for name in ("a.py", "b.py", "a.py"):
        worker.ask("import", file=name)
    assert worker.printed == "run\n"


def test_files_in_folders_are_modules_of_packages(load):
    source = "from pkg.inner import X\nfrom . import inner\ndef x():\n    return X + inner.X\n"
    worker = load(pkg__inner="X = 1\n", pkg__top=source)
    assert worker.call("x", file="pkg/top.py") == 2


@pytest.mark.parametrize("name", ["random", "json", "numpy", "traceback", "select", "autograder"])
def test_a_file_named_like_a_library_takes_nobodys_place(load, name):
    worker = load(**{name: "import sys\ndef f(x):\n    return x + 1\n"})
    assert worker.call("f", 1, file=f"{name}.py") == 2
    helper = worker.ask("define", source=f"import {name} as m\n", name="helper")
    module = worker.ask("get", target={"handle": helper.number}, name="m")
    assert module.type_name == "module"
    assert worker.call("f", 2, file=f"{name}.py") == 3


def test_a_file_that_does_not_parse_says_where(load, told):
    worker = load(a="x = 1\nif x\n    pass\n")
    with pytest.raises(told) as caught:
        worker.ask("import", file="a.py")
    error = caught.value
    assert (error.type, error.stage) == ("SyntaxError", "import")
    assert error.frames == [["a.py", 2, "<module>"]]


def test_an_error_while_importing_has_that_stage(load, told):
    worker = load(a="import b\n", b="1 / 0\n")
    for op in ({"op": "import", "file": "a.py"}, {"op": "get", "target": {"file": "a.py"}}):
        with pytest.raises(told) as caught:
            worker.ask(**op)
        assert caught.value.stage == "import"
        assert caught.value.frames == [["a.py", 1, "<module>"], ["b.py", 1, "<module>"]]


@pytest.mark.parametrize("how", ["import sys; sys.exit(0)", "raise KeyboardInterrupt"])
def test_leaving_while_importing_is_an_error_too(load, told, how):
    with pytest.raises(told) as caught:
        load(a=how).ask("import", file="a.py")
    assert caught.value.stage == "import"
    assert caught.value.mirror is None


def test_a_missing_file_names_what_is_near(load, told):
    with pytest.raises(told) as caught:
        load(optim="").ask("import", file="optm.py")
    assert caught.value.stage == "missing"
    assert caught.value.message == "no file 'optm.py' was submitted; did you mean 'optim.py'?"


def test_only_python_files_are_imported(load, told):
    with pytest.raises(told, match=r"only \.py files"):
        load(a="").ask("import", file="answers.md")


def test_a_modules_own_getattr_may_raise_anything(load, told):
    worker = load(a="def __getattr__(name):\n    raise SystemExit(name)\n")
    with pytest.raises(told) as caught:
        worker.call("f", file="a.py")
    assert caught.value.type == "SystemExit"


def test_a_file_with_windows_line_ends_and_a_mark_is_read(load):
    worker = load(a="\ufeffdef f():\r\n    return 'ü'\r\n")
    assert worker.call("f", file="a.py") == "ü"
