from __future__ import annotations

import numpy as np

print("conv.py is loaded")

try:
    import matplotlib.pyplot as plt

    plt.figure()
    plt.imshow(np.eye(5))
    plt.title("my favourite filter")
    plt.show()
except ImportError:  # not on my laptop
    print("no plots today")


def output_size(size: int, kernel: int, stride: int = 1, pad: int = 0) -> int:
    assert stride >= 1
    n = (size + 2 * pad - kernel) // stride + 1
    print(f"{size=} {kernel=} {stride=} {pad=} -> {n}")
    if size + 2 * pad < kernel:
        raise ValueError(f"no window: {size=} {kernel=} {pad=}")
    return n


def parameter_count(C: int, HH: int, WW: int, F: int, bias: bool = True) -> int:
    return np.int64(F * C * HH * WW + (F if bias else 0))


def conv_forward(x: np.ndarray, w: np.ndarray, b: np.ndarray, conv_param: dict) -> tuple:
    s, p = conv_param.get("stride", 1), conv_param.get("pad", 0)
    xp = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], mode="constant")
    H_out = output_size(x.shape[2], w.shape[2], s, p)
    W_out = output_size(x.shape[3], w.shape[3], s, p)
    print("out will be", (len(x), len(w), H_out, W_out))
    out = np.stack(
        [
            np.stack(
                [
                    np.tensordot(
                        xp[:, :, i * s : i * s + w.shape[2], j * s : j * s + w.shape[3]], w, axes=([1, 2, 3], [1, 2, 3])
                    )
                    + b
                    for j in range(W_out)
                ],
                axis=-1,
            )
            for i in range(H_out)
        ],
        axis=-2,
    )
    return out, {"x": x, "w": w, "b": b, "conv_param": dict(conv_param), "xp": xp}


def conv_backward(dout: np.ndarray, cache: dict) -> list[np.ndarray]:
    w, xp = cache["w"], cache["xp"]
    s, p = cache["conv_param"]["stride"], cache["conv_param"]["pad"]
    HH, WW = w.shape[2:]
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for n in range(dout.shape[0]):
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                spot = np.s_[n, :, i * s : i * s + HH, j * s : j * s + WW]
                dw += dout[n, :, i, j].reshape(-1, 1, 1, 1) * xp[spot]
                dxp[spot] += np.tensordot(dout[n, :, i, j], w, axes=1)
    dx = dxp if p == 0 else dxp[:, :, p:-p, p:-p]
    print("norms:", *(float(np.linalg.norm(g)) for g in (dx, dw)))
    return [dx, dw, np.sum(dout, axis=(0, 2, 3))]


def find_edges(image: np.ndarray, bank: dict, threshold: float, forward) -> dict:
    kernels = np.concatenate([kernel[None, None, ...] for kernel in bank.values()])
    out, _cache = forward(image.reshape(1, 1, *image.shape), kernels, np.zeros(len(bank)), {"stride": 1, "pad": 0})
    responses = out[0]
    win = responses == responses.max(axis=0)
    oh, ow = kernels.shape[2] // 2, kernels.shape[3] // 2
    result = {}
    for k, name in enumerate(bank):
        mask = np.zeros_like(image)
        mask[oh : oh + responses.shape[1], ow : ow + responses.shape[2]] = win[k] * (responses[k] > threshold)
        result[name] = mask > 0
        print(name, int(mask.sum()))
    return result


if __name__ == "__main__":
    print(conv_forward(np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2)), np.zeros(1), {"stride": 1, "pad": 0}))
