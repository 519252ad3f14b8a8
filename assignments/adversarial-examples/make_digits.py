"""Make digits.npz and attack.svg: small pictures of digits, a net that reads them, an attack.

The pictures are drawn here, from ten glyphs of 5 x 7 pixels, so that nothing has to be
downloaded. Run this file in its folder to make both files again.
"""

from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
GLYPHS = (
    "01110 10001 10011 10101 11001 10001 01110",
    "00100 01100 00100 00100 00100 00100 01110",
    "01110 10001 00001 00110 01000 10000 11111",
    "01110 10001 00001 00110 00001 10001 01110",
    "00010 00110 01010 10010 11111 00010 00010",
    "11111 10000 11110 00001 00001 10001 01110",
    "00110 01000 10000 11110 10001 10001 01110",
    "11111 00001 00010 00100 01000 01000 01000",
    "01110 10001 10001 01110 10001 10001 01110",
    "01110 10001 10001 01111 00001 00010 01100",
)
SIDE, TRAINING, BUNDLED, HIDDEN = 8, 2000, 100, 32
EPSILON = 0.1


def draw(rng, label):
    """Return a picture of `label`: shifted by parts of a pixel, paler or bolder, with noise."""
    rows = [[float(bit) for bit in row] for row in GLYPHS[label].split()]
    picture = np.zeros((SIDE + 2, SIDE + 2))
    picture[1:8, 2:7] = rows
    for axis in (0, 1):
        part = rng.uniform(0, 1)
        picture = (1 - part) * picture + part * np.roll(picture, 1, axis)
    picture = picture[:SIDE, 1 : SIDE + 1] * rng.uniform(0.7, 1.2)
    return np.clip(picture + rng.normal(0, 0.08, size=(SIDE, SIDE)), 0, 1)


def draw_many(rng, count):
    """Return `count` pictures as bytes, and their labels."""
    labels = rng.permutation(np.arange(count) % 10)
    pictures = np.array([draw(rng, label) for label in labels])
    return np.round(255 * pictures).astype("uint8"), labels


def forward(params, x):
    """Return the hidden layer and the probabilities."""
    h = np.maximum(0, x @ params["W1"] + params["b1"])
    scores = h @ params["W2"] + params["b2"]
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return h, e / e.sum(axis=1, keepdims=True)


def backward(params, x, y):
    """Return the gradients of the parameters and of x, and the accuracy."""
    h, p = forward(params, x)
    hits = np.mean(p.argmax(axis=1) == y)
    p[np.arange(len(y)), y] -= 1
    p /= len(y)
    dz = (p @ params["W2"].T) * (h > 0)
    grads = {"W1": x.T @ dz, "b1": dz.sum(axis=0), "W2": h.T @ p, "b2": p.sum(axis=0)}
    return grads, dz @ params["W1"].T, hits


def train(rng, x, y):
    """Return the parameters after descent with momentum."""
    epochs, batch, rate, decay = 40, 50, 0.1, 1e-4
    params = {
        "W1": rng.normal(0, np.sqrt(2 / SIDE**2), size=(SIDE**2, HIDDEN)),
        "b1": np.zeros(HIDDEN),
        "W2": rng.normal(0, np.sqrt(1 / HIDDEN), size=(HIDDEN, 10)),
        "b2": np.zeros(10),
    }
    velocity = {name: np.zeros_like(value) for name, value in params.items()}
    for _ in range(epochs):
        for part in np.split(rng.permutation(len(y)), len(y) // batch):
            grads, _, _ = backward(params, x[part], y[part])
            for name, grad in grads.items():
                velocity[name] = 0.9 * velocity[name] - rate * (grad + decay * params[name])
                params[name] = params[name] + velocity[name]
    return {name: value.astype("float32") for name, value in params.items()}


def grid(picture, left, colour):
    """Return an SVG group: a picture as squares, its left edge at `left`."""
    squares = [
        f'<rect x="{left + 20 * j}" y="{30 + 20 * i}" width="20" height="20" fill="{colour(v)}"/>'
        for (i, j), v in np.ndenumerate(picture)
    ]
    frame = f'<rect x="{left}" y="30" width="160" height="160" fill="none" stroke="#888"/>'
    return "\n".join([*squares, frame])


def grey(value):
    """Return ink: 0 is white, 1 is black."""
    return "#" + 3 * f"{round(255 * (1 - value)):02x}"


def signed(value):
    """Return red for a pixel that is raised, blue for one that is lowered."""
    return {1: "#e9a59b", -1: "#9bb8e9"}.get(int(np.sign(value)), "#ffffff")


def drawing(params, pictures, labels):
    """Return an SVG of a picture that is read rightly, the steps, and the picture attacked."""
    x = pictures.reshape(len(labels), -1) / 255
    _, dx, _ = backward(params, x, labels)
    step = EPSILON * np.sign(dx)
    attacked = np.clip(x + step, 0, 1)
    before, after = forward(params, x)[1], forward(params, attacked)[1]
    right, fooled = before.argmax(axis=1) == labels, after.argmax(axis=1) != labels
    pick = np.flatnonzero(right & fooled)[np.argmax(after.max(axis=1)[right & fooled])]
    said = [f"read as {p[pick].argmax()} ({p[pick].max():.0%})" for p in (before, after)]
    title = f"A picture that is {said[0]}, the signs of the gradient, the sum, {said[1]}"
    words = [(80, said[0]), (300, f"{EPSILON} times sign of the gradient"), (520, said[1])]
    texts = [f'<text x="{x + 10}" y="212" text-anchor="middle">{w}</text>' for x, w in words]
    signs = [
        f'<text x="{x}" y="118" text-anchor="middle" font-size="26">{w}</text>'
        for x, w in ((200, "+"), (420, "="))
    ]
    shape = (SIDE, SIDE)
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 226" role="img"',
            'aria-labelledby="t" font-family="sans-serif" font-size="14">',
            f'<title id="t">{title}</title>',
            '<rect width="100%" height="100%" fill="#fff"/>',
            grid(x[pick].reshape(shape), 10, grey),
            grid(step[pick].reshape(shape), 230, signed),
            grid(attacked[pick].reshape(shape), 450, grey),
            *signs,
            *texts,
            "</svg>\n",
        ]
    )


def main():
    """Write both files."""
    rng = np.random.default_rng(88)
    pictures, labels = draw_many(rng, TRAINING)
    params = train(rng, pictures.reshape(TRAINING, -1) / 255, labels)
    pictures, labels = draw_many(rng, BUNDLED)
    np.savez_compressed(HERE / "digits.npz", pictures=pictures, labels=labels, **params)
    (HERE / "attack.svg").write_text(drawing(params, pictures, labels), encoding="utf-8")


if __name__ == "__main__":
    main()
