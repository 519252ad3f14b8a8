def scale(x, factor):
    return x + factor


def penalty(w, reg):
    return reg * (w**2).sum() / 2
