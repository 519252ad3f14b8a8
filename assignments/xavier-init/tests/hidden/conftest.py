import pytest

GLOBAL_STATE = """
import numpy as np

def state():
    _, keys, position, *_ = np.random.get_state()
    return np.append(keys, position)
"""

RIGHT_DRAWS = """
import sys
import numpy as np

def xavier_normal(fan_in, fan_out, gain=1.0, rng=None):
    std = gain * np.sqrt(2 / (fan_in + fan_out))
    return np.random.default_rng(rng).normal(0, std, (fan_in, fan_out))

def he_normal(fan_in, fan_out, rng=None):
    return np.random.default_rng(rng).normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))

def put_in():
    module = sys.modules.get("initialization")
    if module is not None:
        module.xavier_normal, module.he_normal = xavier_normal, he_normal
"""


@pytest.fixture
def global_state(remote, rng):
    """Return a function that reads numpy's global random state beside the student."""
    remote.seed(int(rng.integers(2**32)))
    return remote.define(GLOBAL_STATE, "global_state").state


@pytest.fixture
def generator(remote, rng):
    """Return a function that makes a generator; the same one whenever it is called."""
    seed = int(rng.integers(2**32))
    return lambda: remote.rng(seed)


@pytest.fixture
def judged(remote):
    """Return a function that runs a judgement, twice if it fails.

    The second time right draws stand in for the student's own: a mistake in xavier_normal or
    he_normal has cost its points in its own task, and not also in the task that calls it.
    """

    def run(judge):
        try:
            judge()
        except Exception:  # noqa: BLE001 - whatever went wrong may be the other task's
            remote.define(RIGHT_DRAWS, "right_draws").put_in()
            judge()

    return run
