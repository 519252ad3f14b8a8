import numpy as np


class Layer:
    def __call__(self, *inputs):
        self.inputs = inputs
        return self.compute(*inputs)


class Affine(Layer):
    def compute(self, x, w, b):
        return np.matmul(x.reshape(x.shape[0], -1), w) + b

    def gradients(self, upstream):
        x, w, b = self.inputs
        per_example = x.reshape(x.shape[0], -1, 1) * upstream[:, None, :]
        return np.matmul(upstream, np.transpose(w)).reshape(x.shape), sum(per_example), sum(upstream)


class Relu(Layer):
    def compute(self, x):
        return (x + np.abs(x)) / 2

    def gradients(self, upstream):
        (x,) = self.inputs
        return np.where(x < 0, np.zeros_like(upstream), upstream)


class CrossEntropy(Layer):
    def compute(self, x, y):
        rows = range(len(y))
        m = np.max(x, axis=1)
        logsumexp = m + np.log(np.sum(np.exp(x.T - m), axis=0))
        self.p = np.exp(x - logsumexp.reshape(-1, 1))
        return np.average(logsumexp - x[rows, y])

    def gradients(self):
        _, y = self.inputs
        target = np.zeros_like(self.p)
        for row, label in enumerate(y):
            target[row, label] = 1.0
        return (self.p - target) / len(y)


def affine_forward(x, w, b):
    layer = Affine()
    return layer(x, w, b), layer


def affine_backward(dout, cache):
    return cache.gradients(dout)


def relu_forward(x):
    layer = Relu()
    return layer(x), layer


def relu_backward(dout, cache):
    return cache.gradients(dout)


def softmax_loss(x, y):
    layer = CrossEntropy()
    return layer(x, y), layer.gradients()
