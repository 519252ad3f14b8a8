import pytest

from autograder.rubric.segments import MOST_SENTENCES, sentences_of, windows_of
from autograder.rubric.stemming import stem
from autograder.rubric.tokens import tokens_of
from autograder.rubric.typos import distance, is_misspelt

FAMILIES = [
    "stable stability stabilises stabilized stabilizing",
    "accelerate accelerates accelerated accelerating acceleration",
    "converge converges convergence converging",
    "update updates updated updating",
    "batch batches",
    "noise noisy noisier",
    "generator generate generative generation",
    "normalize normalise normalization normalisation",
    "classify classifies classifier classification",
    "minimum minima minimize minimise",
    "model models modelled modelling",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_forms_of_a_word_have_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("batch", "bath"), ("gradient", "grade"), ("loss", "lose"), ("normal", "norm"), ("l1", "l2")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def words(text: str) -> list[str]:
    return [token.word for token in tokens_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Learning_rate, L2-norm!", ["learning", "rate", "l2", "norm"]),
        (r"$\mathbf{v} = \beta v$", ["v", "beta", "v"]),
        ("it doesn't vanish", ["it", "doesn't", "vanish"]),
        ("β ≈ 0.9 or 1,024", ["beta", "0.9", "or", "1,024"]),
        ("Initialisierung für Größe", ["initialisierung", "fur", "grosse"]),
        ("", []),
    ],
)
def test_a_text_is_split_into_words_and_numbers(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("found", "wanted", "is_typo"),
    [
        ("momentun", "momentum", True),
        ("acclerates", "accelerates", True),
        ("generlaise", "generalise", True),
        ("bath", "batch", False),
        ("loss", "less", False),
        ("maximization", "minimization", False),
        ("unstable", "stable", False),
        ("asynchronous", "synchronous", False),
        ("unsupervised", "supervised", False),
        ("gradients", "gradient", True),
        ("1000000", "1000001", False),
    ],
)
def test_a_typo_has_few_letters_wrong_and_is_no_word_of_its_own(found, wanted, is_typo) -> None:
    assert is_misspelt(found, wanted) is is_typo


def test_two_letters_swapped_are_one_slip() -> None:
    assert distance("teh", "the") == 1
    assert distance("", "abc") == 3
    assert distance("kitten", "sitting") == 3


def segments(text: str) -> list[str]:
    tokens = tokens_of(text)
    return [
        text[tokens[one.first].start : tokens[one.last - 1].end]
        for one in sentences_of(text, tokens)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is. Two is!", ["One is", "Two is"]),
        ("A rate, e.g. 0.9, helps. Next", ["A rate, e.g. 0.9, helps", "Next"]),
        ("- first\n- second\n\n", ["first", "second"]),
        ("1. first\n2. second", ["1. first", "2. second"]),
        ("...", []),
        ("no end", ["no end"]),
    ],
)
def test_sentences_and_bullets_are_told_apart(text: str, expected: list[str]) -> None:
    assert segments(text) == expected


def test_windows_are_sentences_and_pairs() -> None:
    text = "a b. c d. e f."
    found = windows_of(sentences_of(text, tokens_of(text)))
    assert [tuple(one) for one in found] == [(0, 2), (2, 4), (4, 6), (0, 4), (2, 6)]


def test_thousands_of_lines_are_joined_at_the_cap() -> None:
    text = "word\n" * 2_000
    found = sentences_of(text, tokens_of(text))
    assert len(found) == MOST_SENTENCES
    assert found[-1].last == 2_000
