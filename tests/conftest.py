"""An engine that answers, or words why its tests do not run."""

import os

import pytest

REQUIRED = "AUTOGRADER_REQUIRE_ENGINE"


def _engine_problem() -> str:
    import docker
    from docker.errors import DockerException

    try:
        client = docker.from_env(timeout=10)
        client.ping()
        client.close()
    except DockerException as error:
        return str(error)
    return ""


def _torch_problem() -> str:
    from autograder.errors import AutograderError
    from autograder.sandbox.engine import Engine
    from autograder.sandbox.images import find_image

    engine = Engine()
    try:
        find_image(engine, "torch")
    except AutograderError as error:
        return str(error)
    finally:
        engine.close()
    return ""


NEEDS = {
    "docker": ("a Docker Engine that answers", _engine_problem),
    "torch_image": ("the torch image (autograder image build torch)", _torch_problem),
}


def pytest_collection_modifyitems(config, items):
    for marker, (what, find_problem) in NEEDS.items():
        wanted = [item for item in items if item.get_closest_marker(marker)]
        problem = find_problem() if wanted else ""
        if problem and os.environ.get(REQUIRED):
            msg = f"{REQUIRED} is set, and tests need {what}: {problem}"
            raise pytest.UsageError(msg)
        for item in wanted if problem else ():
            item.add_marker(pytest.mark.skip(reason=f"needs {what}"))


# Courses that tests grade: their suites run in a grader, not here.
collect_ignore_glob = ["**/assignments/**", "attacks/cases/**"]
