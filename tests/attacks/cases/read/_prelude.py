import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import re

_MARK = re.compile(rb"zq[0-9a-f]{4}\w\w")
_WORDS = re.compile(rb"def test_\w+|@pytest\.mark\.task|assert_close\([^)]{1,80}")
_found = set()


def _search(data):
    """Remember what of `data` looks like a test, a key, a path or a name of the course."""
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
    _found.update(_MARK.findall(data))
    _found.update(_WORDS.findall(data)[:20])


def _read(path, limit=1 << 20):
    try:
        with open(path, "rb", buffering=0) as stream:
            data = stream.read(limit) or b""
    except (OSError, ValueError):
        return b""
    _search(data)
    return data


def _show(*lines):
    for line in (*lines, *sorted(_found)):
        print(line)
