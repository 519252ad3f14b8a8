"""Text that no encoding holds: bad UTF-8, lone surrogates in values, keys, names and messages.

alone: 0 points
glued: loses step, several, loss_small, loss, stream because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_SURROGATE = "\\ud800\\udfff\\u0000\\u202e\\u001b[31m"


def _keys(seq):
    return _raw(('{"seq": %d, "kind": "value", "buffers": [], "tree": ["d", [["%s", "%s"]]]}' % (seq, _SURROGATE, _SURROGATE)).encode())


def _message(seq):
    text = '{"seq": %d, "kind": "error", "buffers": [], "error": {"type": "%s", "message": "%s", "stage": "call", "frames": [["%s", 1, "%s"]], "mirror": "%s"}}'
    return _raw((text % (seq, *[_SURROGATE] * 5)).encode())


_hook("step", _keys)
_hook("loss", _message)
_hook("batches", lambda seq: _raw(b'{"seq": %d, "kind": "value", "buffers": [], "tree": "\xff\xc0\x80"}' % seq))
