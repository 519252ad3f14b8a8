"""Open a sandbox by name, and say plainly what it does not protect."""

from autograder import plugins
from autograder.model import Sandbox

NOT_ISOLATED = (
    "not isolated: the process sandbox limits time and output, but student code can read this "
    "machine's files and use its network. Grade with --sandbox docker."
)


def open_sandbox(name: str, *, runtime: str | None = None, pool_size: int | None = None) -> Sandbox:
    """Return the sandbox named `name`.

    Raises:
        SpecError: no sandbox has that name.
        SandboxError: it cannot start here.
    """
    kind = plugins.load("sandboxes", name)
    settings = {"runtime": runtime, "pool_size": pool_size}
    given = {key: value for key, value in settings.items() if value is not None}
    sandbox: Sandbox = kind(**given)
    return sandbox
