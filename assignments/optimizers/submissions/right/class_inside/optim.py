import numpy as np


class Optimizer:
    """Keeps its state in itself; one object travels inside each config."""

    defaults = {"learning_rate": 1e-2}
    state = ()

    def __init__(self, config, like):
        for key, value in {**self.defaults, **config}.items():
            setattr(self, key, value)
        for name in self.state:
            if not hasattr(self, name):
                setattr(self, name, np.zeros_like(like))

    @classmethod
    def step(cls, w, dw, config):
        config = config if config is not None else {}
        if "optimizer" not in config:
            config = {"optimizer": cls(config, w), "learning_rate": config.get("learning_rate")}
        return config["optimizer"].update(w, dw), config


class Momentum(Optimizer):
    defaults = {"learning_rate": 1e-2, "momentum": 0.9}
    state = ("velocity",)

    def update(self, w, dw):
        self.velocity = self.momentum * self.velocity - self.learning_rate * dw
        return w + self.velocity


class Nesterov(Momentum):
    def update(self, w, dw):
        super().update(w, dw)
        return w + self.momentum * self.velocity - self.learning_rate * dw


class Lookahead(Momentum):
    def update(self, w, grad_fn):
        return super().update(w, grad_fn(w + self.momentum * self.velocity))


class AdaGrad(Optimizer):
    defaults = {"learning_rate": 1e-2, "epsilon": 1e-8}
    state = ("cache",)

    def collect(self, dw):
        return self.cache + dw**2

    def update(self, w, dw):
        self.cache = self.collect(dw)
        return w - self.learning_rate * dw / (np.sqrt(self.cache) + self.epsilon)


class RMSProp(AdaGrad):
    defaults = {"learning_rate": 1e-2, "epsilon": 1e-8, "decay_rate": 0.99}

    def collect(self, dw):
        return self.decay_rate * self.cache + (1 - self.decay_rate) * dw**2


class Adam(Optimizer):
    defaults = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0}
    state = ("m", "v")

    def update(self, w, dw):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * dw
        self.v = self.beta2 * self.v + (1 - self.beta2) * dw**2
        corrected = self.m / (1 - self.beta1**self.t)
        scale = np.sqrt(self.v / (1 - self.beta2**self.t)) + self.epsilon
        return w - self.learning_rate * corrected / scale


class Walker:
    def __init__(self, start):
        self.points = [start]

    @property
    def w(self):
        return self.points[-1]

    def go(self, w):
        self.points.append(w)


def sgd_momentum(w, dw, config=None):
    return Momentum.step(w, dw, config)


def nesterov_momentum(w, dw, config=None):
    return Nesterov.step(w, dw, config)


def nesterov_lookahead(w, grad_fn, config):
    return Lookahead.step(w, grad_fn, config)


def adagrad(w, dw, config=None):
    return AdaGrad.step(w, dw, config)


def rmsprop(w, dw, config=None):
    return RMSProp.step(w, dw, config)


def adam(w, dw, config=None):
    return Adam.step(w, dw, config)


def minimize(grad_fn, w, update, config, steps):
    walker = Walker(w)
    for _ in range(steps):
        new, config = update(walker.w.copy(), grad_fn(walker.w), config)
        walker.go(new)
    return walker.w, walker.points
