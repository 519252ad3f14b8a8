"""What a request is about."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """Something of a submitted file, or an object; `words` names it to people."""

    words: str
    file: str = ""
    name: str = ""
    handle: int | None = None

    def fields(self) -> dict[str, Any]:
        """Return the target as a request carries it."""
        if self.handle is not None:
            return {"handle": self.handle}
        return {"file": self.file, "name": self.name} if self.name else {"file": self.file}
