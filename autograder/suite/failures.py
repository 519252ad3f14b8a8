"""How the student's side fails, as a test sees it.

StudentException    the student's code raised; mirrored, so that `pytest.raises` works
WorkerFailure       the student's process did not answer; latched, so that no test can swallow it
Refusal             the test asked for something that never crosses the wall
"""

from dataclasses import dataclass
from typing import Any, Literal

from autograder.errors import ProtocolError
from autograder.wire import printable

MESSAGE_CHARS = 2_000
FRAMES = 12
STAGES = ("import", "missing", "call", "encode")

FailureKind = Literal["timeout", "ended", "killed", "memory", "output", "protocol", "sandbox"]
Location = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What the student's process says of an exception; its word, checked for form only."""

    type_name: str
    message: str
    stage: str
    frames: tuple[Location, ...]
    mirror: str | None


class StudentException(Exception):  # noqa: N818 - stands for whatever the student raised
    """An exception of the student's code; `str()` is its message.

    Attributes:
        type_name: the name of its class beside the student.
        stage: "import", "missing", "call" or "encode".
        frames: (file, line, function) in the student's files, innermost last.
    """

    def __init__(self, told: Told) -> None:
        super().__init__(told.message)
        self.type_name, self.stage, self.frames = told.type_name, told.stage, told.frames

    def __str__(self) -> str:
        return str(self.args[0])


def _mirror(base: type[Exception]) -> type[StudentException]:
    name = f"Student{base.__name__}"
    doc = f"{base.__name__}, raised by the student's code."
    return type(name, (StudentException, base), {"__doc__": doc, "__module__": __name__})


# Never here: StopIteration, SystemExit, KeyboardInterrupt, GeneratorExit and pytest's
# outcomes. Raised in a test they would end a loop, or the test, before it has compared.
MIRRORED: dict[str, type[StudentException]] = {
    base.__name__: _mirror(base)
    for base in (
        *(ArithmeticError, AssertionError, AttributeError, BufferError, EOFError),
        *(FileNotFoundError, FloatingPointError, ImportError, IndexError, KeyError),
        *(LookupError, MemoryError, ModuleNotFoundError, NameError, NotImplementedError),
        *(OSError, OverflowError, PermissionError, RecursionError, RuntimeError),
        *(SyntaxError, TypeError, UnboundLocalError, ValueError, ZeroDivisionError),
    )
}


class WorkerFailure(Exception):  # noqa: N818 - an event, latched as the check's outcome
    """The student's process did not answer; the words say why.

    Attributes:
        kind: "timeout", "ended", "killed", "memory", "output", "protocol", or "sandbox" (ours).
    """

    def __init__(self, kind: FailureKind, words: str) -> None:
        super().__init__(words)
        self.kind = kind


class Refusal(TypeError):  # noqa: N818 - a sentence for the suite's author
    """Something that never crosses the wall, and what to write instead.

    Attributes:
        type_name: type of the student's object that was used as a value; "" otherwise.
    """

    def __init__(self, words: str, *, type_name: str = "") -> None:
        super().__init__(words)
        self.type_name = type_name


class AttributeRefusal(Refusal, AttributeError):  # noqa: N818 - as above
    """A name that is never asked for; also an AttributeError, so that `hasattr` works."""


class IteratorEnded(LookupError):  # noqa: N818 - the end is an event
    """`remote.next` found the end. Not StopIteration, which would end a loop in silence."""


def student_exception(error: Any) -> StudentException:
    """Return the exception that `error`, an answer's field, describes.

    Raises:
        ProtocolError: a field is not of its type.
    """
    told = _told(error)
    return MIRRORED.get(told.mirror or "", StudentException)(told)


def _told(error: Any) -> Told:
    if type(error) is not dict:
        msg = "an error is an object with type, message, stage and frames"
        raise ProtocolError(msg)
    message, stage, mirror = error.get("message"), error.get("stage"), error.get("mirror")
    if type(message) is not str or stage not in STAGES or type(mirror) not in (str, type(None)):
        msg = "an error has a message, a known stage and a mirror"
        raise ProtocolError(msg)
    return Told(
        type_name=printable(error.get("type"), 80),
        message=message[:MESSAGE_CHARS],
        stage=stage,
        frames=_frames(error.get("frames")),
        mirror=mirror,
    )


def _frames(frames: Any) -> tuple[Location, ...]:
    if type(frames) is not list or len(frames) > FRAMES:
        msg = f"an error lists at most {FRAMES} frames"
        raise ProtocolError(msg)
    return tuple(_location(frame) for frame in frames)


def _location(frame: Any) -> Location:
    if type(frame) is not list or [type(part) for part in frame] != [str, int, str]:
        msg = "a frame is a file, a line and a function"
        raise ProtocolError(msg)
    file, line, function = frame
    return file[:400], line, printable(function, 80)
