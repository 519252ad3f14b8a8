from collections import namedtuple

import numpy as np

Velocity = namedtuple("Velocity", "learning_rate momentum velocity")
Cache = namedtuple("Cache", "learning_rate decay_rate epsilon cache")
Moments = namedtuple("Moments", "learning_rate beta1 beta2 epsilon m v t")


def state_of(kind, config, **defaults):
    """The first config is a dictionary, the later ones are our own tuples."""
    if isinstance(config, kind):
        return config
    given = {k: v for k, v in (config or {}).items() if k in kind._fields}
    return kind(**{**defaults, **given})


def sgd_momentum(w, dw, config=None):
    s = state_of(Velocity, config, learning_rate=0.01, momentum=0.9, velocity=np.zeros(w.shape))
    s = s._replace(velocity=s.momentum * s.velocity - s.learning_rate * dw)
    return w + s.velocity, s


def nesterov_momentum(w, dw, config=None):
    s = state_of(Velocity, config, learning_rate=0.01, momentum=0.9, velocity=np.zeros(w.shape))
    s = s._replace(velocity=s.momentum * s.velocity - s.learning_rate * dw)
    return w + s.momentum * s.velocity - s.learning_rate * dw, s


def nesterov_lookahead(w, grad_fn, config):
    s = state_of(Velocity, config, learning_rate=0.01, momentum=0.9, velocity=np.zeros(w.shape))
    drift = s.momentum * s.velocity
    s = s._replace(velocity=drift - s.learning_rate * grad_fn(w + drift))
    return w + s.velocity, s


def adagrad(w, dw, config=None):
    s = state_of(
        Cache, config, learning_rate=0.01, decay_rate=None, epsilon=1e-8, cache=np.zeros(w.shape)
    )
    s = s._replace(cache=s.cache + dw**2)
    return w - s.learning_rate * dw / (np.sqrt(s.cache) + s.epsilon), s


def rmsprop(w, dw, config=None):
    s = state_of(
        Cache, config, learning_rate=0.01, decay_rate=0.99, epsilon=1e-8, cache=np.zeros(w.shape)
    )
    s = s._replace(cache=s.decay_rate * s.cache + (1 - s.decay_rate) * dw**2)
    return w - s.learning_rate * dw / (np.sqrt(s.cache) + s.epsilon), s


def adam(w, dw, config=None):
    s = state_of(
        Moments,
        config,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-8,
        m=np.zeros(w.shape),
        v=np.zeros(w.shape),
        t=0,
    )
    s = s._replace(
        m=s.beta1 * s.m + (1 - s.beta1) * dw,
        v=s.beta2 * s.v + (1 - s.beta2) * dw**2,
        t=s.t + 1,
    )
    m_hat, v_hat = s.m / (1 - s.beta1**s.t), s.v / (1 - s.beta2**s.t)
    return w - s.learning_rate * m_hat / (np.sqrt(v_hat) + s.epsilon), s


def minimize(grad_fn, w, update, config, steps):
    def walk(w, config, left):
        if left == 0:
            return [w]
        new, config = update(w.copy(), grad_fn(w), config)
        return [w] + walk(new, config, left - 1)

    points = walk(w, config, steps)
    return points[-1], points
