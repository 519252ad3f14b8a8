"""Where a gradebook lives: a file, or a database on a server; what may be said and stored of it."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from autograder.errors import SpecError

_SECRETS = ("password", "sslpassword", "passwd")
"""What may be one, beside the password in its usual place."""
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
"""The driver that the extra `postgres` installs, whatever SQLAlchemy's default is."""
HIDDEN = "***"


def parse_place(where: Path | str) -> URL:
    """Return the URL of `where`: the path of an SQLite file, or an SQLAlchemy URL.

    Raises:
        SpecError: it looks like an URL and is none.
    """
    if not isinstance(where, str) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        scheme = where.partition("://")[0]
        # Not the whole text: it may hold a password.
        msg = (
            f"the gradebook's URL {scheme + '://...'!r} cannot be read; expected a path, or "
            "postgresql://USER@HOST:PORT/DATABASE with numbers for the port"
        )
        raise SpecError(msg) from (None if "@" in where else error)
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def place(url: URL) -> str:
    """Return the file's path, or the URL without any password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return public(url).render_as_string(hide_password=False)


def public(url: URL) -> URL:
    """Return `url` without any password."""
    named = url.difference_update_query(_SECRETS)
    return URL.create(
        named.drivername, named.username, None, named.host, named.port, named.database, named.query
    )


def storable(url: URL) -> str:
    """Return what leads back to the gradebook from anywhere: no password, an absolute path."""
    if url.get_backend_name() != "sqlite":
        return place(url)
    path = url.database or ""
    if path.startswith("file:"):
        return public(url).render_as_string(hide_password=False)
    return str(Path(path).resolve())


def without_secrets(text: str, url: URL) -> str:
    """Return `text` without any password that `url` holds."""
    values: Mapping[str, tuple[str, ...] | str] = url.query
    found = [str(url.password or ""), *(str(values.get(name) or "") for name in _SECRETS)]
    for secret in found:
        text = text.replace(secret, HIDDEN) if secret else text
    return text


def is_same(one: URL, other: URL) -> bool:
    """Tell whether both name the same gradebook, as whichever user."""
    return _bare(one) == _bare(other)


def _bare(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return storable(url)
    return place(
        URL.create(url.drivername, None, None, url.host, url.port, url.database, url.query)
    )
