import numpy as np
from layers import Affine, CrossEntropy, Relu


class Network:
    def __init__(self, params):
        self.params = params
        self.layers = []

    def run(self, X):
        for number in range(1, 4):
            affine = Affine()
            X = affine(X, self.params[f"W{number}"], self.params[f"b{number}"])
            self.layers.append((number, affine))
            if number < 3:
                relu = Relu()
                X = relu(X)
                self.layers.append((None, relu))
        return X

    def back(self, upstream):
        grads = {}
        for number, layer in self.layers[::-1]:
            if number is None:
                upstream = layer.gradients(upstream)
            else:
                upstream, grads[f"W{number}"], grads[f"b{number}"] = layer.gradients(upstream)
        return grads

    def penalty(self):
        return sum(np.linalg.norm(w) ** 2 for k, w in self.params.items() if k.startswith("W")) / 2


class Batches:
    def __init__(self, size, count, seed):
        self.size, self.count, self.rng = size, count, np.random.default_rng(seed)

    def __iter__(self):
        left = list(range(self.count))
        self.rng.shuffle(left)
        while left:
            yield [left.pop() for _ in range(min(self.size, len(left)))]


def forward(params, X):
    net = Network(params)
    return net.run(X), net


def loss_and_grads(params, X, y, reg=0.0):
    net, loss = Network(params), CrossEntropy()
    data = loss(net.run(X), y)
    grads = net.back(loss.gradients())
    for name in grads:
        if name[0] == "W":
            grads[name] = grads[name] + reg * params[name]
    return data + reg * net.penalty(), grads


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    import copy

    params = copy.deepcopy(params)
    batches, history = Batches(batch_size, len(X), seed), []
    for _ in range(epochs):
        losses = []
        for batch in batches:
            loss, grads = loss_and_grads(params=params, X=X[batch], y=y[batch], reg=reg)
            losses.append(loss)
            for name, grad in grads.items():
                params[name] += -learning_rate * grad
        history.append(np.mean(losses))
    return params, history
