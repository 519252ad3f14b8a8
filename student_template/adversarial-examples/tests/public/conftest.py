"""Fixtures of the public checks."""

import pytest

LAB = '''
import torch
from torch import nn


def linear(weight, bias):
    """Return a network of one layer: the rows of `weight` belong to the classes."""
    model = nn.Linear(weight.shape[1], weight.shape[0])
    model.load_state_dict({"weight": weight, "bias": bias})
    return model.eval()


def two_layers(w1, b1, w2, b2):
    """Return the network of the digits."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(*w1.shape), nn.ReLU(), nn.Linear(*w2.shape))
    model.load_state_dict(dict(zip(model.state_dict(), (w1.T, b1, w2.T, b2))))
    return model.eval()


def carries_graph(x):
    return bool(x.requires_grad or x.grad_fn is not None)
'''


@pytest.fixture
def lab(remote):
    """Return a module beside your code that builds networks."""
    return remote.define(LAB, "lab")


@pytest.fixture
def fairly(submission, remote):
    """Run a check on your functions; if it fails, once more with right ones beneath.

    So a fault in one task does not cost points in the next. The first failure is the one told.
    """

    def run(check, **beneath):
        try:
            check()
        except Exception as first:  # noqa: BLE001 - it is raised again, unless all is well
            try:
                for name, function in beneath.items():
                    remote.set(submission, name, function)
                check()
            except Exception:  # noqa: BLE001 - whatever it is, the first failure tells more
                raise first from None

    return run
