import random


def sgd_step(h, g, f, criterion, x, y, learning_rate):
    parts = [h, g, f]
    out = x
    for part in parts:
        out = part.forward(out)
    loss = criterion.forward(out, y)
    upstream = criterion.grad_input(1)
    steps = []
    for part in reversed(parts):
        steps.append((part, part.grad_weights(upstream)))
        upstream = part.grad_input(upstream)
    for part, gradient in steps:
        part.weights -= learning_rate * gradient
    return loss


def train_pipeline(h, g, f, criterion, X, Y, learning_rate, batch_size, epochs, seed=0):
    random.seed(seed)
    history = []
    for e in range(epochs):
        numbers = random.sample(range(len(X)), len(X))
        losses = []
        while numbers:
            now, numbers = numbers[:batch_size], numbers[batch_size:]
            losses.append(sgd_step(h, g, f, criterion, X[now], Y[now], learning_rate))
        history.append(sum(losses) / len(losses))
    return history
