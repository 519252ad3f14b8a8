"""How often right draws may be called wrong."""

FALSE_ALARM = 2e-8
"""Of one comparison. A student's draws are compared fifteen times in all, public and hidden, so
a right solution loses points by chance in less than one of a million gradings."""
