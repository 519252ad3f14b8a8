import numpy as np


class Chain:
    def __init__(self, parts, criterion):
        self.parts, self.criterion = parts, criterion

    def loss(self, x, y):
        for part in self.parts:
            x = part.forward(x)
        return self.criterion.forward(x, y)

    def gradients(self, parts, upstream):
        """The gradients of the parts' weights, by recursion from the end."""
        if not parts:
            return []
        *before, last = parts
        return self.gradients(before, last.grad_input(upstream)) + [last.grad_weights(upstream)]

    def step(self, x, y, rate):
        loss = self.loss(x, y)
        gradients = self.gradients(self.parts, self.criterion.grad_input(1.0))
        for part, gradient in zip(self.parts, gradients):
            part.weights = np.subtract(part.weights, rate * gradient)
        return loss

    def epoch(self, X, Y, rate, size, rng):
        order = rng.permutation(X.shape[0])
        batches = [order[i : i + size] for i in range(0, len(order), size)]
        return np.mean([self.step(X[b], Y[b], rate) for b in batches])


def sgd_step(h, g, f, criterion, x, y, learning_rate):
    return Chain([h, g, f], criterion).step(x, y, learning_rate)


def train_pipeline(h, g, f, criterion, X, Y, learning_rate, batch_size, epochs, seed=0):
    chain, rng = Chain([h, g, f], criterion), np.random.default_rng(seed)
    return tuple(chain.epoch(X, Y, learning_rate, batch_size, rng) for _ in range(epochs))
