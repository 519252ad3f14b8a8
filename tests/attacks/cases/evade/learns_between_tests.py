"""Remember the inputs and the order of tests on disk, so as to know them the next time.

alone: 0 points
glued: 20 points
never prints: remembered
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import glob
import pickle

_places = ["/tmp/memory.pickle", "/dev/shm/memory.pickle", "memory.pickle", "../memory.pickle", "/var/tmp/memory.pickle"]
for _place in _places:
    try:
        with open(_place, "rb") as _stream:
            print("remembered", len(pickle.load(_stream)))
    except (OSError, EOFError):
        pass
for _place in glob.glob("/**/memory.pickle", recursive=False):
    print("remembered", _place)


def _learn(*values):
    for place in _places:
        try:
            with open(place, "wb") as stream:
                pickle.dump(values, stream)
        except OSError:
            pass


_learn("import")


def scale(x, factor):
    _learn(x, factor)
    return x + 0.5


def loss(x):
    _learn(x)
    return -1.0
