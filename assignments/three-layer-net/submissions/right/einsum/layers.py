import numpy as np


def affine_forward(x, w, b):
    flat = np.reshape(x, (x.shape[0], w.shape[0]))
    return np.einsum("nd,dm->nm", flat, w) + b[None, :], lambda: (x.shape, flat, w)


def affine_backward(dout, cache):
    shape, flat, w = cache()
    dx = np.einsum("nm,dm->nd", dout, w).reshape(shape)
    return dx, np.einsum("nd,nm->dm", flat, dout), np.einsum("nm->m", dout)


def relu_forward(x):
    gate = np.heaviside(x, 0.5)
    return np.einsum("...,...->...", x, gate), gate


def relu_backward(dout, cache):
    return np.einsum("...,...->...", dout, cache)


def softmax_loss(x, y):
    n, c = x.shape
    one_hot = np.eye(c)[y]
    z = x - np.amax(x, axis=-1)[:, np.newaxis]
    log_sum = np.log(np.einsum("nc->n", np.exp(z)))
    loss = np.einsum("n->", log_sum - np.einsum("nc,nc->n", z, one_hot)) / n
    return np.array(loss), (np.exp(z - log_sum[:, None]) - one_hot) / n
