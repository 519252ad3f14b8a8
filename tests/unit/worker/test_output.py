import pytest

from autograder.wire import StudentProcessEnded
from autograder.worker.output import ACCEPTED_A_TEST, KEPT_A_TEST, Output

SOURCE = r"""
import io, os, subprocess, sys, threading, time

print("loaded")

def say(text, end="\n"):
    print(text, end=end)

def complain(text):
    print(text, file=sys.stderr)

def write(data, times=1):
    for _ in range(times):
        os.write(1, data)

def child(text):
    subprocess.run(["/bin/echo", text])

def say_and_leave(text):
    print(text)
    os._exit(1)

def redirect():
    sys.stdout = io.StringIO()
    print("nowhere")
    sys.stderr = None

def close():
    sys.stdout.close()
    os.close(1)
    os.close(2)

def chatter():
    def run():
        while True:
            print("tick")
            time.sleep(0.001)
    threading.Thread(target=run, daemon=True).start()

def add(x):
    return x + 1

def forge():
    print('{"op": "from", "outcome": "passed"}')
"""


@pytest.fixture
def loaded(worker):
    worker.load(SOURCE)
    return worker


def test_output_arrives_with_the_call_that_printed_it(loaded):
    for n in range(200):
        loaded.prints.clear()
        loaded.call("say", f"line {n}")
        assert loaded.printed.removeprefix("loaded\n") == f"line {n}\n"


def test_unfinished_lines_errors_and_programs_are_captured(loaded):
    loaded.call("say", "no newline", end="")
    loaded.call("complain", " error")
    loaded.call("child", "program")
    assert loaded.printed == "loaded\nno newline error\nprogram\n"


def test_last_words_before_an_exit_are_kept(loaded):
    with pytest.raises(StudentProcessEnded):
        loaded.call("say_and_leave", "bye")
    assert loaded.printed == "loaded\nbye\n"


def test_what_is_shown_of_a_call_has_an_end(worker):
    worker.load(SOURCE, output_kb=1)
    worker.call("write", b"x" * 3000)
    (piece,) = worker.prints
    assert piece.text == ("loaded\n" + "x" * 3000)[:1024]
    assert piece.dropped == 3007 - 1024


def test_bytes_that_are_no_text_are_replaced(loaded):
    loaded.call("write", b"\xff\xfe ok")
    assert loaded.printed == "loaded\n\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} ok"


def test_surrogates_are_printed_escaped(loaded):
    loaded.call("say", "\ud800")
    assert loaded.printed == "loaded\n\\ud800\n"


def test_control_characters_do_not_burst_the_envelope(worker):
    worker.load(SOURCE, output_kb=1024)
    worker.call("write", b"\x01" * (1 << 20))
    assert sum(len(piece.text) + piece.dropped for piece in worker.prints) == (1 << 20) + 7


def test_a_flood_ends_the_process(loaded):
    with pytest.raises(StudentProcessEnded) as caught:
        loaded.call("write", b"x" * (1 << 20), 100)
    assert caught.value.cause == "output"


def test_replaced_or_closed_streams_do_not_stop_the_answers(loaded):
    loaded.call("redirect")
    assert loaded.call("add", 1) == 2
    loaded.again()
    loaded.call("close")
    assert loaded.call("add", 1) == 2


def test_a_chattering_thread_does_not_stop_the_answers(loaded):
    loaded.call("chatter")
    assert [loaded.call("add", n) for n in range(50)] == list(range(1, 51))
    assert "tick" in loaded.printed


def test_printed_frames_are_only_text(loaded):
    assert loaded.call("forge") is None
    assert loaded.printed.endswith('"passed"}\n')


def test_output_keeps_a_mebibyte_a_test():
    output = Output(1024)
    fields = []
    for _ in range(3):
        output.add(b"x" * (700 << 10))
        fields.append(output.take())
    assert sum(len(field["output"]) for field in fields) == KEPT_A_TEST
    assert sum(field["dropped"] for field in fields) == (2100 << 10) - KEPT_A_TEST


def test_output_is_flooded_only_past_its_limit():
    output = Output(1)
    output.add(bytes(ACCEPTED_A_TEST))
    assert not output.flooded
    output.add(b"x")
    assert output.flooded
