"""The command line, its imports done ahead: each command is a process forked from this one.

Half of a short command's time goes into imports. Commands that a test starts by itself, gives an
environment or ends by a signal are processes of their own from the start.
"""

import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

LONGEST_SECONDS = 300
MOST = 64
"""Bytes of a call for one more; the command itself comes on its own line."""
ENDS = ("line", "out", "err")


class Ahead:
    """The parent of such commands, as a test sees it."""

    def __init__(self):
        self._line, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, __file__, str(theirs.fileno())]
            self._parent = subprocess.Popen(command, pass_fds=[theirs.fileno()])

    def run(self, arguments, folder):
        """Type a command in `folder`; return its exit code and what it wrote."""
        ours, theirs = socket.socketpair()
        with ours, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            with theirs:
                ends = [theirs.fileno(), out.fileno(), err.fileno()]
                socket.send_fds(self._line, [b"one more"], ends)
            place = {"folder": str(folder), "environ": dict(os.environ)}
            code = _ended(ours, {"arguments": arguments, **place})
            return code, _text(out), _text(err)

    def close(self):
        self._line.close()
        self._parent.wait(LONGEST_SECONDS)


def _ended(line, request):
    line.settimeout(LONGEST_SECONDS)
    with line.makefile("rw") as told:
        print(json.dumps(request), file=told, flush=True)
        session = int(told.readline())
        try:
            return int(told.readline())
        except TimeoutError:
            os.killpg(session, signal.SIGKILL)
            raise


def _text(file):
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")


def _next_command(line):
    """Return the arguments of the next command, in the process that is to be it."""
    while True:
        more, ends, _, _ = socket.recv_fds(line, MOST, len(ENDS))
        if not more:
            sys.exit()  # the tests have ended
        if not os.fork():
            line.close()
            return _as_command(*ends)
        for end in ends:
            os.close(end)


def _as_command(line, out, err):
    """Fork once more: one waits and tells how the other ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    with open(line, closefd=False) as told:
        request = json.loads(told.readline())
    os.write(line, f"{os.getpid()}\n".encode())
    if pid := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.write(line, f"{code}\n".encode())
        os._exit(0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.closerange(3, max(line, out, err) + 1)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environ"])
    return request["arguments"]


def _import_all():
    import autograder.cli

    for module in pkgutil.iter_modules(autograder.cli.__path__, "autograder.cli."):
        importlib.import_module(module.name)


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whose command has ended is nobody's child
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    _import_all()
    arguments = _next_command(socket.socket(fileno=int(sys.argv[1])))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path[0] = str(Path.cwd())  # as `python -m` has it
    sys.argv[1:] = arguments
    runpy.run_module("autograder", run_name="__main__", alter_sys=True)
