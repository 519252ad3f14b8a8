import numpy as np


def sgd_step(h, g, f, criterion, x, y, learning_rate):
    loss = criterion.forward(f.forward(g.forward(h.forward(x))), y)
    upstream = criterion.grad_input(np.ones(()))
    gradients = {}
    for part in (f, g, h):
        gradients[part] = part.grad_weights(upstream)
        upstream = part.grad_input(upstream) if part is not h else None
    for part, gradient in gradients.items():
        part.weights = part.weights - learning_rate * gradient
    return loss


def train_pipeline(h, g, f, criterion, X, Y, learning_rate, batch_size, epochs, seed=0):
    rng = np.random.RandomState(seed)
    history = []
    for _ in range(epochs):
        keys = rng.rand(len(X)).argsort()
        X_, Y_ = X[keys], Y[keys]
        starts = np.arange(0, len(X), batch_size)
        history.append(
            np.mean(
                [
                    sgd_step(
                        h, g, f, criterion, X_[s : s + batch_size], Y_[s : s + batch_size],
                        learning_rate,
                    )
                    for s in starts
                ]
            )
        )
    return history
