import numpy as np


def sgd_step(h, g, f, criterion, x, y, learning_rate):
    # Forward pass
    h_out = h.forward(x)
    g_out = g.forward(h_out)
    f_out = f.forward(g_out)
    loss = criterion.forward(f_out, y)
    # Backward pass
    dL_df = criterion.grad_input(1.0)
    grad_wf = f.grad_weights(dL_df)
    dL_dg = f.grad_input(dL_df)
    grad_wg = g.grad_weights(dL_dg)
    dL_dh = g.grad_input(dL_dg)
    grad_wh = h.grad_weights(dL_dh)
    # Update
    f.weights -= learning_rate * grad_wf
    g.weights -= learning_rate * grad_wg
    h.weights -= learning_rate * grad_wh
    return loss


def train_pipeline(h, g, f, criterion, X, Y, learning_rate, batch_size, epochs, seed=0):
    rng = np.random.default_rng(seed)
    history = []
    for epoch in range(epochs):
        idx = rng.permutation(X.shape[0])
        batch_losses = []
        for start in range(0, X.shape[0], batch_size):
            ids = idx[start : start + batch_size]
            loss = sgd_step(h, g, f, criterion, X[ids], Y[ids], learning_rate)
            batch_losses.append(loss)
        history.append(np.mean(batch_losses))
    return history
