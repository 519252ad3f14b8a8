"""Parts for the pipeline with curves of their own, which report what they are given."""

SOURCE = """
import numpy as np

class Part:
    def __init__(self, weights, report=None):
        self.weights = weights
        self.report = report

    def forward(self, x):
        if self.report is not None:
            self.report(x)
        self.x = np.array(x)
        self.z = self.x @ self.weights
        return self.curve(self.z)

    def grad_weights(self, upstream):
        return self.x.T @ (upstream * self.slope(self.z))

    def grad_input(self, upstream):
        return (upstream * self.slope(self.z)) @ self.weights.T


class Cubic(Part):
    def curve(self, z):
        return z + z**3 / 10

    def slope(self, z):
        return 1 + 3 * z**2 / 10


class Sine(Part):
    def curve(self, z):
        return np.sin(z)

    def slope(self, z):
        return np.cos(z)


class Line(Part):
    def curve(self, z):
        return z

    def slope(self, z):
        return 1.0


class LogCosh:
    def __init__(self, report=None):
        self.report = report

    def forward(self, prediction, y):
        if self.report is not None:
            self.report(y)
        self.off = np.array(prediction) - y
        return float(np.mean(np.log(np.cosh(self.off))))

    def grad_input(self, upstream=1.0):
        return upstream * np.tanh(self.off) / self.off.size
"""
