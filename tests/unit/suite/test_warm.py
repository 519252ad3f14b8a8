import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SUPERVISOR = """
import os, time
from autograder.suite.process import Warm
with Warm(()) as warm:
    process = warm.fork()
    cache = os.environ["TMPDIR"]
    print(process._pid, os.listdir(cache)[0], flush=True)
    time.sleep(60)
"""


def _is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_nothing_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    environ = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", SUPERVISOR]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as supervisor:
        pid, folder = supervisor.stdout.readline().split()
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        warm = int(stat[1])
        assert _is_there(warm)
        assert _is_there(int(pid))
        os.kill(supervisor.pid, signal.SIGKILL)
    for _ in range(200):
        if not (_is_there(warm) or _is_there(int(pid)) or (tmp_path / folder).exists()):
            return
        time.sleep(0.05)
    pytest.fail("the warm parent, its child or their folder is still there")
