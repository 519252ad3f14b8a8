"""No trusted module may turn bytes into objects by anything but the wire's decoder."""

import ast
from pathlib import Path

import pytest

import autograder

PACKAGE = Path(autograder.__file__).parent
BESIDE_THE_STUDENT = PACKAGE / "worker"
MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml"}
BUILTINS = {"eval", "exec", "__import__"}
LOADERS = {("np", "load"), ("numpy", "load"), ("torch", "load"), ("np", "loadtxt")}
TRUSTED = [path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(BESIDE_THE_STUDENT)]


def violations(tree: ast.AST) -> list[str]:
    return [found for node in ast.walk(tree) if (found := _violation(node))]


def _violation(node: ast.AST) -> str:
    if isinstance(node, ast.Import):
        return next((n.name for n in node.names if n.name.split(".")[0] in MODULES), "")
    if isinstance(node, ast.ImportFrom):
        return node.module if (node.module or "").split(".")[0] in MODULES else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id if node.func.id in BUILTINS else ""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return ast.unparse(node) if (node.value.id, node.attr) in LOADERS else ""
    if isinstance(node, ast.keyword) and node.arg == "shell":
        return "shell="
    return ""


@pytest.mark.parametrize("path", TRUSTED, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_trusted_module_builds_no_object_from_bytes(path):
    assert violations(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from marshal import loads",
        "import dill.session",
        "eval('1')",
        "exec(code)",
        "np.load(file)",
        "torch.load(file)",
        "subprocess.run(command, shell=True)",
    ],
)
def test_the_search_itself_finds(source):
    assert violations(ast.parse(source)) != []


def test_there_are_trusted_modules_to_search():
    assert PACKAGE / "grading.py" in TRUSTED
    assert PACKAGE / "wire" / "values.py" in TRUSTED
