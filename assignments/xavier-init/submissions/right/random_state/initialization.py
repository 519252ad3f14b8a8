# All formulas written out where they are used; the network has a legacy generator of its own.
import numpy as np


def xavier_uniform(fan_in, fan_out, gain=1.0, rng=None):
    source = np.random.default_rng() if rng is None else rng
    bound = np.sqrt(6.0) / np.sqrt(fan_in + fan_out) * gain
    sign = source.choice([-1.0, 1.0], size=(fan_in, fan_out))
    return sign * source.uniform(0, bound, size=(fan_in, fan_out))


def xavier_normal(fan_in, fan_out, gain=1.0, rng=None):
    source = np.random.default_rng() if rng is None else rng
    return np.stack([source.normal(0, gain * np.sqrt(2 / (fan_in + fan_out)), fan_out) for _ in range(fan_in)])


def he_normal(fan_in, fan_out, rng=None):
    source = np.random.default_rng() if rng is None else rng
    columns = [source.normal(0, np.sqrt(2 / fan_in), fan_in) for _ in range(fan_out)]
    return np.stack(columns, axis=1)


def initialize_parameters(layer_dims, method="xavier", seed=0):
    if method not in ["xavier", "he"]:
        raise ValueError("unknown method")
    state = np.random.RandomState(seed)
    params = {}
    for i in range(1, len(layer_dims)):
        a, b = layer_dims[i - 1], layer_dims[i]
        if method == "xavier":
            params[f"W{i}"] = state.randn(a, b) * np.sqrt(2 / (a + b))
        else:
            params[f"W{i}"] = state.randn(a, b) * np.sqrt(2 / a)
        params[f"b{i}"] = np.zeros((b,))
    return params


def activation_statistics(params, X, activation):
    stats = []
    n_layers = max(int(k[1:]) for k in params)
    for i in range(1, n_layers + 1):
        X = activation(X @ params[f"W{i}"] + params[f"b{i}"])
        stats.append((np.float64(X.mean()), np.array(X.std())))
    return tuple(stats)


def signal_growth(draws, X, depth, activation):
    out = {}
    for name, draw in draws.items():
        matrices = [draw(X.shape[1], X.shape[1]) for _ in range(depth)]
        H = X
        for W in matrices:
            H = activation(H @ W)
        out[name] = np.exp((np.log(H.std()) - np.log(X.std())) / depth)
    return out
