from datetime import UTC, datetime

import pytest

from autograder.intake.exports.times import moment

HALF_PAST = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01 09:30:00 UTC",
        "2026-03-01 09:30:00.000000000 Z",
        "2026-03-01T10:30:00+01:00",
        "2026-03-01 01:30:00.0 -0800\n",
    ],
)
def test_a_time_with_its_zone_is_a_moment(text):
    assert moment(text) == HALF_PAST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-01",
        "2026-03-01 09:30:00",
        "2026-03-01 09:30:00 CET",
        "2026-13-01 09:30:00 UTC",
        "0001-01-01 00:00:00 +1400",
        "2026-03-01 09:30:00 +99:99",
        "2\u0660\u0662\u0666-03-01 09:30:00 UTC",
        "9" * 100_000,
    ],
)
def test_what_names_no_moment_is_none(text):
    assert moment(text) is None
