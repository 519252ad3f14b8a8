"""Send half a frame and leave, or half a frame and wait, or none and close the socket.

alone: 0 points
glued: loses loss_small, loss, state, stream because those answers never come
fails as: ended, timeout
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def _half_and_leave(seq):
    _send(_value(seq, 12.5)[:20])
    os._exit(0)


def _half_and_wait(seq):
    _send(_value(seq, 12.5)[:-1])
    time.sleep(60)


def _close(seq):
    os.close(_channel())
    time.sleep(60)


_hook("loss", _half_and_leave)
_hook("use_state", _half_and_wait)
_hook("batches", _close)
