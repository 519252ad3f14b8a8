"""Notebooks as modules, answers and notes. Reads them within bounds and runs nothing of them.

`optim.ipynb` gives the module `optim.py`: `modules_of` makes what a worker is given with it.
"""

from .answers import answers_file, find_answer
from .document import Cell, Notebook, NotebookError, read_notebook, without_outputs
from .editing import replace_in_cells
from .marks import OWN
from .module import (
    SUFFIX,
    module_name,
    module_source,
    modules_of,
    notebook_name,
    readable_lines,
    told_as_notebook,
)
from .notes import notes

__all__ = [
    "OWN",
    "SUFFIX",
    "Cell",
    "Notebook",
    "NotebookError",
    "answers_file",
    "find_answer",
    "module_name",
    "module_source",
    "modules_of",
    "notebook_name",
    "notes",
    "read_notebook",
    "readable_lines",
    "replace_in_cells",
    "told_as_notebook",
    "without_outputs",
]
