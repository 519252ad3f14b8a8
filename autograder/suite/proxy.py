"""What a test touches of the student's: functions of a file, and handles of objects.

A stand-in answers nothing by itself. A handle's public names are the student's, so
ours start with an underscore there; `remote` holds the operations.
"""

from typing import TYPE_CHECKING, Any

from .failures import AttributeRefusal, Refusal
from .sealed import Sealed, refuse_name
from .target import Target

if TYPE_CHECKING:
    from .conversation import Conversation

FUNCTION_TYPES = {
    *("function", "method", "builtin_function_or_method", "method-wrapper", "partial"),
    *("ufunc", "_lru_cache_wrapper"),
}
WHOLE = -1


class After(tuple[Any, ...]):  # noqa: SLOT001 - a tuple of any length has no slots
    """The positional arguments as they are after a call; `named` holds those given by name."""

    named: dict[str, Any]

    @classmethod
    def of(cls, args: tuple[Any, ...], named: dict[str, Any]) -> "After":
        """Return `args` with `named`."""
        after = cls(args)
        after.named = named
        return after


class StandIn(Sealed):
    """Something of the student's that can be called and passed back."""

    _conversation: "Conversation"
    _target: Target

    def __init__(self, conversation: "Conversation", target: Target, type_name: str) -> None:
        object.__setattr__(self, "_conversation", conversation)
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "type_name", type_name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it beside the student: arguments by value, result by value or handle."""
        return self._conversation.call(self._target, args, kwargs)

    def _reference(self, conversation: "Conversation") -> int:
        """Return the number of the object, to pass it to a call of `conversation`."""
        if conversation is not self._conversation:
            msg = f"{self!r} is of another check: its process ended, its objects are gone"
            raise Refusal(msg, type_name=self.type_name)
        number = self._target.handle
        return conversation.handle_of(self._target) if number is None else int(number)


class Keeping(Sealed):
    """A call that leaves some items of its result beside the student."""

    _owner: StandIn
    _keep: tuple[int, ...]

    def __init__(self, owner: StandIn, positions: tuple[int, ...]) -> None:
        object.__setattr__(self, "_owner", owner)
        object.__setattr__(self, "_keep", positions)
        object.__setattr__(self, "type_name", owner.type_name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it; the kept items come back as handles."""
        owner = self._owner
        return owner._conversation.call(owner._target, args, kwargs, keep=self._keep)  # noqa: SLF001 - public names are the student's

    def inout(self, *args: Any, **kwargs: Any) -> tuple[Any, After]:
        """Call it; return its result and the arguments as they are after the call."""
        return call_inout(self._owner, args, kwargs, self._keep)

    def __getattr__(self, name: str) -> Any:
        refuse_name(self, name)
        msg = f"{self!r} is to be called; it has no {name!r}"
        raise AttributeRefusal(msg, type_name=self.type_name)

    def __setattr__(self, name: str, value: object) -> None:
        self._refuse(f"given an attribute {name!r}", "call it")

    def _described(self) -> str:
        return f"call of {self._owner!r}"


class RemoteFunction(StandIn):
    """A name of a submitted file: `submission.adam`. Nothing crosses until it is used.

    `f.keep(1)(x)` leaves item 1 of the resulting tuple beside the student as a handle,
    `f.keep()(x)` the whole result; `result, after = f.inout(x)` also returns the arguments
    as they are after the call.
    """

    def keep(self, *positions: int) -> Keeping:
        """Return a call that leaves these items of its result beside the student."""
        return keeping(self, positions)

    def inout(self, *args: Any, **kwargs: Any) -> tuple[Any, After]:
        """Call it; return its result and the arguments as they are after the call."""
        return call_inout(self, args, kwargs)

    def __getattr__(self, name: str) -> Any:
        refuse_name(self, name)
        path = self._target.words
        msg = f"{self!r} has only keep and inout; write remote.get(submission.{path}, {name!r})"
        raise AttributeRefusal(msg, type_name=self.type_name)

    def __setattr__(self, name: str, value: object) -> None:
        self._refuse(f"given an attribute {name!r}", "set attributes of objects that it returns")

    def _described(self) -> str:
        return f"submission.{self._target.words}"


class Handle(StandIn):
    """An object that stayed beside the student; a public attribute is read by value or handle."""

    def __getattr__(self, name: str) -> Any:
        refuse_name(self, name)
        value = self._conversation.ask("get", self._target, {"name": name})
        if isinstance(value, Handle):
            value._rename(f"{self._target.words}.{name}")  # noqa: SLF001 - a handle of ours
        return value

    def __setattr__(self, name: str, value: object) -> None:
        refuse_name(self, name)
        self._conversation.ask("set", self._target, {"name": name}, value)

    def __del__(self) -> None:
        if self._target.handle is not None:
            self._conversation.forget(self._target.handle)

    def _rename(self, words: str) -> None:
        target = Target(words[:200], handle=self._target.handle)
        object.__setattr__(self, "_target", target)


class RemoteMethod(Handle):
    """A handle of a function or method: its own attributes are few, so ours can stand on it."""

    def keep(self, *positions: int) -> Keeping:
        """Return a call that leaves these items of its result beside the student."""
        return keeping(self, positions)

    def inout(self, *args: Any, **kwargs: Any) -> tuple[Any, After]:
        """Call it; return its result and the arguments as they are after the call."""
        return call_inout(self, args, kwargs)


def new_handle(conversation: "Conversation", number: int, type_name: str) -> Handle:
    """Return the stand-in of object `number`."""
    kind = RemoteMethod if type_name in FUNCTION_TYPES else Handle
    return kind(conversation, Target(type_name, handle=number), type_name)


def keeping(owner: StandIn, positions: tuple[int, ...]) -> Keeping:
    """Return the call of `owner` that keeps `positions`; the whole result if there are none."""
    whole = not positions or positions == (WHOLE,)
    if not whole and any(type(place) is not int or place < 0 for place in positions):
        msg = f"keep takes positions in a tuple, from 0, or none for the whole; found {positions!r}"
        raise Refusal(msg)
    return Keeping(owner, (WHOLE,) if whole else positions)


def call_inout(
    owner: StandIn, args: tuple[Any, ...], kwargs: dict[str, Any], keep: tuple[int, ...] = ()
) -> tuple[Any, After]:
    """Call `owner`; return its result and the arguments as they are after the call."""
    conversation, target = owner._conversation, owner._target  # noqa: SLF001 - see the module
    answer = conversation.call(target, args, kwargs, keep=keep, inout=True)
    result, after, named = conversation.parts(answer, (None, tuple, dict), target.words)
    return result, After.of(after, named)
