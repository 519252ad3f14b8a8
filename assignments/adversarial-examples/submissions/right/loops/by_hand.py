import math


def input_gradient(params, X, y):
    """One picture after the other, one number after the other."""
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    D, H = W1.shape
    C = len(b2)
    result = X * 0.0
    for i in range(len(X)):
        z = [b1[j] + sum(X[i, d] * W1[d, j] for d in range(D)) for j in range(H)]
        s = [b2[k] + sum(max(z[j], 0.0) * W2[j, k] for j in range(H)) for k in range(C)]
        top = max(s)
        e = [math.exp(v - top) for v in s]
        ds = [e[k] / sum(e) - (1.0 if k == y[i] else 0.0) for k in range(C)]
        for d in range(D):
            for j in range(H):
                if z[j] > 0:
                    for k in range(C):
                        result[i, d] += ds[k] * W2[j, k] * W1[d, j] / len(X)
    return result


def fgsm(params, X, y, epsilon, clip_min=0.0, clip_max=1.0):
    g = input_gradient(params, X, y)
    for i in range(X.shape[0]):
        for d in range(X.shape[1]):
            if g[i, d] > 0:
                X[i, d] += epsilon
            elif g[i, d] < 0:
                X[i, d] -= epsilon
            X[i, d] = min(max(X[i, d], clip_min), clip_max)
    return X
