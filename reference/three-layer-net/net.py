"""A network of three layers, made of the functions in layers.py, and its training."""

import numpy as np
from layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss


def forward(params, X):
    """Compute the scores of affine - ReLU - affine - ReLU - affine.

    Args:
        params: The arrays W1 (D, H1), b1 (H1,), W2 (H1, H2), b2 (H2,), W3 (H2, C), b3 (C,).
        X: Inputs, of shape (N, D).

    Returns:
        The scores, of shape (N, C), and a cache for the way back.
    """
    # BEGIN SOLUTION net
    z1, affine1 = affine_forward(X, params["W1"], params["b1"])
    h1, relu1 = relu_forward(z1)
    z2, affine2 = affine_forward(h1, params["W2"], params["b2"])
    h2, relu2 = relu_forward(z2)
    scores, affine3 = affine_forward(h2, params["W3"], params["b3"])

    return scores, (affine1, relu1, affine2, relu2, affine3)
    # END SOLUTION net


def loss_and_grads(params, X, y, reg=0.0):
    """Compute the loss of the network with its L2 penalty, and all gradients.

    Args:
        params: As for `forward`.
        X: Inputs, of shape (N, D).
        y: The right class of each example, N integers.
        reg: Strength of the L2 penalty on W1, W2 and W3. The biases have none.

    Returns:
        The loss, a number, and a dictionary of gradients with the keys of params.
    """
    # BEGIN SOLUTION net
    scores, (affine1, relu1, affine2, relu2, affine3) = forward(params, X)
    loss, dscores = softmax_loss(scores, y)
    grads = {}

    # The layers in reverse: what comes out of one as dx is the next one's dout.
    dh2, grads["W3"], grads["b3"] = affine_backward(dscores, affine3)
    dz2 = relu_backward(dh2, relu2)
    dh1, grads["W2"], grads["b2"] = affine_backward(dz2, affine2)
    dz1 = relu_backward(dh1, relu1)
    _, grads["W1"], grads["b1"] = affine_backward(dz1, affine1)

    # The penalty holds the weights small, not the biases; its gradient is that of its term.
    for name in ("W1", "W2", "W3"):
        W = params[name]
        loss += 0.5 * reg * np.sum(W**2)
        grads[name] += reg * W

    return loss, grads
    # END SOLUTION net


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    """Train the network by stochastic gradient descent.

    Args:
        params: As for `forward`: where to start. They are left as they are.
        X: Inputs, of shape (N, D).
        y: The right class of each example, N integers.
        learning_rate: How long a step is, compared with the gradient.
        batch_size: Examples in a batch; the last batch of an epoch may be smaller.
        epochs: How often every example is used.
        reg: Strength of the L2 penalty.
        seed: Of the random order; the same seed gives the same training.

    Returns:
        The new parameters, and the mean loss of each epoch's batches, a list.
    """
    # BEGIN SOLUTION train
    # Copies, because the caller's arrays are not ours to change.
    params = {name: value.copy() for name, value in params.items()}
    rng = np.random.default_rng(seed)
    history = []

    for _ in range(epochs):
        # A new order each time; every example has its turn once.
        order = rng.permutation(len(X))
        losses = []
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            # The slope of this batch's loss, where we are now.
            loss, grads = loss_and_grads(params, X[batch], y[batch], reg)
            # One step against it.
            for name in params:
                params[name] -= learning_rate * grads[name]
            losses.append(loss)
        history.append(float(np.mean(losses)))

    return params, history
    # END SOLUTION train
