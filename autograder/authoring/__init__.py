"""For instructors: from the reference to the template that students get."""

from .publish import (
    PublishReport,
    check_published,
    is_notebook_form,
    publish,
    zip_template,
)
from .stripping import strip_solutions

__all__ = [
    "PublishReport",
    "check_published",
    "is_notebook_form",
    "publish",
    "strip_solutions",
    "zip_template",
]
