"""Inputs as courses have them: downloads of learning platforms, and folders of repositories.

Each form of export has its module and says what it looks like; none is guessed:
what fits two, or one and the plain reading, is refused.
"""

from .inputs import FORM_NAMES, Inputs, read_inputs

__all__ = ["FORM_NAMES", "Inputs", "read_inputs"]
