# ruff: noqa: INP001 - a script to copy
"""Grade a class on a SLURM cluster: workers are batch jobs, this process is the head.

    python grade.py --jobs 8 -- SLUG SUBMISSIONS -o OUT --course COURSE

What follows `--` goes to `autograder grade`. Needs pip install 'autograder-dl[grade,cluster]'
dask-jobqueue, in an environment that all nodes see. Adapt the numbers in `slurm_cluster`.
With --stand-in, workers are processes of this machine: try your class without a queue.
"""

import argparse
import sys
from typing import Any

from distributed import LocalCluster

from autograder.cli.app import main


def slurm_cluster(jobs: int) -> Any:
    """Queue `jobs` batch jobs, each a worker that grades four submissions at once."""
    from dask_jobqueue import SLURMCluster  # noqa: PLC0415 - the stand-in needs none

    cluster = SLURMCluster(
        queue="normal",
        cores=4,  # threads: submissions at once
        processes=1,
        memory="8GB",  # four times memory_mb of the assignment, and 150 MB each of ours
        walltime="04:00:00",
        job_extra_directives=["--signal=TERM@60"],  # a worker that must go takes its leave
    )
    cluster.scale(jobs=jobs)
    return cluster


def stand_in(jobs: int) -> Any:
    """Start `jobs` workers here."""
    return LocalCluster(
        n_workers=jobs, threads_per_worker=1, memory_limit=0, dashboard_address="127.0.0.1:0"
    )


def run() -> None:
    """Start the workers, grade, end them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=4, help="batch jobs, each one worker")
    parser.add_argument("--stand-in", action="store_true", help="workers on this machine")
    parser.add_argument("grade", nargs="+", help="arguments of autograder grade, after --")
    given = parser.parse_args()
    with (stand_in if given.stand_in else slurm_cluster)(given.jobs) as cluster:
        address = cluster.scheduler_address
        sys.argv = ["autograder", "grade", *given.grade]
        sys.argv += ["--executor", "dask", "--scheduler", address]
        main()


# Dask starts processes that import this file.
if __name__ == "__main__":
    run()
