"""What a student's net can make of the functions that answer for its layers: use them, no more."""

import pytest

from autograder.grading import Grader
from autograder.model import Limits
from autograder.sandbox.docker import DockerSandbox

WORDS = "xylo" + "phone marma" + "lade"
"""Stand in the reference's layers.py only."""

SEARCH = """
import gc, inspect, re, sys, types

import layers
import numpy as np

# No pattern of this form is its own match, wherever in memory it lies.
WORDS = re.compile("xylophon[e] marmalad[e] stan[d] in")


def texts():
    for name in ("affine", "affine_backward"):
        function = getattr(layers, name)
        for attempt in (inspect.getsource, lambda f: f.__code__, lambda f: f.__globals__,
                        lambda f: f.__wrapped__, lambda f: f.__closure__, vars, repr):
            try:
                yield str(attempt(function))
            except Exception as error:
                yield str(error)
        yield str(function.__class__) + str(function.__doc__)
    for thing in gc.get_objects():
        if type(thing) in (str, bytes, dict, list, tuple, types.CodeType):
            yield repr(thing)[:10_000]
    for line in open("/proc/self/maps").read().splitlines():
        start, end = (int(part, 16) for part in line.split()[0].split("-"))
        if "rw-p" in line and end - start < 1 << 26:
            try:
                with open("/proc/self/mem", "rb", 0) as memory:
                    memory.seek(start)
                    yield memory.read(end - start).decode("latin-1")
            except OSError:
                pass


def forward(params, x):
    hidden, cache = layers.affine(x, params["w1"], params["b1"])
    found = any(WORDS.search(text) for text in texts())
    scores, _ = layers.affine(np.maximum(hidden, 0), params["w2"], params["b2"])
    if found:
        raise RuntimeError("found the reference")
    return scores, cache


def gradients(params, x, dscores):
    raise NotImplementedError
"""
WRONG = """
def affine(x, w, b):
    return x @ w - b, (x, w)


def affine_backward(dout, cache):
    return None, None, None
"""


@pytest.fixture(scope="session")
def containers():
    with DockerSandbox(pool_size=1) as sandbox:
        yield sandbox


@pytest.fixture(
    scope="session", params=["process", pytest.param("docker", marks=pytest.mark.docker)]
)
def anywhere(request, assignment, sandbox):
    box = sandbox if request.param == "process" else request.getfixturevalue("containers")
    with Grader(assignment, box, secret=b"secret") as grader:
        yield grader


def forward_of(grade):
    return next(check for check in grade.checks if "test_forward" in check.name)


def test_wrong_layers_cost_nothing_there_either(anywhere, submit, points):
    assert points(anywhere.grade(submit(layers=WRONG))) == {"layers": 0, "net": 6}


def test_the_references_source_is_nowhere_beside_the_student(anywhere, submit):
    check = forward_of(anywhere.grade(submit(WRONG, SEARCH)))
    # The search itself ran, with the reference's functions, and found nothing.
    assert (check.points, check.message) == (2, "")
    assert "reference's layers.py" in check.note


def test_the_search_would_find_what_is_there(anywhere, submit):
    there = WRONG + f'\nTEXT = "{WORDS} stand in this file"\n'
    check = forward_of(anywhere.grade(submit(there, SEARCH)))
    assert (check.points, check.note) == (0, "")
    assert "found the reference" in check.details or "found the reference" in check.message


def test_an_exception_of_the_reference_tells_its_bare_type(anywhere, submit):
    spy = (
        SEARCH.partition("def texts")[0]
        + """
def forward(params, x):
    try:
        layers.affine(x, "text", None)
    except Exception as error:
        said = f"{type(error).__name__}|{error}|{error.__traceback__.tb_next}|{error.__cause__}"
    hidden, cache = layers.affine(x, params["w1"], params["b1"])
    scores, _ = layers.affine(np.maximum(hidden, 0), params["w2"], params["b2"])
    if "@" in said or "matmul" in said or "/" in said:
        raise RuntimeError(said)
    return scores, cache


def gradients(params, x, dscores):
    raise NotImplementedError
"""
    )
    assert forward_of(anywhere.grade(submit(WRONG, spy))).points == 2


def test_the_reference_cannot_be_called_where_it_does_not_stand_in(anywhere, submit, layers):
    right = (
        layers
        + """

def _spy():
    import sys
    return type(sys.modules["layers"].affine).__name__
"""
    )
    using = """
import layers

def forward(params, x):
    raise RuntimeError("this is a " + type(layers.affine).__name__)

def gradients(params, x, dscores):
    raise RuntimeError("this is a " + type(layers.affine).__name__)
"""
    grade = anywhere.grade(submit(right, using))
    assert "this is a function" in forward_of(grade).message


@pytest.mark.docker
def test_the_reference_answers_where_the_graders_files_are_not(containers, assignment, submit):
    spy = f"""
import layers
import numpy as np

def forward(params, x):
    assert layers.read("/proc/self/comm")
    try:
        layers.read({str(assignment.folder / "tests" / "hidden" / "test_net.py")!r})
    except FileNotFoundError:
        hidden, cache = layers.affine(x, params["w1"], params["b1"])
        return layers.affine(np.maximum(hidden, 0), params["w2"], params["b2"])[0], cache

def gradients(params, x, dscores):
    raise NotImplementedError
"""
    with Grader(assignment, containers, secret=b"secret") as grader:
        assert forward_of(grader.grade(submit(WRONG, spy))).points == 2


@pytest.fixture(scope="session")
def quick(assignment, sandbox):
    limits = assignment.limits.model_dump() | {"call_seconds": 1.0, "test_seconds": 3.0}
    strict = assignment.model_copy(update={"limits": Limits(**limits)})
    with Grader(strict, sandbox, secret=b"secret") as grader:
        yield grader


@pytest.mark.parametrize(
    "body",
    [
        "layers.affine(np.ones((1, 1 << 20)), np.ones((1 << 20, 1)), 0)",
        "layers.affine(x, [[0.0] * 5000] * 5000, 0)",
        "layers.affine(x, 'text', 0)",
        "layers.affine(layers.affine, layers, object())",
        "while True: layers.affine(x, x, x)",
    ],
)
def test_abuse_of_the_reference_ends_as_the_students_failure(quick, submit, body):
    net = f"""
import numpy as np
import layers

def forward(params, x):
    {body}
    return x, None

gradients = forward
"""
    grade = quick.grade(submit(WRONG, net))
    assert grade.status == "graded"
    assert {check.note for check in grade.checks} == {""}
    assert forward_of(grade).points == 0


def test_the_references_worker_serves_one_student_only(
    assignment, sandbox, submit, points, monkeypatch
):
    claims, claim = [], sandbox.claim
    monkeypatch.setattr(sandbox, "claim", lambda spec: claims.append(spec) or claim(spec))
    with Grader(assignment, sandbox, secret=b"secret") as grader:
        grader.expected()
        for _ in range(2):
            claims.clear()
            assert points(grader.grade(submit(layers=WRONG)))["net"] == 6
            # The student's for each of the two runs, and the reference's.
            assert len(claims) == 3
