def double(x):
    return 2 * x


def total(x):
    return x.sum()
