"""A right sample takes each liberty that a fair suite leaves, and is declared to earn full marks.

That it earns them is held by `autograder verify` and tests/samples/test_verdicts.py; here, that
the liberty is really taken: the words are looked for in the sample's code.
"""

import re
import tomllib
from pathlib import Path

import pytest

ASSIGNMENTS = Path(__file__).resolve().parents[2] / "assignments"

LIBERTIES = {
    "the slope of a ReLU is 1 at exactly 0": [
        ("three-layer-net/typed/layers.py", r"mask=x >= 0"),
        ("adversarial-examples/classes/by_hand.py", r"mask = \(x >= 0\)"),
    ],
    "dout is changed in place": [
        ("three-layer-net/in_place/layers.py", r"dout\[cache\] = 0"),
        ("convolution/in_place/conv.py", r"dout\[\.\.\.\] = 0"),
    ],
    "scores are changed in place": [
        ("three-layer-net/in_place/layers.py", r"x -= x\.max"),
        ("gan-losses/in_place/by_hand.py", r"out=logits_fake"),
    ],
    "weights or pictures are changed in place": [
        ("optimizers/in_place/optim.py", r"\bw -= |\bw \+= "),
        ("three-layer-net/in_place/net.py", r"params\[W\] \*= reg"),
        ("xavier-init/in_place/initialization.py", r"\w+ \*= "),
        ("adversarial-examples/loops/by_hand.py", r"X\[i, d\] \+= epsilon"),
    ],
    "of several largest pixels, all get the gradient": [
        ("convolution/stride_tricks/pool.py", r"mask=windows == out"),
        ("convolution/class_inside/pool.py", r"wins = window == window\.max"),
    ],
    "of several largest pixels, the first gets the gradient": [
        ("convolution/im2col/pool.py", r"columns\.argmax"),
    ],
    "a loss is a float": [
        ("three-layer-net/typed/layers.py", r"loss: float = float\("),
        ("gan-losses/typed/by_hand.py", r"return float\("),
    ],
    "a loss is a scalar of numpy": [
        ("three-layer-net/classes/layers.py", r"return np\.average\("),
        ("gan-losses/with_logits/by_hand.py", r"\.mean\(\)|np\.mean\("),
    ],
    "a loss is an array without axes": [
        ("three-layer-net/einsum/layers.py", r"return np\.array\(loss\)"),
        ("gan-losses/in_place/by_hand.py", r"return np\.array\("),
    ],
    "a cache is an object, a dict, a list, a named tuple": [
        ("three-layer-net/classes/layers.py", r"return layer\(x, w, b\), layer"),
        ("three-layer-net/typed/layers.py", r"AffineCache\(x, w, b\)"),
        ("three-layer-net/loops/layers.py", r"\[v > 0 for v in flat\]"),
        ("convolution/stride_tricks/pool.py", r"dict\(mask="),
        ("optimizers/namedtuple_state/optim.py", r"namedtuple"),
        ("optimizers/ordered_dict/optim.py", r"OrderedDict"),
    ],
    "loops take their time": [
        ("three-layer-net/loops/layers.py", r"for .* in "),
        ("convolution/loops/conv.py", r"for .* in "),
        ("optimizers/lists_and_loops/optim.py", r"for .* in "),
        ("xavier-init/loops/initialization.py", r"for .* in "),
        ("gan-losses/plain_loops/by_hand.py", r"for .* in "),
        ("adversarial-examples/loops/by_hand.py", r"for .* in "),
    ],
    "sums are written as einsum, windows as im2col or by stride tricks": [
        ("three-layer-net/einsum/layers.py", r"np\.einsum\("),
        ("convolution/im2col/conv.py", r"columns|cols"),
        ("convolution/stride_tricks/conv.py", r"as_strided|sliding_window_view"),
    ],
    "any stream of random numbers": [
        ("xavier-init/random_state/initialization.py", r"RandomState"),
        ("xavier-init/box_muller/initialization.py", r"np\.log\(|math\.log\("),
        ("three-layer-net/in_place/net.py", r"np\.random\.seed\(seed\)"),
        ("three-layer-net/classes/net.py", r"self\.rng\.shuffle\(left\)"),
    ],
    "functions of one's own": [
        ("three-layer-net/typed/layers.py", r"def _rows\("),
        ("convolution/class_inside/conv.py", r"^class "),
        ("gan-losses/typed/by_hand.py", r"def _log_sigmoid\("),
        ("adversarial-examples/functional/by_hand.py", r"relu = lambda"),
    ],
    "prints, and plots while the file is imported": [
        (f"{slug}/prints_and_plots/{file}", rf"(?s){words}")
        for words in (r"print\(", "matplotlib")
        for slug, file in (
            ("three-layer-net", "layers.py"),
            ("xavier-init", "initialization.py"),
            ("convolution", "conv.py"),
            ("optimizers", "optim.py"),
            ("adversarial-examples", "by_hand.py"),
            ("gan-losses", "by_hand.py"),
        )
    ],
    "type hints and docstrings": [
        ("three-layer-net/typed/layers.py", r'-> .*:\n +"""'),
        ("xavier-init/typed/initialization.py", r'-> .*:\n +"""'),
        ("optimizers/typed/optim.py", r"-> "),
        ("gan-losses/typed/by_hand.py", r"-> "),
        ("convolution/prints_and_plots/conv.py", r"-> np\.ndarray|-> tuple"),
        ("adversarial-examples/log_softmax/attacks.py", r"-> "),
    ],
}


@pytest.mark.parametrize("liberty", LIBERTIES)
def test_a_right_sample_takes_the_liberty(liberty):
    for place, words in LIBERTIES[liberty]:
        slug, sample, file = place.split("/")
        text = (ASSIGNMENTS / slug / "submissions" / "right" / sample / file).read_text()
        assert re.search(words, text, re.MULTILINE), f"{place}: {words!r} is not there"


def test_every_right_sample_is_declared_to_earn_all_points():
    for path in ASSIGNMENTS.glob("*/submissions/verdicts.toml"):
        verdicts = tomllib.loads(path.read_text())
        assignment = tomllib.loads((path.parents[1] / "assignment.toml").read_text())
        whole = sum(task["points"] for task in assignment["task"])
        samples = {folder.name for folder in (path.parent / "right").iterdir()}
        assert {name: one["points"] for name, one in verdicts["right"].items()} == dict.fromkeys(
            samples, whole
        ), path.parents[1].name
