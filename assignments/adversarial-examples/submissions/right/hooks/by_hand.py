import numpy as np


def input_gradient(params, X, y):
    """Forward-mode: how the loss changes along each pixel, all pixels at once."""
    N, D = X.shape
    z = X @ params["W1"] + params["b1"]
    s = np.maximum(z, 0) @ params["W2"] + params["b2"]
    # dz[i, d, :] is how z changes with pixel d; the same for every picture.
    dz = np.broadcast_to(params["W1"], (N, D, z.shape[1]))
    ds = (dz * (z > 0)[:, None, :]) @ params["W2"]
    s -= s.max(axis=1, keepdims=True)
    p = np.exp(s)
    p /= p.sum(axis=1, keepdims=True)
    at_label = np.take_along_axis(ds, np.asarray(y)[:, None, None], axis=2)[:, :, 0]
    return (np.einsum("ndc,nc->nd", ds, p) - at_label) / N


def fgsm(params, X, y, epsilon, clip_min=0.0, clip_max=1.0):
    moved = np.sign(input_gradient(params, X, y)) * epsilon + X
    return np.where(moved < clip_min, clip_min, np.where(moved > clip_max, clip_max, moved))
