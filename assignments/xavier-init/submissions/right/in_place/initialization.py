import numpy as np


def xavier_uniform(fan_in, fan_out, gain=1.0, rng=None):
    rng = rng if rng is not None else np.random.default_rng()
    W = rng.random((fan_in, fan_out))
    W -= 0.5
    W *= 2 * gain * np.sqrt(6 / (fan_in + fan_out))
    return W


def xavier_normal(fan_in, fan_out, gain=1.0, rng=None):
    rng = rng if rng is not None else np.random.default_rng()
    W = np.empty((fan_in, fan_out))
    rng.standard_normal(out=W)
    W *= gain * np.sqrt(2 / (fan_in + fan_out))
    return W


def he_normal(fan_in, fan_out, rng=None):
    rng = rng if rng is not None else np.random.default_rng()
    W = np.empty((fan_in, fan_out))
    rng.standard_normal(out=W)
    W *= np.sqrt(2 / fan_in)
    return W


def initialize_parameters(layer_dims, method="xavier", seed=0):
    functions = {"xavier": xavier_normal, "he": he_normal}
    if functions.get(method) is None:
        raise ValueError("method is 'xavier' or 'he'")
    rng = np.random.Generator(np.random.PCG64(seed))
    params, n = {}, 0
    while len(layer_dims) > 1:
        fan_in = layer_dims.pop(0)
        n += 1
        params[f"W{n}"] = functions[method](fan_in, layer_dims[0], rng=rng)
        params[f"b{n}"] = np.zeros_like(params[f"W{n}"][0])
    return params


def activation_statistics(params, X, activation):
    out, n = [], 1
    while params:
        X = X @ params.pop(f"W{n}")
        X += params.pop(f"b{n}")
        X[...] = activation(X)
        n += 1
        out.append((np.average(X), np.sqrt(np.average(np.square(X)) - np.average(X) ** 2)))
    return out


def signal_growth(draws, X, depth, activation):
    start, data, n = X.std(), X, X.shape[1]
    for name in list(draws):
        draw = draws[name]
        X = data
        for _ in range(depth):
            X = activation(X @ draw(n, n))
        draws[name] = (X.std() / start) ** depth**-1
    return draws
