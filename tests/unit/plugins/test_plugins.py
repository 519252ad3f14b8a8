"""What is built in comes through the door that others use."""

import pytest

from autograder import plugins
from autograder.errors import SpecError
from autograder.executors.local import LocalExecutor
from autograder.sandbox.process import ProcessSandbox


@pytest.mark.parametrize(
    ("group", "name", "kind"),
    [("sandboxes", "process", ProcessSandbox), ("executors", "local", LocalExecutor)],
)
def test_the_built_ins_are_found_by_name(group, name, kind):
    assert plugins.load(group, name) is kind


def test_names_are_sorted():
    assert plugins.names("sandboxes") == sorted(plugins.names("sandboxes"))
    assert {"docker", "process"} <= set(plugins.names("sandboxes"))


def test_an_unknown_name_lists_those_installed():
    with pytest.raises(SpecError, match=r"no sandboxes entry is named 'jail'; .*docker, process"):
        plugins.load("sandboxes", "jail")


def test_an_unknown_group_says_that_nothing_is_installed():
    with pytest.raises(SpecError, match="installed: none"):
        plugins.load("telescopes", "hubble")


def test_a_package_installed_beside_us_is_found(tmp_path, monkeypatch):
    info = tmp_path / "jail-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: jail\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[autograder.sandboxes]\njail = jail_cell:Jail\n")
    (tmp_path / "jail_cell.py").write_text("class Jail:\n    name = 'jail'\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert plugins.load("sandboxes", "jail").name == "jail"
    assert "jail" in plugins.names("sandboxes")
