"""How far the question bank's suggestions are from its authors' marks.

    python bench/question_bank.py

Prints three lines: the graded examples that stand with the questions, the answers of
tests/samples/bank_answers.toml, and each question against the model answers of all others.
Items without a suggestion are left out of the first two.
"""

import tomllib
from itertools import permutations
from pathlib import Path

from autograder.rubric import LexicalScorer
from autograder.spec import load_rubric

ROOT = Path(__file__).resolve().parents[1]
BANK = ROOT / "assignments" / "bank"
ANSWERS = ROOT / "tests" / "samples" / "bank_answers.toml"
MOST, SLACK = 0.35, 1e-9


def main():
    files = sorted(set(BANK.glob("*.toml")) - {BANK / "coverage.toml"})
    questions = {one.id: one for file in files for one in load_rubric(file)}
    scorer = LexicalScorer()
    print_examples(questions.values(), scorer)
    print_answers(questions, scorer)
    print_others(questions.values(), scorer)


def print_examples(questions, scorer):
    off, count = [], 0
    for question in questions:
        for example in question.examples:
            items = scored(scorer, question, example.answer)
            graded = sum(one.max_points * example.items[one.item_id] for one in items)
            off.append(abs(graded - sum(one.points for one in items)))
            count += 1
    exact = sum(one < SLACK for one in off)
    print(f"examples: {exact} of {count} as graded, the furthest {max(off):g} points off")


def print_answers(questions, scorer):
    answers = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))
    for kind, found in answers.items():
        shares = []
        for one in found:
            items = scored(scorer, questions[one["question"]], one["answer"])
            shares.append(sum(i.points for i in items) / sum(i.max_points for i in items))
        mean = sum(shares) / len(shares)
        print(f"{kind} answers: {len(shares)}, suggested {mean:.1%} of the points on average")


def print_others(questions, scorer):
    pairs = list(permutations(questions, 2))
    above = 0
    for question, other in pairs:
        items = scored(scorer, question, other.examples[0].answer)
        above += sum(one.points for one in items) > MOST * question.max_points
    share = above / len(pairs)
    print(
        f"model answers of other questions: {above} of {len(pairs)} above {MOST:.0%} ({share:.1%})"
    )


def scored(scorer, question, answer):
    return [one for one in scorer.score(question, answer).items if one.points is not None]


if __name__ == "__main__":
    main()
