def scale(x, factor):
    out = x.copy()
    for index, value in enumerate(x.flat):
        out.flat[index] = value * factor
    return out


def penalty(w, reg):
    return reg * sum(value**2 for value in w.flat) / 2
