"""Written answers that people graded: what each way of scoring is worth, nothing trained.

Run: python bench/free_text.py FILE [--speed NAME]

FILE holds a JSON object a line with question_id, question, reference, answer, score (0 to 1)
and split, such as the English part of SAF (github.com/SebOchs/SAF, MIT licence). In the first
table the reference answer is all there is: an item without concepts, held against the whole
answer. The second is of the questions for which bench/free_text_rubric.toml has a rubric.
"""

import argparse
import json
import math
import resource
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path

from autograder.model import Question, RubricItem
from autograder.rubric import open_scorer
from autograder.rubric.tokens import content_stems, tokens_of
from autograder.spec import load_rubric

RUBRIC = Path(__file__).with_name("free_text_rubric.toml")

FEWEST_WORDS = 3
STEP = 0.01
HALF = 0.5


def read(file):
    """Return the rows of the file."""
    with Path(file).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def question_of(row, *, split=False):
    """Return a question whose one item is the reference, or whose items are its lines."""
    lines = [one.strip(" -\t●○") for one in row["reference"].split("\n")] if split else []
    parts = [one for one in lines if len(content_stems(one)) >= FEWEST_WORDS]
    parts = parts or [row["reference"]]
    items = tuple(
        RubricItem(id=f"s{number}", points=1 / len(parts), statement=part, scope="answer")
        for number, part in enumerate(parts)
    )
    return Question(id="q", prompt=row["question"], max_points=1, step=STEP, items=items)


def meanings(rows, model):
    """Return the usual baseline of a model: the cosine of answer and reference."""
    return [model.best([row["reference"]], [row["answer"]])[0] for row in rows]


def cosines(rows):
    """Return the tf-idf cosine of each answer and its reference."""
    vectors = [Counter(token.stem for token in tokens_of(row["answer"])) for row in rows]
    counts = Counter(one for vector in vectors for one in vector)
    idf = defaultdict(float, {k: math.log(1 + len(rows) / n) for k, n in counts.items()})
    references = [Counter(token.stem for token in tokens_of(row["reference"])) for row in rows]
    return [_cosine(a, b, idf) for a, b in zip(vectors, references, strict=True)]


def _cosine(left, right, idf):
    def norm(vector):
        return math.sqrt(sum((count * idf[one]) ** 2 for one, count in vector.items()))

    dot = sum(count * right[one] * idf[one] ** 2 for one, count in left.items())
    return dot / (norm(left) * norm(right)) if dot else 0.0


def agreement(found, marks):
    """Return Pearson's r and the root of the mean squared error."""
    r = statistics.correlation(found, marks) if len(set(found)) > 1 else math.nan
    return r, math.sqrt(statistics.fmean((a - b) ** 2 for a, b in zip(found, marks, strict=True)))


def line(name, way, found, marks):
    """Print a row of a table."""
    r, error = agreement(found, marks)
    serious = sum(abs(a - b) >= HALF for a, b in zip(found, marks, strict=True)) / len(marks)
    print(f"| {name} | {len(marks)} | {way} | {r:.2f} | {error:.2f} | {serious:.1%} |")


def heading(first):
    print(
        f"| {first} | answers | way | r | RMSE | off by half or more |\n|---|---|---|---|---|---|"
    )


def table(rows, scorers):
    """Print what a reference alone is worth, by split."""
    # By its words: three questions of SAF English have the id 2.1.
    questions = {row["question"]: question_of(row) for row in rows}
    ways, flags = {}, Counter()
    for name, scorer in scorers.items():
        scores = [scorer.score(questions[row["question"]], row["answer"]) for row in rows]
        ways[name] = [score.points or 0.0 for score in scores]
        flagged = sum(bool(score.flags) for score in scores)
        flags[name] = f"{flagged / len(scores):.1%}"
        ways |= {"cosine of meaning": meanings(rows, scorer.similarity)} if _means(scorer) else {}
    ways["cosine of tf-idf"] = cosines(rows)
    heading("split")
    for name in dict.fromkeys(row["split"] for row in rows):
        chosen = [index for index, row in enumerate(rows) if row["split"] == name]
        marks = [rows[index]["score"] for index in chosen]
        for way, values in ways.items():
            line(f"`{name}`", way, [values[index] for index in chosen], marks)
    print("flagged:", dict(flags))


def _means(scorer):
    return getattr(scorer, "similarity", None) is not None


def matching(rows):
    """Return the rubrics by the words of the data's question, of an id the nearest in words."""
    found = {}
    for rubric in load_rubric(RUBRIC):
        wanted = content_stems(rubric.prompt)
        name = rubric.id.removeprefix("q").replace("-", ".")
        texts = sorted({row["question"] for row in rows if row["question_id"] == name})
        text = max(texts, key=lambda one: len(wanted & content_stems(one)))
        found[text] = rubric.model_copy(update={"prompt": text})
    return found


def with_rubric(rows, scorers):
    """Print what the written rubrics suggest, beside the baseline on the same answers."""
    asked = matching(rows)
    chosen = [row for row in rows if row["question"] in asked]
    marks = [row["score"] for row in chosen]
    ways, flags = {}, {}
    for name, scorer in scorers.items():
        scores = [scorer.score(asked[row["question"]], row["answer"]) for row in chosen]
        ways[name] = [score.points for score in scores]
        flags[name] = f"{sum(bool(score.flags) for score in scores) / len(scores):.1%}"
    said = [n for n, one in enumerate(scores) if not one.items[0].reason.startswith("The ans")]
    ways["cosine of tf-idf"] = cosines(chosen)
    heading("question")
    groups = {}
    for number, row in enumerate(chosen):
        groups.setdefault(row["question_id"], []).append(number)
    splits = [row["split"] for row in chosen]
    for split in dict.fromkeys(splits):
        groups[f"`{split}`"] = [n for n in range(len(chosen)) if splits[n] == split]
    groups |= {"all": list(range(len(chosen))), "all that say something": said}
    for name, own in groups.items():
        for way, values in ways.items():
            line(name, way, [values[n] for n in own], [marks[n] for n in own])
    print("flagged:", flags)


def speed(rows, name):
    """Print the seconds and the memory for 1,000 answers of four items, the model's start too."""
    items = tuple(
        RubricItem(id=f"s{n}", points=1, statement=text, concepts=((text.split()[0], "data*"),))
        for n, text in enumerate(["header fields", "routing table", "packet loss", "frame size"])
    )
    question = Question(id="q", prompt="What is sent?", max_points=4, items=items)
    start, used = time.perf_counter(), time.process_time()
    scorer = open_scorer([name])
    for row in rows[:1_000]:
        scorer.score(question, row["answer"])
    seconds, busy = time.perf_counter() - start, time.process_time() - used
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"1,000 answers of 4 items, {name}: {seconds:.1f} s, {busy:.1f} s of processor time, "
        f"at most {most:.0f} MB"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--speed", choices=["lexical", "semantic"], help="the time of one, only")
    chosen = parser.parse_args()
    rows = read(chosen.file)
    if chosen.speed:
        speed(rows, chosen.speed)
        return
    scorers = {name: open_scorer([name]) for name in ("lexical", "semantic")}
    table(rows, scorers)
    print()
    with_rubric(rows, scorers)


if __name__ == "__main__":
    main()
