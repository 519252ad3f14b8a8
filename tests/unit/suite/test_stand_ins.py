"""The reference's functions: which of them answer for a student's."""

import pytest

from autograder.suite.stand_ins import stand_ins_of

LAYERS = """
import numpy as np
from os.path import join

RATE = 3

class Cache: pass

def affine(x): return x
def _own(x): return x
relu = lambda x: np.maximum(x, 0)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "layers.py").write_text(LAYERS)
    (tmp_path / "heavy.py").write_text("import a_library_that_is_not_here\n")
    return tmp_path


def test_only_public_functions_of_the_file_itself_answer(folder):
    assert stand_ins_of(folder, ["layers.py"]) == {"layers.py": ["affine", "relu"]}


@pytest.mark.parametrize("file", ["heavy.py", "nowhere.py"])
def test_a_file_that_cannot_be_loaded_here_answers_nothing(folder, file):
    assert stand_ins_of(folder, ["layers.py", file]) == {}
