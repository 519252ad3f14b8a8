"""Make the module itself raise SystemExit and skip whenever a name is looked up in it.

alone: 0 points
glued: loses all because every look into this module ends in SystemExit
fails as: exception
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import sys
import types


class Leaving(types.ModuleType):
    def __getattribute__(self, name):
        if name in ("scale", "loss", "step", "make_state", "use_state", "with_callback", "batches"):
            raise SystemExit(0)
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = Leaving
