"""What a calibration is worth on answers and questions that it has not seen.

Run: python bench/calibration.py FILE [--scorer NAME] [--few] [--of KIND]

FILE is that of bench/free_text.py, such as the English part of SAF (github.com/SebOchs/SAF, MIT
licence), with its official splits. Questions have the rubrics of bench/free_text_rubric.toml
where there are any (12 of 22), else each line of the reference is an item; in `whole references`
the reference is one item. `training` calibrates;
`unseen_answers` are other answers to the same questions, `unseen_questions` other questions, of
which only the scale of all questions is known (level 1). `--few` calibrates with few answers of
each question, and measures on the rest of `training` too.
"""

import argparse
import hashlib
import time

from free_text import agreement, matching, question_of, read

from autograder.calibration import Calibrated, calibrate
from autograder.calibration.measures import exact_share, serious_share, weighted_kappa
from autograder.cli.calibration import likeness_of
from autograder.errors import SpecError
from autograder.model import GradedAnswer
from autograder.rubric import open_scorer

STEPS = (0.25, 0.125, 0.1, 0.05)
FEW = (10, 20, 40)
WHOLE = "whole references"
SPLITS = ("unseen_answers", "unseen_questions")


def questions_of(rows, kind):
    """Return questions by their words, on the grid of the marks that the training split has."""
    written = matching(rows) if kind.startswith("rubrics") else {}
    found = {}
    for text in dict.fromkeys(row["question"] for row in rows):
        own = [row for row in rows if row["question"] == text]
        question = written.get(text) or question_of(own[0], split=kind != WHOLE)
        name = "q" + hashlib.sha256(text.encode()).hexdigest()[:8]
        found[text] = question.model_copy(update={"id": name, "step": step_of(own)})
    return found


def step_of(rows):
    """Return the coarsest step that holds all marks given in training; an eighth if none are."""
    marks = [row["score"] for row in rows if row["split"] == "training"] or [1 / 8]
    return next(s for s in STEPS if all(abs(m / s - round(m / s)) < s / 1000 for m in marks))


def graded(rows, questions):
    """Return the rows as answers that a person graded blind."""
    return [
        GradedAnswer(
            question_id=questions[row["question"]].id,
            answer=row["answer"],
            points=row["score"],
            max_points=1,
            blind=True,
        )
        for row in rows
    ]


def few_of(rows, count):
    """Return `count` rows of each question, drawn by hashes: other ones of each."""
    found = {}
    for row in sorted(rows, key=drawn):
        found.setdefault(row["question"], []).append(row)
    return [row for own in found.values() for row in own[:count]]


def drawn(row):
    return hashlib.sha256(f"{row['question']}\0{row['answer']}".encode()).digest()


def measure(name, rows, questions, scorer):
    """Print a line of the table, and what is automatic."""
    scores = [scorer.score(questions[row["question"]], row["answer"]) for row in rows]
    pairs = [(s.points or 0.0, row["score"]) for s, row in zip(scores, rows, strict=True)]
    found, given = zip(*pairs, strict=True)
    r, error = agreement(found, given)
    kappa, exact = weighted_kappa(found, given), exact_share(found, given)
    inside = [
        s.interval[0] - 1e-6 <= row["score"] <= s.interval[1] + 1e-6
        for s, row in zip(scores, rows, strict=True)
        if s.interval
    ]
    held = f"{sum(inside) / len(inside):.0%}" if inside else "-"
    auto = [pair for s, pair in zip(scores, pairs, strict=True) if s.status == "scored"]
    surest = sorted(zip(scores, pairs, strict=True), key=lambda one: -(one[0].confidence or 0))
    half = [pair for _, pair in surest[: len(pairs) // 2]] if scores[0].confidence else []
    print(
        f"| {name} | {len(rows)} | {r:.2f} | {error:.3f} | {kappa:.2f} | {exact:.2f} | "
        f"{serious_share(found, given):.1%} | {held} | {told(auto, len(rows))} | "
        f"{told(half, len(rows))} |",
        flush=True,
    )


def told(pairs, count):
    """Return what share of all the pairs are, how many are exact and how many are far off."""
    if not pairs:
        return "-"
    found, given = zip(*pairs, strict=True)
    exact, serious = exact_share(found, given), serious_share(found, given)
    return f"{len(pairs) / count:.0%}, exact {exact:.2f}, {serious:.1%}"


def table(rows, name, kind, *, few):
    """Print what is reached cold, and calibrated on the training split."""
    questions = questions_of(rows, kind)
    scorer = open_scorer([name])
    likeness = likeness_of(scorer)
    known = {question.id: question for question in questions.values()}
    training = [row for row in rows if row["split"] == "training"]
    for split in SPLITS:
        measure(f"{split}, cold", [r for r in rows if r["split"] == split], questions, scorer)
    for count in (*(FEW if few else ()), None):
        chosen = training if count is None else few_of(training, count)
        start = time.perf_counter()
        label = "all" if count is None else f"{count} each"
        try:
            made = calibrate(graded(chosen, questions), known, scorer, likeness, program="bench")
        except SpecError as error:
            print(f"{label}: refused: {error}")
            continue
        seconds = time.perf_counter() - start
        calibrated = Calibrated(scorer, made, likeness)
        for split in SPLITS:
            own = [row for row in rows if row["split"] == split]
            measure(f"{split}, {label}", own, questions, calibrated)
        if count is not None:
            known_words = {(row["question"], row["answer"]) for row in chosen}
            rest = [r for r in training if (r["question"], r["answer"]) not in known_words]
            measure(f"training, the rest, {label}", rest, questions, calibrated)
            measure("training, the rest, cold", rest, questions, scorer)
        work = made.workload
        print(
            f"{label}: {made.blind} marks in {seconds:.0f} s; held out: {work.automatic} of "
            f"{work.answers} automatic, exact {work.exact}, serious {work.serious}, bound "
            f"{work.serious_bound:.3f}",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--scorer", default="lexical")
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--of", action="append", help="rubrics, references, ... (repeat)")
    chosen = parser.parse_args()
    rows = read(chosen.file)
    known = matching(rows)
    written = [row for row in rows if row["question"] in known]
    kinds = {
        "rubrics": written,
        "rubrics where written, else references": rows,
        "references": rows,
        WHOLE: rows,
    }
    head = "answers | r | RMSE | kappa | exact | half off | in interval | automatic | surest half"
    for kind in chosen.of or kinds:
        print(f"\nscorer {chosen.scorer}, {kind}")
        print(f"| answers of | {head} |\n|{'---|' * 10}")
        table(kinds[kind], chosen.scorer, kind, few=chosen.few)


if __name__ == "__main__":
    main()
