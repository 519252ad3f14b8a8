import numpy as np


class MaxPool:
    def __init__(self, pool_height, pool_width, stride):
        self.shape = pool_height, pool_width
        self.stride = stride

    def places(self, x):
        ph, pw = self.shape
        for i, top in enumerate(range(0, x.shape[2] - ph + 1, self.stride)):
            for j, left in enumerate(range(0, x.shape[3] - pw + 1, self.stride)):
                yield i, j, np.s_[:, :, top : top + ph, left : left + pw]

    def forward(self, x):
        self.x = x
        places = list(self.places(x))
        i, j, _ = places[-1]
        out = np.zeros((*x.shape[:2], i + 1, j + 1))
        for i, j, place in places:
            out[:, :, i, j] = np.amax(x[place], axis=(2, 3))
        return out

    def backward(self, dout):
        dx = np.zeros_like(self.x)
        for i, j, place in self.places(self.x):
            window = self.x[place]
            wins = window == window.max(axis=(2, 3), keepdims=True)
            dx[place] += wins * dout.sum(axis=(2, 3), keepdims=True)
        return dx


def max_pool_forward(x, pool_param):
    layer = MaxPool(**pool_param)
    return layer.forward(x), layer


def max_pool_backward(dout, cache):
    return cache.backward(dout)
