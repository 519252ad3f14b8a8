"""What the tests of checks share: a failure caught, its form checked."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.errors import CheckFailure

Fails = Callable[..., CheckFailure]


@pytest.fixture
def fails() -> Fails:
    """Call a check that must fail; return the failure, once its message has a fair form."""

    def run(check: Callable[..., Any], *args: Any, **settings: Any) -> CheckFailure:
        with pytest.raises(CheckFailure) as caught:
            check(*args, **settings)
        lines = str(caught.value).split("\n")
        assert len(lines) <= 2
        assert all(line and len(line) <= 200 and line.isprintable() for line in lines)
        return caught.value

    return run


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20240)
