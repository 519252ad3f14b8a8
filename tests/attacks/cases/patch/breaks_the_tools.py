"""Break what the worker itself needs: its own answers become nonsense, and only its own.

alone: 0 points
glued: loses all because no answer of this process can be read
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import json
import struct

json.dumps = lambda *_args, **_kwargs: '{"kind": "value", "points": 20, "outcome": "passed"}'
struct.pack = lambda *_args: b"AGW1" + b"\xff" * 8
