"""A question, hand-ins of it, and a scorer that says what it is told to."""

import json

import pytest

from autograder.model import AnswerScore, ItemScore, Question, Student, Submission, SubmittedFile


@pytest.fixture
def question():
    item = {"id": "a", "points": 1, "statement": "It says a."}
    return Question(
        id="why", prompt="Why?", source="answers.md#Question 1", max_points=2, items=(item,)
    )


def notebook(texts):
    cells = [{"cell_type": "markdown", "source": one, "metadata": {}} for one in texts]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells})


@pytest.fixture
def submit():
    """A submission of files given as texts; a list is a notebook's Markdown cells."""

    def make(**texts):
        files = []
        for name, text in texts.items():
            path = name.replace("_", ".")
            content = text if isinstance(text, str) else notebook(text)
            files.append(SubmittedFile(path=path, content=content.encode()))
        return Submission(id="ada", assignment="x", student=Student(id="ada"), files=tuple(files))

    return make


class Echo:
    """Suggests a point and remembers what it read; raises if it is told to."""

    def __init__(self, error=None) -> None:
        self.name = "echo/1"
        self.error = error
        self.read = []

    def score(self, question, answer):
        self.read.append(answer)
        if self.error:
            raise self.error
        items = [
            ItemScore(
                item_id=one.id, verdict="met", credit=1, points=1, max_points=1,
                status="suggested", reason="",
            )
            for one in question.items
        ]  # fmt: skip
        return AnswerScore(
            question_id=question.id, points=1, max_points=2, status="suggested", items=items,
            language="en", scorer=self.name, rubric_hash="h",
        )  # fmt: skip


@pytest.fixture
def echo():
    return Echo
