"""The same suites against student code in a container."""

import pytest

from autograder.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

CODE = """
import os, time
import numpy as np
def add(a, b): return a + b
def nap(): time.sleep(5); return 0
def eat():
    kept = []
    while True: kept.append(np.ones(1 << 22))
def spin():
    while True: pass
"""
SUITE = """
    import numpy as np
    import pytest

    @pytest.mark.task("a")
    def test_first(submission, rng):
        a, b = rng.normal(size=(2, 3))
        assert submission.add(a, b).tolist() == (a + b).tolist()

    @pytest.mark.task("a")
    def test_second(submission):
        try:
            submission.{name}()
        except Exception:
            pass

    @pytest.mark.task("a")
    def test_third(submission):
        assert submission.add(1, 2) == 3
"""


@pytest.fixture(scope="module")
def containers():
    with DockerSandbox(pool_size=1) as sandbox:
        yield sandbox


def _run(course, containers, name: str, **settings):
    course.sandbox = containers
    course.suite(SUITE.format(name=name))
    results = course.run(CODE, fork=True, **settings)
    assert [str(results[f"test_{place}"].outcome) for place in ("first", "third")] == ["passed"] * 2
    return results["test_second"]


def test_a_call_that_does_not_end_costs_one_check(course, containers) -> None:
    course.limits = course.limits.model_copy(update={"call_seconds": 0.5})
    result = _run(course, containers, "spin")
    assert (result.outcome, result.failure, result.attempts) == ("timeout", "timeout", 2)


def test_memory_that_is_used_up_is_named(course, containers) -> None:
    course.limits = course.limits.model_copy(update={"memory_mb": 256})
    result = _run(course, containers, "eat")
    assert (result.outcome, result.failure) == ("failed", "memory"), result.message
    assert "256 MB" in result.message


def test_a_container_killed_from_outside_is_our_error(course, containers) -> None:
    def kill(result) -> None:
        if result.name.endswith("test_first"):
            (worker,) = containers._claimed
            containers._engine.api.kill(worker._container.id)

    result = _run(course, containers, "nap", on_result=kill)
    assert (result.outcome, result.failure) == ("error", "infrastructure")
    assert "the worker was lost" in result.message or "no process could" in result.message


def test_no_container_is_left_claimed(course, containers) -> None:
    course.sandbox = containers
    course.suite(SUITE.format(name="add"))
    with course.runner(fork=True) as runner:
        report = runner.run(course.submission(CODE))
    assert report.images[0].digest.startswith("sha256:")
    assert not containers._claimed


@pytest.mark.torch_image
def test_gradients_come_from_autograd_beside_the_student(course, containers) -> None:
    course.sandbox, course.image = containers, "torch"
    course.suite(
        """
        import numpy as np
        import pytest
        from autograder.wire import TensorValue

        def tensor(*numbers):
            data = np.array(numbers, "float32")
            return TensorValue("float32", data.shape, data.tobytes())

        @pytest.mark.task("a")
        def test_vjp(submission, remote):
            args = tensor(1, 2), tensor(3, 4)
            output, grads = remote.vjp(submission.product, args, tensor(1, 10))
            assert output.numpy().tolist() == [3, 8]
            assert [grad.numpy().tolist() for grad in grads] == [[3, 40], [1, 20]]
        """
    )
    result = course.run("def product(x, w): return x * w", fork=True)["test_vjp"]
    assert result.outcome == "passed", result.message
