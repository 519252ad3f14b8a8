import numpy as np
import pytest


@pytest.fixture
def root(conventions):
    """Return the root by which a step is divided, with epsilon where the course puts it."""
    if conventions["epsilon"] == "inside":
        return lambda square, eps: np.sqrt(square + eps)
    return lambda square, eps: np.sqrt(square) + eps


@pytest.fixture
def momentum_step(conventions):
    """Return one step with momentum, in the form that the course chose."""
    return {"velocity": _velocity_step, "average": _average_step}[conventions["momentum"]]


def _velocity_step(w, dw, v, *, lr, mu):
    """Return the weights and the velocity, which is the step."""
    v = mu * v - lr * dw
    return w + v, v


def _average_step(w, dw, v, *, lr, mu):
    """Return the weights and the velocity, which is an average of the gradients."""
    v = mu * v + (1 - mu) * dw
    return w - lr * v, v
