"""Layers as objects; the functions that were asked for only call them."""

import math

import numpy as np


class Axis:
    """Windows along one axis."""

    def __init__(self, size, kernel, stride, pad):
        self.size, self.kernel, self.stride, self.pad = size, kernel, stride, pad

    @property
    def windows(self):
        free = self.size + 2 * self.pad - self.kernel
        if free < 0:
            raise ValueError(f"{self.kernel} pixels do not fit into {self.size + 2 * self.pad}")
        return math.floor(free / self.stride) + 1

    def matrix(self):
        """selector[k, i, h] is 1 if pixel h is the k-th of window i (the border has no column)."""
        selector = np.zeros((self.kernel, self.windows, self.size))
        for k in range(self.kernel):
            for i in range(self.windows):
                h = i * self.stride + k - self.pad
                if 0 <= h < self.size:
                    selector[k, i, h] = 1
        return selector


class Conv:
    def __init__(self, w, b, stride, pad):
        self.w, self.b, self.stride, self.pad = w, b, stride, pad

    def forward(self, x):
        self.x = x
        self.down = Axis(x.shape[2], self.w.shape[2], self.stride, self.pad).matrix()
        self.across = Axis(x.shape[3], self.w.shape[3], self.stride, self.pad).matrix()
        self.windows = np.einsum("pih,nchv,qjv->ncijpq", self.down, x, self.across, optimize=True)
        out = np.einsum("ncijpq,fcpq->nfij", self.windows, self.w, optimize=True)
        return out + self.b[:, np.newaxis, np.newaxis]

    def backward(self, dout):
        dw = np.einsum("nfij,ncijpq->fcpq", dout, self.windows, optimize=True)
        dwindows = np.einsum("nfij,fcpq->ncijpq", dout, self.w, optimize=True)
        dx = np.einsum("pih,ncijpq,qjv->nchv", self.down, dwindows, self.across, optimize=True)
        return dx, dw, dout.sum(0).sum(-1).sum(-1)


class EdgeFinder:
    def __init__(self, bank, forward):
        self.names = list(bank)
        self.filters = np.stack([bank[n] for n in self.names])[:, None, :, :]
        self.forward = forward

    def __call__(self, image, threshold):
        x, b = image[None, None, :, :], np.zeros(len(self.names))
        (responses,), _ = self.forward(x, self.filters, b, {"stride": 1, "pad": 0})
        masks = {name: np.full(image.shape, False) for name in self.names}
        HH, WW = self.filters.shape[-2:]
        for i, j in np.argwhere(responses.max(axis=0) > threshold):
            name = self.names[int(np.argmax(responses[:, i, j]))]
            masks[name][i + (HH - 1) // 2, j + (WW - 1) // 2] = True
        return masks


def output_size(size, kernel, stride, pad):
    return Axis(size, kernel, stride, pad).windows


def parameter_count(C, HH, WW, F, bias=True):
    return F * (C * HH * WW + int(bias))


def conv_forward(x, w, b, conv_param):
    layer = Conv(w, b, **conv_param)
    return layer.forward(x), layer


def conv_backward(dout, cache):
    return cache.backward(dout)


def find_edges(image, bank, threshold, forward):
    return EdgeFinder(bank, forward)(image, threshold)
