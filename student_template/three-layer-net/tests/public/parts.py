"""Three parts and a criterion to try your pipeline on; they run beside your code."""

SOURCE = """
import numpy as np

class Linear:
    def __init__(self, weights):
        self.weights = weights

    def forward(self, x):
        self.x = x
        return x @ self.weights

    def grad_weights(self, upstream):
        return self.x.T @ upstream

    def grad_input(self, upstream):
        return upstream @ self.weights.T


class Tanh(Linear):
    def forward(self, x):
        self.out = np.tanh(super().forward(x))
        return self.out

    def grad_weights(self, upstream):
        return super().grad_weights(upstream * (1 - self.out**2))

    def grad_input(self, upstream):
        return super().grad_input(upstream * (1 - self.out**2))


class SquaredError:
    def forward(self, prediction, y):
        self.off = prediction - y
        return 0.5 * np.mean(np.sum(self.off**2, axis=1))

    def grad_input(self, upstream):
        return upstream * self.off / len(self.off)
"""
