def double(x):
    return 3 * x


def total(x):
    return x.sum()
