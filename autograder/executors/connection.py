"""A client of a Dask cluster: a scheduler's that runs, or one of this machine's own workers."""

import logging
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dask
from distributed import Client, LocalCluster

from autograder.errors import SandboxError

CONNECT_SECONDS = 60
LARGE = "200MB"
"""A job carries the submission's bytes: Dask would warn from 10 MB on."""
OWN_CLUSTER = {"distributed.worker.profile.enabled": False}
"""A profile would be drawn on the same page."""


@contextmanager
def client_of(scheduler: str) -> Iterator[Any]:
    """Connect to the scheduler at an address; TLS as Dask's own configuration says.

    Raises:
        SandboxError: it does not answer.
    """
    for name in ("distributed", "distributed.client"):
        # Each loss is told in our words; Dask's own are traces.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        msg = (
            f"no Dask scheduler answers at {scheduler!r} ({type(error).__name__}: {error}); start "
            "one with `dask scheduler`, or name its address with --scheduler"
        )
        raise SandboxError(msg) from error
    try:
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGE}):
            yield client
    finally:
        client.close(timeout=CONNECT_SECONDS)


@contextmanager
def own_cluster(workers: int, threads: int) -> Iterator[Any]:
    """Start a scheduler and `workers` processes of `threads` each here; end them all."""
    with (
        dask.config.set(OWN_CLUSTER),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=threads,
            processes=True,
            memory_limit=0,  # what students use is bounded by their containers
            # Nobody looks at a page of it, and two commands at once must not want one port.
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
        ) as cluster,
        client_of(cluster.scheduler_address) as client,
    ):
        yield client


@contextmanager
def scheduler_errors(client: Any) -> Iterator[None]:
    """Turn what a lost scheduler makes of a call into words. Raises SandboxError."""
    # Dask would try to connect again; what it had been given is lost all the same.
    if client.status != "running":
        raise lost_scheduler(client, ConnectionError())
    try:
        yield
    except (OSError, TimeoutError, CancelledError, RuntimeError) as error:
        raise lost_scheduler(client, error) from error


def lost_scheduler(client: Any, error: BaseException) -> SandboxError:
    """Return the words for a scheduler that is gone."""
    where = client.scheduler.address if client.scheduler else "the cluster"
    return SandboxError(
        f"the Dask scheduler at {where} was lost ({type(error).__name__}); what is graded is "
        "kept: start the cluster again and run the same command"
    )
