"""Everything from numbers between 0 and 1, kept as float32."""
import numpy as np


def _generator(rng):
    return np.random.default_rng(rng)   # a Generator passes through, None makes a fresh one


def _standard_normal(shape, rng):
    # Box and Muller: two uniform numbers make a normal one.
    u1 = 1.0 - rng.random(shape)
    u2 = rng.random(shape)
    return np.sqrt(-2 * np.log(u1)) * np.cos(2 * np.pi * u2)


def xavier_uniform(fan_in, fan_out, gain=1.0, rng=None):
    u = _generator(rng).random((fan_in, fan_out))
    a = gain * np.sqrt(6 / (fan_in + fan_out))
    return ((2 * u - 1) * a).astype(np.float32)


def xavier_normal(fan_in, fan_out, gain=1.0, rng=None):
    z = _standard_normal((fan_in, fan_out), _generator(rng))
    return (z * gain / np.sqrt((fan_in + fan_out) / 2)).astype(np.float32)


def he_normal(fan_in, fan_out, rng=None):
    z = _standard_normal((fan_in, fan_out), _generator(rng))
    return (z / np.sqrt(fan_in / 2)).astype(np.float32)


METHODS = {"xavier": lambda m, n, rng: xavier_normal(m, n, rng=rng),
           "he": lambda m, n, rng: he_normal(m, n, rng=rng)}


def initialize_parameters(layer_dims, method="xavier", seed=0):
    try:
        draw = METHODS[method]
    except KeyError:
        raise ValueError(f"no method {method}") from None
    rng = np.random.default_rng(seed)
    sizes = list(zip(layer_dims[:-1], layer_dims[1:]))
    # From the last layer to the first: any order will do.
    params = {}
    for number in range(len(sizes), 0, -1):
        m, n = sizes[number - 1]
        params[f"b{number}"] = np.zeros(n, dtype=np.float32)
        params[f"W{number}"] = draw(m, n, rng)
    return params


def activation_statistics(params, X, activation):
    def run(H, number):
        if f"W{number}" not in params:
            return []
        H = activation(np.einsum("ni,ij->nj", H, params[f"W{number}"]) + params[f"b{number}"][None, :])
        return [(np.mean(H), np.std(H))] + run(H, number + 1)

    return run(X, 1)


def signal_growth(draws, X, depth, activation):
    def growth(draw):
        H, width = X, X.shape[1]
        logs = []
        for _ in range(depth):
            before = H.std()
            H = activation(np.einsum("ni,ij->nj", H, draw(width, width)))
            logs.append(np.log(H.std() / before))
        return np.exp(np.mean(logs))

    return {name: growth(draw) for name, draw in draws.items()}
