"""Grades in words: for the student, for staff, for a spreadsheet, for other programs.

Everything a student reads is made from `student_view(grade)`, the one redaction.
"""

from .answers import AnswerView, ItemView, PassageView
from .class_list import class_table, write_class_csv
from .contract import grade_json, grade_schema, read_grade, student_json
from .html import staff_html, student_html, summary_html
from .markdown import student_markdown
from .terminal import student_terminal
from .view import (
    CheckView,
    FrameView,
    HiddenSummary,
    StudentView,
    TaskView,
    student_view,
)
from .words import counted, number

__all__ = [
    "AnswerView",
    "CheckView",
    "FrameView",
    "HiddenSummary",
    "ItemView",
    "PassageView",
    "StudentView",
    "TaskView",
    "class_table",
    "counted",
    "grade_json",
    "grade_schema",
    "number",
    "read_grade",
    "staff_html",
    "student_html",
    "student_json",
    "student_markdown",
    "student_terminal",
    "student_view",
    "summary_html",
    "write_class_csv",
]
