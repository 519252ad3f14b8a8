"""What every stand-in of a test refuses. A stand-in that answered a comparison would be a forgery.

Deny by default: each special method is listed here and refuses with a sentence that
says what to write instead; `tests/unit/suite/test_sealed.py` walks the data model.
"""

from collections.abc import Callable
from typing import Any, NoReturn

from autograder.wire import Opaque

from .failures import AttributeRefusal, Refusal

PLAIN = "compare plain values: an attribute, remote.item(it, key), or what a call on it returns"
READ = "use remote.length(it), remote.item(it, key) or remote.next(it)"
NUMBER = "only numbers, lists and arrays cross as values; read an attribute, or call it"
STAYS = "it stays beside the student and is valid in this check only"

OPERATORS = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or"

REFUSED: dict[str, tuple[str, str]] = {}
"""Special method -> (what the test tried, what to write instead)."""


def _list(tried: str, instead: str, names: str) -> None:
    REFUSED.update({f"__{name}__": (tried, instead) for name in names.split()})


_list("compared", PLAIN, "lt le eq ne gt ge")
_list("hashed or used as a key", PLAIN, "hash")
_list("tested for truth", PLAIN, "bool")
_list("measured by len()", READ, "len length_hint")
_list("indexed", READ, "getitem setitem delitem missing")
_list("iterated over or unpacked", READ, "iter next reversed aiter anext")
_list("searched by `in`", READ, "contains")
_list("used in arithmetic", NUMBER, "neg pos abs invert round trunc floor ceil")
for _side in ("", "r", "i"):
    for _name in OPERATORS.split():
        _list("used in arithmetic", NUMBER, _side + _name)
_list("turned into a number", NUMBER, "complex int float index")
_list("turned into bytes or a path", NUMBER, "bytes buffer release_buffer fspath")
_list(
    "turned into an array",
    NUMBER,
    "array array_function array_wrap array_finalize array_prepare array_namespace "
    "dlpack dlpack_device torch_function torch_dispatch",
)
_list("entered by `with`", "call its methods one by one", "enter exit aenter aexit")
_list("awaited", "call it", "await")
_list("copied or pickled", STAYS, "reduce reduce_ex getstate setstate getnewargs getnewargs_ex")
_list("copied or pickled", STAYS, "copy deepcopy replace")
_list("used as a class", STAYS, "instancecheck subclasscheck mro_entries")
_list("listed by dir()", "ask for a public attribute by its name", "dir")

SHADOWED = ("__array_interface__", "__array_struct__", "__cuda_array_interface__")
"""Attributes, not methods, by which other libraries look into an object."""


class Sealed(Opaque):
    """A stand-in for something of the student's; answers nothing by itself."""

    # numpy then leaves every operator to the refusals below.
    __array_ufunc__ = None

    def __repr__(self) -> str:
        return f"<{self._described()}>"

    def __str__(self) -> str:
        return repr(self)

    def __format__(self, spec: str) -> str:
        if spec:
            self._refuse("formatted as a number", NUMBER)
        return repr(self)

    def __delattr__(self, name: str) -> None:
        self._refuse(f"made to forget {name!r}", STAYS)

    def _described(self) -> str:
        return f"handle of {self.type_name}"

    def _refuse(self, tried: str, instead: str) -> NoReturn:
        msg = f"{self!r} cannot be {tried}: {instead}"
        raise Refusal(msg, type_name=self.type_name)


def refuse_name(owner: Sealed, name: str) -> None:
    """Raise AttributeRefusal if `name` is not a public one."""
    if name.startswith("_"):
        msg = f"{owner!r} is not asked for {name!r}: only public attributes cross the wall"
        raise AttributeRefusal(msg, type_name=owner.type_name)


def _refusing(tried: str, instead: str) -> Callable[..., NoReturn]:
    def refuse(self: Sealed, *_args: Any, **_kwargs: Any) -> NoReturn:
        self._refuse(tried, instead)

    return refuse


def _seal(sealed: type[Sealed]) -> None:
    for name, (tried, instead) in REFUSED.items():
        setattr(sealed, name, _refusing(tried, instead))
    for name in SHADOWED:
        setattr(sealed, name, property(_refusing("looked into", NUMBER)))


_seal(Sealed)
