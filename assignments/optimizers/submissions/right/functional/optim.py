from functools import reduce

import numpy as np

REST = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": 0.0}
SUM = {"learning_rate": 1e-2, "epsilon": 1e-8, "cache": 0.0}
MEAN = {**SUM, "decay_rate": 0.99}
MOMENTS = {
    "learning_rate": 1e-3,
    "beta1": 0.9,
    "beta2": 0.999,
    "epsilon": 1e-8,
    "m": 0.0,
    "v": 0.0,
    "t": 0,
}


def blend(keep, old, new):
    return keep * old + (1 - keep) * new


def with_defaults(defaults):
    """Zeros are plain 0.0 here: broadcasting makes arrays of them at the first step."""

    def decorate(rule):
        def update(w, dw, config=None):
            full = {**defaults, **(config or {})}
            step, state = rule(w, dw, **full)
            return w + step, {**full, **state}

        return update

    return decorate


@with_defaults(REST)
def sgd_momentum(w, dw, learning_rate, momentum, velocity, **_):
    velocity = momentum * velocity - learning_rate * dw
    return velocity, {"velocity": velocity}


@with_defaults(REST)
def nesterov_momentum(w, dw, learning_rate, momentum, velocity, **_):
    new = momentum * velocity - learning_rate * dw
    return new + momentum * (new - velocity), {"velocity": new}


@with_defaults(REST)
def nesterov_lookahead(w, grad_fn, learning_rate, momentum, velocity, **_):
    slope = grad_fn(w + momentum * velocity)
    velocity = momentum * velocity - learning_rate * slope
    return velocity, {"velocity": velocity}


@with_defaults(SUM)
def adagrad(w, dw, learning_rate, epsilon, cache, **_):
    cache = cache + np.square(dw)
    return -learning_rate * dw / (np.sqrt(cache) + epsilon), {"cache": cache}


@with_defaults(MEAN)
def rmsprop(w, dw, learning_rate, decay_rate, epsilon, cache, **_):
    cache = blend(decay_rate, cache, np.square(dw))
    return -learning_rate * dw / (np.sqrt(cache) + epsilon), {"cache": cache}


@with_defaults(MOMENTS)
def adam(w, dw, learning_rate, beta1, beta2, epsilon, m, v, t, **_):
    t, m, v = t + 1, blend(beta1, m, dw), blend(beta2, v, np.square(dw))
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return -learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), {"m": m, "v": v, "t": t}


def minimize(grad_fn, w, update, config, steps):
    def advance(walk, _):
        points, config = walk
        point, config = update(points[-1].copy(), grad_fn(points[-1]), config)
        return [*points, point], config

    points, _ = reduce(advance, range(steps), ([w], config))
    return points[-1], points
