"""Whose fault it is, as types. Standard library only; also shipped into the worker's image.

AutograderError
├── SpecError           the instructor's: an assignment that cannot be read
├── SubmissionError     the student's: a submission that cannot be read
├── SandboxError        ours: engine gone, image missing, container broken
│   └── SandboxTimeout  ours, and out of time
└── ProtocolError       a frame or value across the wall that breaks a rule

CheckFailure is apart: it is an AssertionError that a check raises on purpose.
"""


class AutograderError(Exception):
    """Base of every error that this package raises on purpose."""


class SpecError(AutograderError):
    """The instructor's fault: the assignment says something impossible."""


class SubmissionError(AutograderError):
    """The student's fault: the submission cannot be read."""


class SandboxError(AutograderError):
    """Our fault: the sandbox did not do what it promised. Never costs points."""


class SandboxTimeout(SandboxError):  # noqa: N818 - the design's name
    """Our fault: the sandbox did not answer in time."""


class ProtocolError(AutograderError):
    """A frame or value that breaks a rule of the wire: says which rule, and by how much."""


class CheckFailure(AssertionError):  # noqa: N818 - a verdict, not an error of the program
    """A check that did not hold, with the words for the student.

    Attributes:
        kind: failure class shown even for hidden checks: "value", "shape", "dtype", ...
        name: what was compared, such as "next_w".
        expected: a short text of the expected value (staff only for hidden checks).
        actual: a short text of the value found (staff only for hidden checks).
    """

    def __init__(
        self,
        message: str,
        *,
        kind: str = "value",
        name: str = "",
        expected: str = "",
        actual: str = "",
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.name = name
        self.expected = expected
        self.actual = actual
