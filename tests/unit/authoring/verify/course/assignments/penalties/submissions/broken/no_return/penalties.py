def scale(x, factor):
    x * factor


def penalty(w, reg):
    reg * (w**2).sum() / 2
