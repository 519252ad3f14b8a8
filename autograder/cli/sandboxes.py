"""Open a sandbox by name, and say plainly what it does not protect."""

from inspect import signature

from autograder import plugins
from autograder.errors import SpecError
from autograder.model import Sandbox

NOT_ISOLATED = (
    "not isolated: the process sandbox limits time and output, but student code can read this "
    "machine's files and use its network. Grade with --sandbox docker."
)


def open_sandbox(name: str, *, runtime: str | None = None) -> Sandbox:
    """Return the sandbox named `name`.

    Raises:
        SpecError: no sandbox has that name, or it has no such setting.
        SandboxError: it cannot start here.
    """
    kind = plugins.load("sandboxes", name)
    settings = {"runtime": runtime}
    given = {key: value for key, value in settings.items() if value is not None}
    unknown = sorted(given.keys() - signature(kind).parameters.keys())
    if unknown:
        msg = f"the sandbox {name!r} has no setting {unknown[0]!r}; leave --{unknown[0]} out"
        raise SpecError(msg)
    sandbox: Sandbox = kind(**given)
    return sandbox
