"""The command line on a system that lacks what Windows lacks; run as a program.

It takes away fork, resource, fcntl, folder descriptors and Unix sockets, and the packages
that only graders install, then runs `autograder` with the given arguments. The worker is
started by this file too (as `sys.executable`), so that it misses the same things.
"""

import importlib.abc
import importlib.util
import os
import runpy
import shutil
import signal
import socket
import sys

MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "docker", "sqlalchemy", "torch"}
NAMES = {
    os: [
        *("fork", "forkpty", "killpg", "setsid", "getuid", "geteuid", "getpgid", "setpgid"),
        *("O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "pipe2", "mkfifo", "wait4"),
    ],
    socket: ["AF_UNIX", "send_fds", "recv_fds"],
    signal: ["SIGKILL", "SIGCHLD", "SIGALRM", "SIGHUP", "SIGUSR1", "setitimer", "pthread_sigmask"],
}


class Absent(importlib.abc.MetaPathFinder):
    """Finds none of `MODULES`."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in MODULES:
            message = f"No module named {name!r}"
            raise ModuleNotFoundError(message, name=name)


def asked(find_spec):
    def find(name, package=None):
        return None if name.partition(".")[0] in MODULES else find_spec(name, package)

    return find


def take_away():
    for name in MODULES & sys.modules.keys():
        del sys.modules[name]
    sys.meta_path.insert(0, Absent())
    # Who only asks whether a module is there gets an answer, not an exception.
    importlib.util.find_spec = asked(importlib.util.find_spec)
    for module, names in NAMES.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    os.supports_dir_fd = set()
    shutil._use_fd_functions = False  # decided when it was imported


def run_module(arguments):
    """Do as `python -m MODULE ...` would, after options such as -s -P -B -u."""
    module = arguments.index("-m")
    sys.argv = [arguments[module + 1], *arguments[module + 2 :]]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    take_away()
    sys.path.pop(0)  # this file's folder
    if "-m" in sys.argv:
        run_module(sys.argv[1:])
    else:
        sys.executable = os.environ["SMALL_PYTHON"]
        from autograder.cli.app import main

        main()
