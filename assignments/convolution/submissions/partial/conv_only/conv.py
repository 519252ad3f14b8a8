import numpy as np


def indices(shape, HH, WW, stride, pad):
    """Where each entry of each window lies in the padded image."""
    _, C, H, W = shape
    rows = (H + 2 * pad - HH) // stride + 1
    cols = (W + 2 * pad - WW) // stride + 1
    c, p, q = (a.reshape(-1, 1) for a in np.meshgrid(range(C), range(HH), range(WW), indexing="ij"))
    i, j = (stride * a.reshape(1, -1) for a in np.meshgrid(range(rows), range(cols), indexing="ij"))
    return c, p + i, q + j, rows, cols


def conv_forward(x, w, b, conv_param):
    N, F = len(x), len(w)
    pad = conv_param["pad"]
    c, i, j, rows, cols = indices(x.shape, *w.shape[2:], conv_param["stride"], pad)
    xp = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    columns = xp[:, c, i, j]
    out = (w.reshape(F, -1) @ columns).reshape(N, F, rows, cols) + b.reshape(1, F, 1, 1)
    return out, {"columns": columns, "at": (c, i, j), "shape": xp.shape, "pad": pad, "w": w}


def conv_backward(dout, cache):
    w, pad = cache["w"], cache["pad"]
    N, F = dout.shape[:2]
    d = dout.reshape(N, F, -1)
    db = d.sum(axis=2).sum(axis=0)
    dw = sum(d[n] @ cache["columns"][n].T for n in range(N)).reshape(w.shape)
    dcolumns = w.reshape(F, -1).T @ d
    dxp = np.zeros(cache["shape"])
    np.add.at(dxp, (slice(None), *cache["at"]), dcolumns)
    H, W = cache["shape"][2] - 2 * pad, cache["shape"][3] - 2 * pad
    return dxp[:, :, pad : pad + H, pad : pad + W], dw, db


def output_size(size, kernel, stride, pad):
    room = size + 2 * pad - kernel
    if room < 0:
        raise ValueError(f"kernel {kernel} > {size} + 2 * {pad}")
    return int(np.floor(room / stride)) + 1


def parameter_count(C, HH, WW, F, bias=True):
    return int(np.prod((F, C, HH, WW))) + F * bool(bias)


def find_edges(image, bank, threshold, forward):
    filters = np.array([[kernel] for kernel in bank.values()])
    responses = forward(image[None, None], filters, np.zeros(len(bank)), dict(stride=1, pad=0))[0][0]
    # -1 stands for no edge
    label = np.where(responses.max(0) > threshold, responses.argmax(0), -1)
    h, w = (k // 2 for k in filters.shape[2:])
    label = np.pad(label, ((h, h), (w, w)), constant_values=-1)
    return {name: label == number for number, name in enumerate(bank)}
