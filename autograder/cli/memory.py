"""A class that takes hours holds no more memory than one that takes minutes."""

import ctypes
import sys

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""Of glibc's malloc.h."""
_LARGE_BYTES = 128 * 1024


def give_back_memory() -> None:
    """Have large blocks go back to the system when they are freed, and threads share one heap.

    By itself glibc keeps larger and larger blocks the more of them are freed, and a heap for each
    thread, so that after some hundred submissions megabytes of holes are left. Elsewhere nothing
    is changed.
    """
    if sys.platform != "linux":
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:  # another C library
        return
    mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
    mallopt(_ARENA_MAX, 1)
