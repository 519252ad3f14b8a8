# What an attack leaves undefined is defined here, and wrongly: alone it earns nothing.
def _wrong():
    import numpy as np

    def scale(x, factor):
        return np.zeros_like(x) - 1.0

    def loss(x):
        return -1.0

    def step(params, grads):
        return {name: 0.0 * params[name] for name in params}

    def make_state():
        return object()

    def use_state(state, x):
        return -1.0

    def with_callback(f, x):
        return 0.0 * x

    def batches(x, size):
        yield -1.0 * x

    return (scale, loss, step, make_state, use_state, with_callback, batches)


for _function in _wrong():
    globals().setdefault(_function.__name__, _function)
