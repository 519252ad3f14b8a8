# Assignment: initialization
# I plotted the draws to see whether they look right.
import numpy as np

try:
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
except ImportError:   # not on my laptop
    plt = None

print("numpy", np.__version__)


def xavier_uniform(fan_in, fan_out, gain=1.0, rng=None):
    if rng == None:
        rng = np.random.default_rng()
    a = gain*np.sqrt(6/(fan_in+fan_out))
    print("a =", a)
    W = a*(2*rng.random(size=fan_in*fan_out)-1)
    return W.reshape(fan_in, fan_out)


def xavier_normal(fan_in, fan_out, gain=1.0, rng=None):
    if rng == None:
        rng = np.random.default_rng()
    var = 2/(fan_in+fan_out)
    W = gain*np.sqrt(var)*rng.standard_normal(size=(fan_out, fan_in)).T
    print("wanted variance", gain**2*var, "got", W.var())
    return W


def he_normal(fan_in, fan_out, rng=None):
    # Xavier with fan_out = fan_in, and a gain of root two
    return np.sqrt(2)*xavier_normal(fan_in, 1, rng=rng) if fan_out == 0 else _he(fan_in, fan_out, rng)


def _he(fan_in, fan_out, rng):
    if rng == None:
        rng = np.random.default_rng()
    return rng.standard_normal((fan_in, fan_out))*np.sqrt(2)/np.sqrt(fan_in)


def initialize_parameters(layer_dims, method="xavier", seed=0):
    if method == "xavier":
        f = lambda i, o: xavier_normal(i, o, rng=rng)
    if method == "he":
        f = lambda i, o: he_normal(i, o, rng=rng)
    if method != "xavier" and method != "he":
        raise ValueError("method can be xavier or he")
    rng = np.random.default_rng(seed=seed)
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        parameters['W' + str(l)] = f(layer_dims[l-1], layer_dims[l])
        parameters['b' + str(l)] = np.zeros(shape=layer_dims[l])
        print("layer", l, parameters['W' + str(l)].shape)
    return parameters


def activation_statistics(params, X, activation):
    A = X
    L = len(params)//2
    means = []
    stds = []
    for l in range(L):
        A = activation(np.dot(A, params['W'+str(l+1)])+params['b'+str(l+1)])
        means.append(np.mean(A))
        stds.append(np.std(A))
    print(means, stds)
    return list(zip(means, stds))


def signal_growth(draws, X, depth, activation):
    g = {}
    for name in draws.keys():
        A = X.copy()
        n = X.shape[1]
        for l in range(depth):
            A = activation(np.dot(A, draws[name](n, n)))
        ratio = np.std(A)/np.std(X)
        g[name] = ratio**(1/depth)
        print(name, g[name])
    return g


if plt:
    plt.hist(xavier_uniform(200, 100, rng=np.random.default_rng(1)).ravel(), bins=50, alpha=0.5)
    plt.hist(xavier_normal(200, 100, rng=np.random.default_rng(1)).ravel(), bins=50, alpha=0.5)
    plt.title("uniform and normal")
    plt.show()
