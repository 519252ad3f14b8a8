from pathlib import Path

import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape, tensor

from .nets import Net, draw_case, right_fgsm, right_step

DIGITS = Path(__file__).parents[2] / "digits.npz"


def pixels(result, x):
    """Return what came back as an array, once it is known to be one of the shape of x."""
    assert_shape(result, x.shape, name="adversarial examples")
    return np.array(result.numpy() if hasattr(result, "numpy") else result, dtype=float)


def assert_close_by(attacked, x, epsilon):
    """Hold if every pixel is within epsilon of x and in [0, 1]."""
    beyond = np.maximum(np.abs(attacked - x) - epsilon, 0)
    assert_close(beyond, np.zeros(x.shape), atol=1e-5, name="distance beyond epsilon")
    outside = np.maximum(np.maximum(-attacked, attacked - 1), 0)
    assert_close(outside, np.zeros(x.shape), atol=1e-5, name="distance outside 0 to 1")


def best(net, x, y, settings):
    """Return adversarial examples after all steps."""
    (epsilon, step_size, steps), now = settings, x
    for _ in range(steps):
        now = np.clip(net.attacked(now, y, step_size), x - epsilon, x + epsilon)
    return now


@pytest.fixture
def attack(submission, fairly):
    """Attack with the student's pgd, then let `judge` look at the result."""

    def run(make_model, case, settings, judge):
        net, x, y = case

        def check():
            labels = tensor(y, "int64")
            judge(pixels(submission.pgd(make_model(), tensor(x), labels, *settings), x))

        fairly(check, fgsm_attack=right_step, fgsm=right_fgsm(net))

    return run


def line(rng):
    """Return a network that is a straight line in x, of two classes, and its gradient's sign."""
    slope = rng.uniform(0.5, 2, size=(6, 1)) * rng.choice([-1, 1], size=(6, 1))
    params = {"W1": slope, "b1": np.array([20.0]), "W2": np.array([[1.0, 0.0]])}
    return Net(params | {"b2": np.array([-20.0, 0.0])})


@pytest.mark.task("pgd", points=2)
@pytest.mark.parametrize(("step_size", "steps"), [(0.02, 3), (0.05, 8)], ids=["short", "long"])
def test_a_straight_slope(attack, lab, rng, step_size, steps):
    """On a straight slope the loss is that of steps * step_size, or of epsilon if that is less.

    How many steps are taken, how long is each, and does the walk begin at x itself?
    """
    net, x, y = line(rng), rng.uniform(0.3, 0.7, size=(3, 6)), np.array([0, 1, 0])
    net.params.update({name: np.float32(value).astype(float) for name, value in net.params.items()})
    want = net.loss(best(net, x, y, (0.2, step_size, steps)), y)

    def model():
        return lab.plain(*(tensor(net.params[name]) for name in ("W1", "b1", "W2", "b2")))

    def judge(attacked):
        assert_close(net.loss(attacked, y), want, rtol=1e-3, name="mean loss after the attack")
        assert_close_by(attacked, x, 0.2)

    attack(model, (net, x, y), (0.2, step_size, steps), judge)


class HillTop:
    """The formulas of the module Hill: the loss of label 0 is largest at `top`."""

    def __init__(self, top):
        self.top = top

    def loss(self, x):
        """Return the mean loss of label 0."""
        height = 8 * ((x - self.top) ** 2).sum(axis=1)
        return np.mean(np.log1p(np.exp(-height)))

    def attacked(self, x, _labels, step):
        """Return pictures after one step."""
        return np.clip(x + step * np.sign(self.top - x), 0, 1)


@pytest.mark.task("pgd", points=2)
def test_over_the_top(attack, lab, rng):
    """Where the loss has a top inside the ball, the walk gets there and stays.

    Is the gradient taken anew in each step, at the picture as it then is, and nothing added up?
    """
    top = rng.uniform(0.45, 0.55, size=6)
    x = np.clip(top + 0.3 * rng.choice([-1, 1], size=(3, 6)), 0, 1)
    hill = HillTop(top)

    def judge(attacked):
        lacking = np.maximum(np.log(2) - hill.loss(attacked), 0)
        assert_close(lacking, 0.0, atol=0.2, name="what the loss lacks of its top")

    settings = (0.6, 0.03, 20)
    attack(lambda: lab.Hill(tensor(top)), (hill, x, np.zeros(3, int)), settings, judge)


@pytest.mark.task("pgd", points=1)
def test_ball_and_range(attack, build, rng):
    """After many steps every pixel is within epsilon of where it began, and in [0, 1].

    Is the ball drawn around x, and not around the last picture?
    """
    net, x, y = draw_case(rng, (5, 1, 4, 6))

    def judge(attacked):
        assert_close_by(attacked, x, 0.1)

    attack(lambda: build(net), (net, x, y), (0.1, 0.04, 12), judge)


@pytest.mark.task("pgd", points=2)
def test_digits(attack, lab, rng):
    """Attacked in small steps, the digits lose more than by one large step.

    Does the loss grow from step to step, with the labels that are given?
    """
    data = np.load(DIGITS)
    chosen = rng.choice(len(data["labels"]), size=40, replace=False)
    x, y = data["pictures"][chosen][:, None] / 255, data["labels"][chosen]
    net = Net({name: data[name].astype(float) for name in ("W1", "b1", "W2", "b2")})
    settings = (0.15, 0.02, 20)
    one, many = net.attacked(x, y, 0.15), best(net, x, y, settings)
    goal = 0.5 * net.loss(one, y) + 0.5 * net.loss(many, y)

    def model():
        return lab.plain(*(tensor(data[name]) for name in ("W1", "b1", "W2", "b2")))

    def judge(attacked):
        assert_close_by(attacked, x, 0.15)
        lacking = np.maximum(goal - net.loss(attacked, y), 0)
        assert_close(lacking, 0.0, atol=1e-3, name=f"what the loss lacks of {goal:.2f}")

    attack(model, (net, x, y), settings, judge)


@pytest.mark.task("pgd", points=1)
@pytest.mark.parametrize("training", [True, False], ids=["training", "evaluation"])
def test_leaves_no_trace(submission, fairly, remote, lab, build, *, rng, training):
    """It works under torch.no_grad(), model and x are as they were, the result has no graph.

    What did you switch over, and do you put it back; and is the result detached?
    """
    net, x, y = draw_case(rng, (4, 2, 3, 5))

    def check():
        model, leaf = build(net, training=training), lab.picture.keep()(tensor(x), training)
        weights, attack = lab.weights(model), remote.get(submission, "pgd")
        settings = (tensor(y, "int64"), 0.1, 0.03, 3)
        got, is_on = lab.within.keep(0)(training, attack, model, leaf, *settings)
        seen = {
            "gradients on": is_on,
            "graph": lab.carries_graph(got),
            "training": lab.modes(model),
        }
        seen["x.requires_grad"] = lab.look(leaf)["requires_grad"]
        want = {"gradients on": training, "graph": False, "training": [training] * 7}
        assert_close(seen, want | {"x.requires_grad": training}, name="afterwards")
        assert_close(lab.weights(model), weights, name="weights")

    fairly(check, fgsm_attack=right_step, fgsm=right_fgsm(net))
