"""Written answers that people graded, scored from one reference answer alone.

Run: python bench/free_text.py FILE [--speed]

FILE holds a JSON object a line with question_id, question, reference, answer, score (0 to 1)
and split, such as the English part of SAF (github.com/SebOchs/SAF, MIT licence). No rubric is
needed and nothing is trained: each line of the reference is an item without concepts, so this
says what the scorer's words are worth by themselves. `cosine` is the usual baseline, the cosine
of tf-idf vectors of answer and reference. The second table is of the questions for which
bench/free_text_rubric.toml has a rubric.
"""

import argparse
import json
import math
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path

from autograder.model import Question, RubricItem
from autograder.rubric import LexicalScorer
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


def question_of(row, *, split):
    """Return a question whose items are the reference's lines, or the whole of it."""
    lines = [one.strip(" -\t●○") for one in row["reference"].split("\n")] if split else []
    parts = [one for one in lines if len(content_stems(one)) >= FEWEST_WORDS]
    parts = parts or [row["reference"]]
    items = tuple(
        RubricItem(id=f"s{number}", points=1 / len(parts), statement=part, scope="answer")
        for number, part in enumerate(parts)
    )
    return Question(id="q", prompt=row["question"], max_points=1, step=STEP, items=items)


def scored(rows, *, split):
    """Return (verdict total, mean credit, mean recall, flagged) of each row."""
    scorer = LexicalScorer()
    # By its words: three questions of SAF English have the id 2.1.
    questions = {row["question"]: question_of(row, split=split) for row in rows}
    return [_row(scorer.score(questions[row["question"]], row["answer"])) for row in rows]


def _row(score):
    credit = [item.credit or 0.0 for item in score.items]
    recall = [item.recall or 0.0 for item in score.items]
    return score.points or 0.0, statistics.fmean(credit), statistics.fmean(recall), score.flags


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


def table(rows):
    """Print r and RMSE of each way by split."""
    split, whole = scored(rows, split=True), scored(rows, split=False)
    ways = {
        "suggested points": [one[0] for one in split],
        "mean credit of the lines": [one[1] for one in split],
        "mean recall of the lines": [one[2] for one in split],
        "recall of the whole reference": [one[2] for one in whole],
        "cosine of tf-idf": cosines(rows),
    }
    print("| split | answers | way | r | RMSE |\n|---|---|---|---|---|")
    for name in dict.fromkeys(row["split"] for row in rows):
        chosen = [index for index, row in enumerate(rows) if row["split"] == name]
        marks = [rows[index]["score"] for index in chosen]
        for way, values in ways.items():
            r, error = agreement([values[index] for index in chosen], marks)
            print(f"| {name} | {len(chosen)} | {way} | {r:.2f} | {error:.2f} |")
    flags = Counter(flag for one in split for flag in one[3])
    print(f"flagged: {sum(bool(one[3]) for one in split) / len(split):.1%}", dict(flags))


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


def with_rubric(rows):
    """Print what the written rubrics suggest, beside the baseline on the same answers."""
    asked = matching(rows)
    chosen = [row for row in rows if row["question"] in asked]
    scorer = LexicalScorer()
    scores = [scorer.score(asked[row["question"]], row["answer"]) for row in chosen]
    found = [score.points for score in scores]
    marks = [row["score"] for row in chosen]
    ways = {"rubric": found, "cosine of tf-idf": cosines(chosen)}
    print(
        "| question | answers | way | r | RMSE | off by half or more |\n|---|---|---|---|---|---|"
    )
    said = [n for n, score in enumerate(scores) if not score.items[0].reason.startswith("The ans")]
    groups = {}
    for number, row in enumerate(chosen):
        groups.setdefault(row["question_id"], []).append(number)
    splits = [row["split"] for row in chosen]
    for split in dict.fromkeys(splits):
        groups[split] = [n for n in range(len(chosen)) if splits[n] == split]
    groups |= {"all": list(range(len(chosen))), "all that say something": said}
    for name, own in groups.items():
        for way, values in ways.items():
            mine, given = [values[n] for n in own], [marks[n] for n in own]
            r, error = agreement(mine, given)
            serious = sum(abs(a - b) >= HALF for a, b in zip(mine, given, strict=True)) / len(own)
            print(f"| {name} | {len(own)} | {way} | {r:.2f} | {error:.2f} | {serious:.1%} |")
    flags = Counter(flag for score in scores for flag in score.flags)
    print(f"flagged: {sum(bool(one.flags) for one in scores) / len(scores):.1%}", dict(flags))


def speed(rows):
    """Print the seconds for 1,000 answers of four items."""
    items = tuple(
        RubricItem(id=f"s{n}", points=1, statement=text, concepts=((text.split()[0], "data*"),))
        for n, text in enumerate(["header fields", "routing table", "packet loss", "frame size"])
    )
    question = Question(id="q", prompt="What is sent?", max_points=4, items=items)
    scorer = LexicalScorer()
    start = time.perf_counter()
    for row in rows[:1_000]:
        scorer.score(question, row["answer"])
    print(f"1,000 answers of 4 items: {time.perf_counter() - start:.1f} s on one core")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--speed", action="store_true")
    chosen = parser.parse_args()
    rows = read(chosen.file)
    table(rows)
    print()
    with_rubric(rows)
    if chosen.speed:
        speed(rows)


if __name__ == "__main__":
    main()
