"""Grades in words: for the student, for staff, for a spreadsheet, for other programs.

Everything a student reads is made from `student_view(grade)`, the one redaction.
"""

from .answers import AnswerView, ItemView, PassageView
from .class_list import class_table, write_class_csv
from .class_markdown import class_markdown
from .contract import grade_json, grade_schema, read_grade, student_json
from .findings import Finding, findings
from .github import github_annotations
from .gitlab import gitlab_code_quality
from .html import staff_html, student_html, summary_html, summary_pieces
from .junit import junit_xml
from .markdown import student_markdown
from .outline import Outlines
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
    "Finding",
    "FrameView",
    "HiddenSummary",
    "ItemView",
    "Outlines",
    "PassageView",
    "StudentView",
    "TaskView",
    "class_markdown",
    "class_table",
    "counted",
    "findings",
    "github_annotations",
    "gitlab_code_quality",
    "grade_json",
    "grade_schema",
    "junit_xml",
    "number",
    "read_grade",
    "staff_html",
    "student_html",
    "student_json",
    "student_markdown",
    "student_terminal",
    "student_view",
    "summary_html",
    "summary_pieces",
    "write_class_csv",
]
