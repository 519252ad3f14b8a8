"""Put modules of our own in the place of those that a suite imports.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import importlib.abc
import importlib.machinery
import sys
import types


class Everything(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_args, **_kwargs: None


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("pytest", "_pytest", "pluggy", "autograder"):
            return importlib.machinery.ModuleSpec(name, self)
        return None

    def create_module(self, spec):
        return Everything(spec.name)

    def exec_module(self, module):
        pass


for _name in ("pytest", "_pytest.outcomes", "autograder.checks", "autograder.scoring", "conftest"):
    sys.modules[_name] = Everything(_name)
sys.meta_path.insert(0, Finder())
