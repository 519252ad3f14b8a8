"""From a gradebook's URL to SQLAlchemy's engine."""

from typing import Any

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import NoSuchModuleError

from autograder.errors import SpecError

from .places import place
from .problems import GradebookError

_CONNECT_SECONDS = 10


def open_engine(url: URL, busy_seconds: float) -> Engine:
    """Return an engine; nothing is connected yet.

    Raises:
        SpecError: nobody knows such a database.
        GradebookError: its driver is not installed.
    """
    kind = url.get_backend_name()
    options: dict[str, Any] = {"pool_pre_ping": True}
    if kind == "sqlite":
        options = {"connect_args": {"timeout": busy_seconds}}
    if kind == "postgresql":
        options["connect_args"] = {"connect_timeout": _CONNECT_SECONDS}
    try:
        return create_engine(url, **options)
    except ModuleNotFoundError as error:
        extra = "pip install 'autograder-dl[postgres]'" if kind == "postgresql" else "install it"
        msg = f"gradebook {place(url)!r}: its driver {error.name!r} is not installed: {extra}"
        raise GradebookError(msg) from error
    except NoSuchModuleError as error:
        msg = (
            f"gradebook {place(url)!r}: no database {url.drivername!r} is known; expected a path, "
            "sqlite:/// or postgresql://"
        )
        raise SpecError(msg) from error
