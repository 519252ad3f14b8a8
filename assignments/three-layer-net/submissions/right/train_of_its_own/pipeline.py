import numpy as np


def gradients(parts, criterion, x, y):
    if not parts:
        return criterion.forward(x, y), [], criterion.grad_input(1.0)
    first, rest = parts[0], parts[1:]
    loss, later, upstream = gradients(rest, criterion, first.forward(x), y)
    return loss, [first.grad_weights(upstream)] + later, first.grad_input(upstream)


def sgd_step(h, g, f, criterion, x, y, learning_rate):
    loss, grads, _ = gradients([h, g, f], criterion, x, y)
    for part, grad in zip([h, g, f], grads):
        part.weights[...] = part.weights - learning_rate * grad
    return loss


def train_pipeline(h, g, f, criterion, X, Y, learning_rate, batch_size, epochs, seed=0):
    rng = np.random.default_rng(seed)
    history = []
    for epoch in range(epochs):
        order = list(rng.permutation(len(X)))
        losses = []
        while order:
            batch = order[:batch_size]
            order = order[batch_size:]
            losses += [sgd_step(h, g, f, criterion, X[batch], Y[batch], learning_rate)]
        history += [sum(losses) / len(losses)]
    return np.array(history)
