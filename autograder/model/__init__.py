"""Frozen records and the protocols between rooms. No I/O, no printing, no scoring."""

from .assignment import Assignment, Feedback, Limits, Task, Written
from .attempts import Attempts, Counts
from .base import Record
from .class_list import ClassList
from .grade import Grade, ImageRecord, Manifest, Override, TaskScore
from .graded import GradedAnswer
from .job import GradeJob, GraderSetup, Identity, Ungraded
from .late import Lateness, LatePolicy, after_lateness
from .mistake import Catalogue, Conventions, Edit, Equivalent, Mistake, Variant
from .protocols import (
    BoxSpec,
    Executor,
    Exporter,
    Fate,
    Guarantee,
    Sandbox,
    Scorer,
    Stream,
    Worker,
)
from .regrade import Regrade
from .result import (
    CallRecord,
    CheckResult,
    ComparisonRecord,
    ExpectedCheck,
    Outcome,
    StudentFrame,
)
from .rubric import (
    AnswerScore,
    Example,
    ItemScore,
    Level,
    Misconception,
    Neighbour,
    Question,
    Quote,
    RubricItem,
    Rule,
)
from .sample import Group, Sample, Verdict
from .submission import Student, Submission, SubmittedFile, digest_of

__all__ = [
    "AnswerScore",
    "Assignment",
    "Attempts",
    "BoxSpec",
    "CallRecord",
    "Catalogue",
    "CheckResult",
    "ClassList",
    "ComparisonRecord",
    "Conventions",
    "Counts",
    "Edit",
    "Equivalent",
    "Example",
    "Executor",
    "ExpectedCheck",
    "Exporter",
    "Fate",
    "Feedback",
    "Grade",
    "GradeJob",
    "GradedAnswer",
    "GraderSetup",
    "Group",
    "Guarantee",
    "Identity",
    "ImageRecord",
    "ItemScore",
    "LatePolicy",
    "Lateness",
    "Level",
    "Limits",
    "Manifest",
    "Misconception",
    "Mistake",
    "Neighbour",
    "Outcome",
    "Override",
    "Question",
    "Quote",
    "Record",
    "Regrade",
    "RubricItem",
    "Rule",
    "Sample",
    "Sandbox",
    "Scorer",
    "Stream",
    "Student",
    "StudentFrame",
    "Submission",
    "SubmittedFile",
    "Task",
    "TaskScore",
    "Ungraded",
    "Variant",
    "Verdict",
    "Worker",
    "Written",
    "after_lateness",
    "digest_of",
]
