import numpy as np


def scale(x, factor):
    """Return x times factor."""
    if factor is None:
        raise ValueError("factor is missing")  # noqa: EM101, TRY003 - as a student writes it
    return x * factor


def loss(x):
    """Return half the sum of squares."""
    return 0.5 * float(np.sum(x * x))


def step(params, grads):
    """Return params after one step of gradient descent."""
    return {name: params[name] - 0.1 * grads[name] for name in params}


class State:
    def __init__(self):
        self.total, self.count = 0.0, 0


def make_state():
    """Return a fresh state."""
    return State()


def use_state(state, x):
    """Add x and return the mean so far."""
    state.total += x
    state.count += 1
    return state.total / state.count


def with_callback(f, x):
    """Return f(x) + f(-x)."""
    return f(x) + f(-x)


def batches(x, size):
    """Yield x in rows of size."""
    for start in range(0, len(x), size):
        yield x[start : start + size]
