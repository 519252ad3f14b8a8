"""The engine stops and starts again while a class is graded.

A gate between grader and engine stands for that: what the grader sees of a stopped engine is
a cut connection to each container and a socket at which nobody listens.
"""

import contextlib
import os
import socket
import threading

import pytest

pytestmark = pytest.mark.docker

ENGINE = "/var/run/docker.sock"
PIECE = 1 << 16
STUDENTS = ("ada", "bo")


class Gate:
    """A socket that passes everything on to the engine until it is shut."""

    def __init__(self, path, engine):
        self.path, self._engine = path, engine
        self._lock = threading.Lock()
        self._open, self._threads = set(), []
        self.unlock()

    def unlock(self):
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self.path))
        self._door.listen(64)
        self._start(self._serve, self._door)

    def shut(self):
        """Cut every connection and let nobody in."""
        self._end(self._door)
        self.path.unlink()
        with self._lock:
            for sock in self._open:
                self._end(sock)

    def close(self):
        self.shut()
        self._door.close()
        for thread in self._threads:
            thread.join()

    @staticmethod
    def _end(sock):
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    def _start(self, target, *arguments):
        self._threads.append(threading.Thread(target=target, args=arguments))
        self._threads[-1].start()

    def _serve(self, door):
        with contextlib.suppress(OSError), door:
            while True:
                guest, _ = door.accept()
                host = socket.socket(socket.AF_UNIX)
                host.connect(self._engine)
                with self._lock:
                    self._open |= {guest, host}
                self._start(self._both_ways, guest, host)

    def _both_ways(self, guest, host):
        with guest, host:
            back = threading.Thread(target=self._pass_on, args=(host, guest))
            back.start()
            self._pass_on(guest, host)
            back.join()
            with self._lock:
                self._open -= {guest, host}

    @staticmethod
    def _pass_on(source, sink):
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                sink.sendall(piece)
        # A half-closed connection stays open in the other direction, as the engine's do.
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


@pytest.fixture
def gate(tmp_path):
    address = os.environ.get("DOCKER_HOST", f"unix://{ENGINE}")
    if not address.startswith("unix://"):
        pytest.skip("needs an engine behind a socket of this machine")
    made = Gate(tmp_path / "gate", address.removeprefix("unix://"))
    yield made
    made.close()


@pytest.mark.parametrize("comes_back", [True, False])
def test_an_engine_that_stops_during_a_run_costs_no_student_a_point(slow_class, gate, comes_back):
    scene = slow_class
    process = scene.launch("docker", DOCKER_HOST=f"unix://{gate.path}")
    scene.until(lambda: scene.journal_lines() >= 2, process)
    gate.shut()
    if comes_back:
        gate.unlock()
    code, output = scene.ended(process)
    assert code == 3, output
    for grade in scene.grades().values():
        assert {check["outcome"] for check in grade["checks"]} <= {"passed", "error"}
        assert grade["points"] in (None, 6)
    assert "no student's fault" in output
    if not comes_back:
        gate.unlock()
    assert scene.finish("docker", DOCKER_HOST=f"unix://{gate.path}")[0] == 0
    assert scene.points() == dict.fromkeys(STUDENTS, 6)
    assert not scene.containers()
