from collections import namedtuple

import numpy as np
from numpy.lib.stride_tricks import as_strided

Cache = namedtuple("Cache", "x_shape windows w stride pad")


def windows_of(x, HH, WW, s):
    n, c, h, w = x.strides
    N, C, H, W = x.shape
    shape = (N, C, (H - HH) // s + 1, (W - WW) // s + 1, HH, WW)
    return as_strided(x, shape, (n, c, h * s, w * s, h, w))


def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    if p:
        padded = np.pad(x, ((0,), (0,), (p,), (p,)))
    else:
        padded = x
    windows = windows_of(padded, w.shape[2], w.shape[3], s)
    out = np.tensordot(windows, w, axes=([1, 4, 5], [1, 2, 3])).transpose(0, 3, 1, 2)
    return out + b[None, :, None, None], Cache(x.shape, windows, w, s, p)


def conv_backward(dout, cache):
    """dx by the other road: spread dout out, then correlate with the filters turned round."""
    x_shape, windows, w, s, p = cache
    N, C, H, W = x_shape
    F, _, HH, WW = w.shape
    spread = np.zeros((N, F, H + 2 * p + HH - 1, W + 2 * p + WW - 1))
    bottom = HH - 1 + s * (dout.shape[2] - 1) + 1
    right = WW - 1 + s * (dout.shape[3] - 1) + 1
    spread[:, :, HH - 1 : bottom : s, WW - 1 : right : s] = dout
    turned = w[:, :, ::-1, ::-1]
    dx = np.tensordot(windows_of(spread, HH, WW, 1), turned, axes=([1, 4, 5], [0, 2, 3]))
    dx = dx.transpose(0, 3, 1, 2)[:, :, p : p + H, p : p + W]
    dw = np.tensordot(dout, windows, axes=([0, 2, 3], [0, 2, 3]))
    return dx, dw, np.einsum("nfij->f", dout)


def output_size(size, kernel, stride, pad):
    n, _ = divmod(size + 2 * pad - kernel, stride)
    if n < 0:
        raise ValueError("nothing fits")
    return n + 1


def parameter_count(C, HH, WW, F, bias=True):
    w, b = np.broadcast_to(0, (F, C, HH, WW)), np.broadcast_to(0, F)
    return w.size + (b.size if bias else 0)


def find_edges(image, bank, threshold, forward):
    names = tuple(bank)
    kernels = np.stack([bank[name] for name in names])
    param = {"stride": 1, "pad": 0}
    out, _ = forward(x=image[None, None], w=kernels[:, None], b=np.zeros(len(names)), conv_param=param)
    r = out.squeeze(0)
    strong = (r > threshold) & (r == r.max(axis=0, keepdims=True))
    masks = np.zeros((len(names), *image.shape), dtype=bool)
    up, left = kernels.shape[1] // 2, kernels.shape[2] // 2
    inner = masks[:, up : image.shape[0] - up, left : image.shape[1] - left]
    inner[...] = strong
    return dict(zip(names, masks))
