"""An instructor's pytest suites, on the trusted side, against student code in a worker.

`runner` supervises; `warm` is the parent of the test processes; `plugin` runs in one
of them and turns each test into a `CheckResult`. A test touches `proxy` and `remote`,
which speak through a `conversation` over the wire. Knows no concrete sandbox.

Operations of a conversation: import, call, get, set, length, item, next, define, rng,
seed, vjp, release.
"""

from .runner import RunReport, SuiteRunner
from .seeds import derive_seed, seed_id
from .shelf import AuthorsCode, Suspect

__all__ = ["AuthorsCode", "RunReport", "SuiteRunner", "Suspect", "derive_seed", "seed_id"]
