import numpy as np


def sgd_step(h, g, f, criterion, x, y, learning_rate):
    trail = [x]
    for part in (h, g, f):
        trail.append(part.forward(trail[-1]))
    loss = criterion.forward(trail.pop(), y)
    back = [criterion.grad_input(1.0)]
    for part in (f, g):
        back.append(part.grad_input(back[-1]))
    slopes = [part.grad_weights(up) for part, up in zip((f, g, h), back)]
    for part, slope in zip((f, g, h), slopes):
        setattr(part, "weights", getattr(part, "weights") - learning_rate * slope)
    return np.asarray(loss)


def train_pipeline(h, g, f, criterion, X, Y, learning_rate, batch_size, epochs, seed=0):
    rng = np.random.Generator(np.random.PCG64(seed))
    history = []
    for _ in range(epochs):
        pool = rng.choice(len(X), size=len(X), replace=False)
        losses = 0.0
        for i in range(0, len(X), batch_size):
            b = pool[i : i + batch_size]
            losses += sgd_step(h, g, f, criterion, X[b], Y[b], learning_rate) * len(b)
        history.append(float(losses) / len(X))
    return history
