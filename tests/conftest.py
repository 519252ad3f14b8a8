"""An engine and a database server that answer, or words why their tests do not run."""

import gc
import importlib.util
import itertools
import os
import warnings
from pathlib import Path

import pytest
from hypothesis import settings

# Property tests depend on no clock and leave no folder behind.
settings.register_profile("autograder", deadline=None, database=None)
settings.load_profile("autograder")

REQUIRED = "AUTOGRADER_REQUIRE_ENGINE"


def _engine_problem() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        problem = _no_answer()
        gc.collect()  # docker leaves its socket lying where nobody listens
    return problem


def _no_answer() -> str:
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


def _script(name):
    path = Path(__file__).parents[1] / "scripts" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _postgres_problem() -> str:
    found = _script("postgres").programs()
    return "" if found else "no initdb and postgres; scripts/postgres.py installs them"


@pytest.fixture(scope="session")
def postgres():
    """The URL of a server of this process's own; ask for it under the mark `postgres`."""
    with _script("postgres").serving() as url:
        yield url


@pytest.fixture(scope="session")
def _schemas():
    return itertools.count()


@pytest.fixture
def postgres_url(postgres, _schemas):
    """The URL of an empty schema: a database of its own for less."""
    import psycopg

    name = f"s{next(_schemas)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{postgres}&options=-csearch_path%3D{name}"


NEEDS = {
    "postgres": ("PostgreSQL's programs", _postgres_problem),
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
