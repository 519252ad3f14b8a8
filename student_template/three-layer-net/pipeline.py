"""Backpropagation through three parts of which nothing is known but what they can be asked.

Data flow from h to g to f, and from there to the criterion. A part has

    weights                  an array; give it a new one to train the part
    forward(x)               its output; it remembers x for the two methods below
    grad_weights(upstream)   gradient with respect to its weights
    grad_input(upstream)     gradient with respect to its input

where `upstream` is the gradient of the loss with respect to the part's output. A criterion has
forward(prediction, y), which is the loss, and grad_input(upstream), but no weights.
"""

import numpy as np


def sgd_step(h, g, f, criterion, x, y, learning_rate):
    """Take one step of gradient descent with all three parts.

    Args:
        h: The first part: it is given x.
        g: The second part.
        f: The third part: its output is the prediction.
        criterion: Measures the prediction against y.
        x: A batch of inputs.
        y: The batch's targets.
        learning_rate: How long a step is, compared with the gradient.

    Returns:
        The loss of the batch, before the step.
    """
    raise NotImplementedError("sgd_step: write your solution here")


def train_pipeline(h, g, f, criterion, X, Y, learning_rate, batch_size, epochs, seed=0):
    """Train the three parts by stochastic gradient descent.

    Args:
        h: The first part.
        g: The second part.
        f: The third part.
        criterion: Measures the prediction against the targets.
        X: All inputs, one row for each example.
        Y: All targets, one row for each example.
        learning_rate: How long a step is, compared with the gradient.
        batch_size: Examples in a batch; the last batch of an epoch may be smaller.
        epochs: How often every example is used.
        seed: Of the random order.

    Returns:
        The mean loss of each epoch's batches, a list. The parts' weights are the trained ones.
    """
    raise NotImplementedError("train_pipeline: write your solution here")
