import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(0)


def sigma(s):
    s = s - s.max(axis=1, keepdims=True)
    return np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)


def input_gradient(params, X, y):
    print("input_gradient", X.shape, y)
    a1 = X @ params["W1"] + params["b1"]
    h1 = np.maximum(a1, 0)
    p = sigma(h1 @ params["W2"] + params["b2"])
    print("loss", -np.log(p[np.arange(len(y)), y] + 1e-300).mean())
    p[np.arange(len(y)), y] -= 1.0
    return ((p / len(y)) @ params["W2"].T * (h1 > 0)) @ params["W1"].T


def fgsm(params, X, y, epsilon, clip_min=0.0, clip_max=1.0):
    g = input_gradient(params, X, y)
    print("largest gradient", abs(g).max())
    return np.clip(X + np.sign(g) * epsilon, clip_min, clip_max)


# A look at what comes out.
W = {"W1": rng.normal(size=(16, 8)), "b1": np.zeros(8)}
W |= {"W2": rng.normal(size=(8, 3)), "b2": np.zeros(3)}
picture = rng.uniform(size=(1, 16))
figure, axes = plt.subplots(1, 2)
axes[0].imshow(picture.reshape(4, 4))
axes[1].imshow(fgsm(W, picture, np.array([0]), 0.2).reshape(4, 4))
plt.close(figure)
