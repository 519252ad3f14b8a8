def double(x):
    # BEGIN SOLUTION double
    return 2 * x
    # END SOLUTION


def total(x):
    # BEGIN SOLUTION total
    return x.sum()
    # END SOLUTION
