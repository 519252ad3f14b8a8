import numpy as np


def sgd_step(h, g, f, criterion, x, y, learning_rate):
    loss = criterion.forward(f.forward(g.forward(h.forward(x))), y)
    up = criterion.grad_input(1.0)
    df, up = f.grad_weights(up), f.grad_input(up)
    dg, up = g.grad_weights(up), g.grad_input(up)
    dh = h.grad_weights(up)
    for part, d in ((h, dh), (g, dg), (f, df)):
        d *= learning_rate
        part.weights -= d
    return loss


def train_pipeline(h, g, f, criterion, X, Y, learning_rate, batch_size, epochs, seed=0):
    np.random.seed(seed)
    history = []
    for _ in range(epochs):
        both = np.random.permutation(len(Y))
        X, Y = X[both], Y[both]
        losses = []
        for i in range(0, len(Y), batch_size):
            x, y = X[i : i + batch_size], Y[i : i + batch_size]
            losses.append(sgd_step(h, g, f, criterion, x, y, learning_rate))
        history.append(sum(losses) / len(losses))
    return history
