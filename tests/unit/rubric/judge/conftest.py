"""A server on loopback that answers as a judge does, or misbehaves as told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import SecretStr

from autograder.rubric.judge import JudgeScorer, JudgeSettings

KEY = "sk-very-secret-0123456789"
ANSWER = (
    "Momentum accelerates convergence and dampens the oscillations of the steps. "
    "It keeps a moving average of past gradients. The coefficient of it is usually 0.9."
)
EVIDENCE = {
    "accelerates": "accelerates convergence and dampens",
    "moving average": "keeps a moving average of past gradients",
    "usually 0.9": "coefficient of it is usually 0.9",
}
Behaviour = Callable[["Exchange"], None]


class Exchange:
    """One request, and the ways of answering it."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: bytes, stop: threading.Event) -> None:
        self.handler = handler
        self.headers = handler.headers
        self.raw = body.decode()
        self.body = json.loads(body)
        self.stop = stop
        self.sent = 0

    @property
    def content(self) -> dict[str, Any]:
        """The JSON object of the user message."""
        return json.loads(self.body["messages"][1]["content"].split("\n", 1)[1])

    def honest(self, **fields: Any) -> list[dict[str, Any]]:
        """Verdicts of a good judge for ANSWER; `fields` replace those of items that are met."""
        return [self._verdict(item, fields) for item in self.content["items"]]

    def _verdict(self, item, fields) -> dict[str, Any]:
        for part, evidence in EVIDENCE.items():
            if part in item["statement"]:
                found = {"verdict": "met", "evidence": evidence, "reason": "It says so."}
                return {"id": item["id"], **found, **fields}
        return {"id": item["id"], "verdict": "not_met", "evidence": "", "reason": "No."}

    def reply(self, content: Any, tokens: Any = 100, **more: Any) -> None:
        """Send a chat completion."""
        text = content if isinstance(content, str) else json.dumps({"items": content})
        message = {"role": "assistant", "content": text}
        body = {"choices": [{"message": message}], "usage": {"total_tokens": tokens}, **more}
        self.send(200, json.dumps(body).encode())

    def send(self, status: int, body: bytes = b"{}", **headers: str) -> None:
        self.handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(body)

    def flood(self, status: int, size: int) -> None:
        """Send `size` bytes until the client has gone; `sent` says how many it took."""
        self.handler.send_response(status)
        self.handler.send_header("Content-Length", str(size))
        self.handler.end_headers()
        while self.sent < size:
            self.sent += self.handler.wfile.write(b" " * 100_000)

    def drip(self, *, headers: bool) -> None:
        """Send a byte now and then, for as long as the test runs."""
        line = b"HTTP/1.1 200 OK\r\nX-Slow: " if headers else b"HTTP/1.1 200 OK\r\n\r\n"
        self.handler.wfile.write(line)
        while not self.stop.wait(0.05):
            self.handler.wfile.write(b"a")


class Server:
    """Answers the n-th request with the n-th behaviour, the last one for all that follow."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.pauses: list[float] = []  # that were asked for; none is made
        self.behaviours: list[Behaviour] = [lambda one: one.reply(one.honest())]
        self.stop = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,))
        self._thread.start()

    def behave(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)

    def close(self) -> None:
        self.stop.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                self.close_connection = True
                body = self.rfile.read(int(self.headers["Content-Length"]))
                exchange = Exchange(self, body, server.stop)
                number = min(len(server.exchanges), len(server.behaviours) - 1)
                server.exchanges.append(exchange)
                with suppress(ConnectionError):  # the client has gone, as it should
                    server.behaviours[number](exchange)

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


@pytest.fixture
def server(monkeypatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    running = Server()
    yield running
    running.close()


@pytest.fixture
def judge(server) -> Callable[..., JudgeScorer]:
    def build(offline=None, **settings: Any) -> JudgeScorer:
        wanted = {"url": server.url, "model": "llama-3-70b", "key": SecretStr(KEY), **settings}
        return JudgeScorer(JudgeSettings(**wanted), offline, server.pauses.append)

    return build
