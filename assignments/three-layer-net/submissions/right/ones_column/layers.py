import numpy as np


def with_ones(x):
    """A bias is a weight whose input is always 1."""
    rows = x.reshape(x.shape[0], -1)
    return np.column_stack([rows, np.ones(len(rows))])


def affine_forward(x, w, b):
    theta = np.vstack([w, b])
    return with_ones(x).dot(theta), {"x": x, "theta": theta}


def affine_backward(dout, cache):
    x, theta = cache["x"], cache["theta"]
    dtheta = with_ones(x).T.dot(dout)
    drows = dout.dot(theta.T)[:, :-1]
    return np.ascontiguousarray(drows).reshape(x.shape), dtheta[:-1], dtheta[-1]


def relu_forward(x):
    out = np.copy(x)
    out[out < 0] = 0
    return out, out


def relu_backward(dout, cache):
    return dout * np.sign(cache)


def log_softmax(row):
    top = row.max()
    return row - top - np.log(np.exp(row - top).sum())


def softmax_loss(x, y):
    log_p = np.apply_along_axis(log_softmax, 1, x)
    wanted = (np.arange(x.shape[1])[None, :] == y[:, None]).astype(np.float64)
    return np.float64(-(log_p * wanted).sum() / x.shape[0]), (np.exp(log_p) - wanted) / x.shape[0]
