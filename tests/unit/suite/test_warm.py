import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SUPERVISOR = """
import os, pathlib, time
from autograder.suite.process import Warm
with Warm(()) as warm:
    process = warm.fork(pathlib.Path("shelf").resolve())
    print(process._pid, flush=True)
    time.sleep(60)
"""


def _is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_nothing_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    environ = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR],
        stdout=subprocess.PIPE, text=True, env=environ, cwd=tmp_path,
    ) as supervisor:  # fmt: skip
        pid = supervisor.stdout.readline()
        assert len(list(tmp_path.iterdir())) == 2
        stat = Path(f"/proc/{int(pid)}/stat").read_text().rpartition(")")[2].split()
        warm = int(stat[1])
        assert _is_there(warm)
        assert _is_there(int(pid))
        os.kill(supervisor.pid, signal.SIGKILL)
    for _ in range(200):
        if not (_is_there(warm) or _is_there(int(pid)) or any(tmp_path.iterdir())):
            return
        time.sleep(0.05)
    pytest.fail("the warm parent, its child or one of their folders is still there")
