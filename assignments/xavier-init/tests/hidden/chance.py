"""How often right draws may be called wrong."""

FALSE_ALARM = 2e-8
"""Of one comparison. Less than forty of them judge one student, public ones included, so a
right solution loses a point by chance in less than one of a million gradings."""
