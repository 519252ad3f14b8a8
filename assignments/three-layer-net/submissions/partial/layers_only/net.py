import numpy as np

from layers import *


def forward(params, X):
    raise NotImplementedError("not done yet")


def loss_and_grads(params, X, y, reg=0.0):
    raise NotImplementedError("not done yet")


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    raise NotImplementedError("not done yet")
