"""The two fixtures of a test: `submission` resolves names, `remote` holds the operations."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from .failures import AttributeRefusal, IteratorEnded, Refusal
from .proxy import After, Handle, Keeping, RemoteFunction, StandIn, call_inout, keeping
from .sealed import Sealed, refuse_name
from .target import Target

if TYPE_CHECKING:
    from .conversation import Conversation

MISSING = object()


class SubmittedModule(Sealed):
    """The names of one submitted file: `submission.adam` is the function `adam` of it."""

    _conversation: "Conversation"
    _file: str

    def __init__(self, conversation: "Conversation", file: str) -> None:
        object.__setattr__(self, "_conversation", conversation)
        object.__setattr__(self, "_file", file)
        object.__setattr__(self, "type_name", "module")

    def __getattr__(self, name: str) -> RemoteFunction:
        refuse_name(self, name)
        target = Target(name, file=self._file, name=name)
        return RemoteFunction(self._conversation, target, "function")

    def __setattr__(self, name: str, value: object) -> None:
        self._refuse(f"given an attribute {name!r}", "a submission is graded as it is")

    def _described(self) -> str:
        return f"submitted file {self._file!r}"


class SubmissionProxy(SubmittedModule):
    """The fixture `submission`: the names of the task's file, and the other files by `module`."""

    _files: tuple[str, ...]

    def __init__(self, conversation: "Conversation", file: str, files: Sequence[str]) -> None:
        super().__init__(conversation, file)
        object.__setattr__(self, "_files", tuple(files))

    def module(self, name: str) -> SubmittedModule:
        """Return the names of another submitted file, given by its name or its stem."""
        for file in self._files:
            path = PurePosixPath(file)
            if name in (file, path.name, path.stem, path.with_suffix("").as_posix()):
                return SubmittedModule(self._conversation, file)
        msg = f"no submitted file is called {name!r}; the assignment names {', '.join(self._files)}"
        raise AttributeRefusal(msg)


class Remote(Sealed):
    """The fixture `remote`: operations on the student's objects, beside the student."""

    type_name = "remote"

    def __init__(self, conversation: "Conversation") -> None:
        self._conversation = conversation

    def length(self, it: StandIn) -> int:
        """Return `len(it)`."""
        length = self._conversation.ask("length", _target(it))
        return int(self._conversation.checked(length, int, "the length of an object"))

    def item(self, it: StandIn, key: Any) -> Any:
        """Return `it[key]`."""
        return self._conversation.ask("item", _target(it), value=key)

    def next(self, it: StandIn, default: Any = MISSING) -> Any:
        """Return the next value of an iterator; at its end `default`, or IteratorEnded."""
        answer = self._conversation.ask("next", _target(it))
        found, value = self._conversation.parts(answer, (bool, None), "next")
        if found:
            return value
        if default is not MISSING:
            return default
        msg = f"{it!r} has no next value"
        raise IteratorEnded(msg)

    def get(self, it: StandIn | SubmittedModule, name: str) -> Any:
        """Return attribute `name`: of an object, of a function, or a constant of a file."""
        refuse_name(it, name)
        return self._conversation.ask("get", _target(it), {"name": name})

    def set(self, it: StandIn | SubmittedModule, name: str, value: Any) -> None:
        """Set attribute `name`: of an object, or of a file."""
        refuse_name(it, name)
        self._conversation.ask("set", _target(it), {"name": name}, value)

    def keep(self, it: StandIn, *positions: int) -> Keeping:
        """Return a call of `it` that leaves these items of its result beside the student."""
        _target(it)
        return keeping(it, positions)

    def inout(self, it: StandIn, *args: Any, **kwargs: Any) -> tuple[Any, After]:
        """Call `it`; return its result and the arguments as they are after the call."""
        _target(it)
        return call_inout(it, args, kwargs)

    def define(self, source: str, name: str = "helper") -> Handle:
        """Return a new module beside the student, made from `source`. It can be read there."""
        fields = {"source": source, "name": name}
        return self._handle("define", fields, f"the module {name!r}")

    def rng(self, seed: int) -> Handle:
        """Return a numpy Generator beside the student."""
        return self._handle("rng", {"seed": int(seed)}, "a generator")

    def seed(self, number: int) -> None:
        """Seed python's, numpy's and torch's global generators beside the student."""
        self._conversation.ask("seed", Target("seeding"), {"n": int(number)})

    def vjp(self, it: StandIn, args: Sequence[Any], cotangents: Any) -> tuple[Any, Any]:
        """Return the outputs of `it(*args)` and the gradients of its tensor arguments.

        `cotangents`: what multiplies each output; a list of them if there are several.
        """
        answer = self._conversation.vjp(_target(it), tuple(args), cotangents)
        outputs, gradients = self._conversation.parts(answer, (None, None), "vjp")
        return outputs, gradients

    def _described(self) -> str:
        return "remote"

    def _handle(self, op: str, fields: dict[str, Any], words: str) -> Handle:
        handle = self._conversation.ask(op, Target(words), fields)
        return self._conversation.checked(handle, Handle, words)  # type: ignore[no-any-return]  # checked


def _target(it: Any) -> Target:
    if isinstance(it, StandIn):
        return it._target  # noqa: SLF001 - public names are the student's
    if isinstance(it, SubmittedModule):
        return Target(it._file, file=it._file)  # noqa: SLF001 - see above
    msg = f"remote works on what the student's code returned, found a {type(it).__name__}"
    raise Refusal(msg)
