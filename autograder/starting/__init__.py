"""What `autograder init` lays down: a sample course, and the files of build services.

They lie here as data. A name that ends in `.txt` loses that ending when it is written: no
installer compiles Python that is broken on purpose, and no `.gitignore` is obeyed here.
"""

from .builds import SERVICES, write_builds
from .course import ASSIGNMENT, CLASS, write_course

__all__ = ["ASSIGNMENT", "CLASS", "SERVICES", "write_builds", "write_course"]
