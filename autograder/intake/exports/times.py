"""Times as exports write them; one without a zone tells no moment and is not read."""

import re
from datetime import UTC, datetime

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:[.](\d{1,9}))? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)", re.ASCII
)


def moment(text: str) -> datetime | None:
    """Return the moment that `2026-03-01 09:30:00.123456 UTC` and the like name; None if none."""
    match = _TIME.fullmatch(text.strip()[:64])
    if match is None:
        return None
    day, clock, fraction, zone = match.groups()
    offset = zone if zone[0] in "+-" else "+00:00"
    written = f"{day}T{clock}.{(fraction or '0')[:6]:0<6}{offset}"
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
