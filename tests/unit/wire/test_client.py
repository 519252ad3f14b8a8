import pytest

from autograder.errors import ProtocolError
from autograder.wire import DEFAULT_LIMITS, Frame, StudentProcessEnded, WorkerClient, pack, unpack

OUTER = DEFAULT_LIMITS.enveloped()
NEVER = float("inf")


class Script:
    """A stream whose other end answers from a list, whatever it is asked."""

    def __init__(self, *answers):
        self.asked = []
        self._data = bytearray(b"".join(answers))

    def send(self, data, deadline):
        self.asked.append(unpack(data, OUTER))

    def receive(self, count, deadline):
        if count > len(self._data):
            raise ConnectionResetError
        data = bytes(self._data[:count])
        del self._data[:count]
        return data

    def close(self):
        pass


def outer(**header):
    return pack(Frame(header), OUTER)


def answer(epoch=1, **header):
    inner = pack(Frame(header))
    return pack(Frame({"op": "from", "epoch": epoch}, [inner]), OUTER)


BEGUN = outer(op="begun", epoch=1)


def client_of(*answers, begun=True):
    prints = []
    script = Script(*([BEGUN] if begun else []), *answers)
    client = WorkerClient(script, on_printed=prints.append)
    if begun:
        client.begin(5, seconds=1)
    client.prints, client.script = prints, script
    return client


def test_a_request_has_a_number_and_gets_its_answer():
    client = client_of(answer(seq=1, kind="value"), answer(seq=2, kind="value", x=3))
    client.request({"op": "a"}, [], deadline=NEVER)
    assert client.request({"op": "b"}, [], deadline=NEVER).header["x"] == 3
    inner = unpack(client.script.asked[-1].buffers[0])
    assert inner.header == {"op": "b", "seq": 2}


@pytest.mark.parametrize("seq", [0, 2, True, 1.0, "1", None])
def test_an_answer_of_another_number_is_refused(seq):
    with pytest.raises(ProtocolError, match="answer 1 was due"):
        client_of(answer(seq=seq)).request({}, [], deadline=NEVER)


def test_answers_of_an_earlier_process_belong_to_nobody():
    client = client_of(answer(epoch=0, seq=1, x="old"), answer(seq=1, x="new"))
    assert client.request({}, [], deadline=NEVER).header["x"] == "new"


def test_an_end_instead_of_an_answer_says_how():
    client = client_of(outer(op="ended", epoch=1, code=-9, oom=True, cause="", output="bye"))
    with pytest.raises(StudentProcessEnded) as caught:
        client.request({}, [], deadline=NEVER)
    assert (caught.value.code, caught.value.oom) == (-9, True)
    assert client.prints[0].text == "bye"


def test_the_end_of_an_abandoned_request_is_read_over():
    client = client_of(
        outer(op="ended", epoch=1, code=-9, oom=False, cause="abandoned"),
        outer(op="swept", epoch=1, clean=True),
    )
    assert client.end(seconds=1) is True


@pytest.mark.parametrize("clean", [False, 1, "yes", None])
def test_only_true_is_clean(clean):
    assert client_of(outer(op="swept", epoch=1, clean=clean)).end(seconds=1) is False


@pytest.mark.parametrize(
    "bad",
    [
        outer(op="swept", epoch=1),
        outer(op="from", epoch=1),
        outer(op="from", epoch=1, output=3),
        outer(op="from", epoch=1, dropped="many"),
        outer(op="ended", epoch=1, code="0"),
        outer(op="ended", epoch=1, code=0, cause=3),
        pack(Frame({"op": "from", "epoch": 1}, [b"junk of some length"]), OUTER),
        pack(Frame({"op": "from", "epoch": 1}, [b"", b""]), OUTER),
    ],
)
def test_any_other_answer_is_a_breach(bad):
    with pytest.raises(ProtocolError):
        client_of(bad).request({}, [], deadline=NEVER)


def test_info_is_a_dict_or_nothing():
    load = client_of(outer(op="loaded", info=[1]), begun=False).load
    assert load({"a.py": b""}, {}, seconds=1) == {}


def test_a_process_may_begin_with_its_first_question():
    client = client_of(answer(seq=1, kind="value", x=3), begun=False)
    assert client.begin_with(5, {"op": "a"}, [], deadline=NEVER).header["x"] == 3
    asked = client.script.asked[-1]
    assert asked.header == {"op": "begin", "seed": 5, "epoch": 1}
    assert unpack(asked.buffers[0]).header == {"op": "a", "seq": 1}


def test_a_process_that_ends_at_its_first_question_is_told_so():
    ended = outer(op="ended", epoch=1, code=-9, oom=True, cause="")
    client = client_of(ended, begun=False)
    with pytest.raises(StudentProcessEnded) as caught:
        client.begin_with(5, {"op": "a"}, [], deadline=NEVER)
    assert caught.value.oom
