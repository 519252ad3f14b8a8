"""How far the scorers' suggestions are from the labels of 260 written answers.

    python bench/written_answers.py [--each | --misses]

The answers of tests/data/written were labelled item by item before any of their file was scored:
`answers`, by whose misses rubrics were mended, and `fresh`, written after that. Prints a table of
the lexical scorer and, where it is installed, of the one with a model of meaning; with --each
also by question, with --misses each item that is off. Points in steps of
the questions' grid (half a point) are what QWK weighs; r and RMSE are of the share of the points.
"""

import argparse
import math
import statistics
import tomllib
from collections import Counter
from itertools import product
from pathlib import Path

from autograder.errors import SpecError
from autograder.plugins import load
from autograder.spec import load_rubric

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENTS = ROOT / "assignments"
WRITTEN = ROOT / "tests" / "data" / "written"
FILES = ("answers", "fresh")
SCORERS = ("lexical", "semantic")
STEP, SERIOUS, SLACK = 0.5, 0.5, 1e-9


def read(name):
    """Return the labelled answers of one of FILES."""
    return tomllib.loads((WRITTEN / f"{name}.toml").read_text(encoding="utf-8"))["answer"]


def questions():
    """Return the questions of the assignments and of the bank, by folder and id."""
    files = sorted(set(ASSIGNMENTS.glob("*/*.toml")) - {ASSIGNMENTS / "bank" / "coverage.toml"})
    rubrics = [one for one in files if one.parent.name == "bank" or one.name == "rubric.toml"]
    return {f"{one.parent.name}/{asked.id}": asked for one in rubrics for asked in load_rubric(one)}


def scored(scorer, answers):
    """Return (labelled answer, its question, its score) for each answer."""
    asked = questions()
    return [
        (one, asked[one["question"]], scorer.score(asked[one["question"]], one["answer"]))
        for one in answers
    ]


def figures(rows):
    """Return the agreement of scores and labels; answers without suggested points are left out."""
    kept = [row for row in rows if row[2].points is not None]
    found = [score.points for _, _, score in kept]
    given = [one["points"] for one, _, _ in kept]
    most = [question.max_points for _, question, _ in kept]
    shares = [a / m for a, m in zip(found, most, strict=True)]
    marks = [b / m for b, m in zip(given, most, strict=True)]
    off = [abs(a - b) for a, b in zip(shares, marks, strict=True)]
    return {
        "answers": len(kept),
        "qwk": weighted_kappa(found, given),
        "r": statistics.correlation(shares, marks),
        "rmse": math.sqrt(statistics.fmean(one**2 for one in off)),
        "exact": statistics.fmean(one < SLACK for one in off),
        "serious": statistics.fmean(one >= SERIOUS - SLACK for one in off),
        "items": statistics.fmean(right for row in kept for right in _items(row)),
        "reviewed": statistics.fmean(score.status == "needs_review" for _, _, score in rows),
    }


def _items(row):
    """Return for each item whether its suggested credit is the label."""
    labelled, _, score = row
    return [
        abs(item.points / item.max_points - labelled["items"][item.item_id]) < SLACK
        for item in score.items
        if item.points is not None
    ]


def weighted_kappa(left, right):
    """Return Cohen's kappa with quadratic weights, of points in half-point steps.

    1 - sum(w * observed) / sum(w * expected), w the squared distance (Cohen, 1968).
    """
    pairs = [(round(a / STEP), round(b / STEP)) for a, b in zip(left, right, strict=True)]
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum((a - b) ** 2 for a, b in pairs)
    expected = sum((a - b) ** 2 * rows[a] * columns[b] for a, b in product(rows, columns))
    return 1 - observed * len(pairs) / expected


def installed():
    """Yield the name and the scorer of each that is installed."""
    for name in SCORERS:
        try:
            yield name, load("scorers", name)()
        except (SpecError, ImportError) as error:
            print(f"{name}: {error}")


def print_table(groups):
    """Print a row for each (name, rows)."""
    print(
        "| | answers | QWK | r | RMSE | as labelled | off by half or more | items right | flagged |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, rows in groups:
        f = figures(rows)
        print(
            f"| {name} | {f['answers']} | {f['qwk']:.2f} | {f['r']:.2f} | {f['rmse']:.2f} "
            f"| {f['exact']:.0%} | {f['serious']:.1%} | {f['items']:.1%} | {f['reviewed']:.0%} |"
        )


def print_misses(rows):
    """Print each item that is off, with what the scorer found."""
    for labelled, question, score in rows:
        for item in score.items:
            label = labelled["items"][item.item_id]
            given = None if item.points is None else item.points / item.max_points
            if given != label:
                print(f"{question.id}.{item.item_id}: {given} for {label}: {labelled['answer']}")
                print(f"    {item.reason} {item.matched}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    groups = [
        (f"{name}, `{file}`", scored(scorer, read(file)))
        for name, scorer in installed()
        for file in FILES
    ]
    print_table(groups)
    for name, rows in groups:
        if chosen.each:
            asked = dict.fromkeys(one["question"] for one, _, _ in rows)
            own = [(key, [row for row in rows if row[0]["question"] == key]) for key in asked]
            print(f"\n{name}")
            print_table(own)
        if chosen.misses:
            print_misses(rows)


if __name__ == "__main__":
    main()
