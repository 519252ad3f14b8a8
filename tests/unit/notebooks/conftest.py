"""Notebooks as bytes, made by hand or by Jupyter (tests/data/notebooks)."""

import json
from pathlib import Path

import pytest

from autograder.notebooks import read_notebook

WRITTEN = Path(__file__).parents[2] / "data" / "notebooks"


def _content(*cells, **more):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells, **more}).encode()


@pytest.fixture
def code():
    """Make a cell of code; keywords are its metadata."""
    return lambda source, **metadata: {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": [],
    }


@pytest.fixture
def text():
    """Make a Markdown cell; keywords are its metadata."""
    return lambda source, **metadata: {
        "cell_type": "markdown",
        "source": source,
        "metadata": metadata,
    }


@pytest.fixture
def content():
    """Make the bytes of a notebook of these cells."""
    return _content


@pytest.fixture
def book():
    """Read a notebook of these cells."""
    return lambda *cells: read_notebook(_content(*cells))


@pytest.fixture
def written_file():
    """Return the bytes of a notebook that Jupyter executed and wrote."""
    return lambda name: (WRITTEN / f"{name}.ipynb").read_bytes()
