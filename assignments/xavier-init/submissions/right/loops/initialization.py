import math

import numpy as np


def xavier_uniform(fan_in, fan_out, gain=1.0, rng=None):
    if rng is None:
        rng = np.random.default_rng()
    limit = gain * math.sqrt(6.0 / (fan_in + fan_out))
    W = np.zeros((fan_in, fan_out))
    for i in range(fan_in):
        for j in range(fan_out):
            W[i, j] = rng.uniform(-limit, limit)
    return W


def xavier_normal(fan_in, fan_out, gain=1.0, rng=None):
    if rng is None:
        rng = np.random.default_rng()
    sigma = gain * math.sqrt(2.0 / (fan_in + fan_out))
    W = np.zeros((fan_in, fan_out))
    for j in range(fan_out):
        for i in range(fan_in):
            W[i, j] = rng.normal(0.0, sigma)
    return W


def he_normal(fan_in, fan_out, rng=None):
    if rng is None:
        rng = np.random.default_rng()
    rows = []
    for i in range(fan_in):
        rows.append([rng.normal() * math.sqrt(2.0 / fan_in) for j in range(fan_out)])
    return np.array(rows)


def initialize_parameters(layer_dims, method="xavier", seed=0):
    rng = np.random.default_rng(seed)
    params = {}
    for l in range(len(layer_dims) - 1):
        if method == "xavier":
            W = xavier_normal(layer_dims[l], layer_dims[l + 1], 1.0, rng)
        elif method == "he":
            W = he_normal(layer_dims[l], layer_dims[l + 1], rng)
        else:
            raise ValueError("unknown method " + str(method))
        params["W" + str(l + 1)] = W
        params["b" + str(l + 1)] = np.zeros((layer_dims[l + 1],))
    return params


def activation_statistics(params, X, activation):
    result = []
    l = 1
    while "W" + str(l) in params:
        W, b = params["W" + str(l)], params["b" + str(l)]
        Z = np.zeros((len(X), len(b)))
        for n in range(len(X)):
            for j in range(len(b)):
                total = b[j]
                for i in range(W.shape[0]):
                    total += X[n, i] * W[i, j]
                Z[n, j] = total
        X = activation(Z)
        numbers = [value for row in X for value in row]
        mean = sum(numbers) / len(numbers)
        variance = sum((value - mean) ** 2 for value in numbers) / len(numbers)
        result.append([mean, math.sqrt(variance)])
        l += 1
    return result


def signal_growth(draws, X, depth, activation):
    answer = {}
    for name in draws:
        signal = X
        for layer in range(depth):
            W = draws[name](X.shape[1], X.shape[1])
            signal = activation(np.matmul(signal, W))
        answer[name] = float(np.power(np.std(signal) / np.std(X), 1.0 / depth))
    return answer
