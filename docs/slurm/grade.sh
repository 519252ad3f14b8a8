#!/bin/bash
# The head as a batch job of its own: sbatch grade.sh SLUG SUBMISSIONS -o OUT --course COURSE
#SBATCH --job-name=autograder
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=08:00:00
# Five minutes before the time is up: finish what runs, write everything. Submit again to go on.
#SBATCH --signal=B:INT@300
set -euo pipefail

# SLURM runs a copy of this script elsewhere: the folder it was submitted from holds grade.py.
cd "${SLURM_SUBMIT_DIR:-$(dirname "$0")}"
# `exec`, so that the signal reaches the grader and not a shell that waits for it.
exec "${PYTHON:-python}" grade.py --jobs "${WORKERS:-4}" ${STAND_IN:+--stand-in} -- "$@"
