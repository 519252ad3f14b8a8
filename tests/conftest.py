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


def pytest_collection_modifyitems(config, items):
    wanted = [item for item in items if item.get_closest_marker("docker")]
    if not wanted:
        return
    problem = _engine_problem()
    if problem and os.environ.get(REQUIRED):
        msg = f"{REQUIRED} is set, but no Docker Engine answers: {problem}"
        raise pytest.UsageError(msg)
    for item in wanted if problem else ():
        item.add_marker(pytest.mark.skip(reason="needs a Docker Engine that answers"))


# Courses that tests grade: their suites run in a grader, not here.
collect_ignore_glob = ["**/assignments/**", "attacks/cases/**"]
