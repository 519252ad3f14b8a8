import numpy as np
import pytest

from autograder.checks import assert_close, tensor

from .nets import draw_case, right_step

SHAPE = (4, 2, 3, 5)
NAME = "adversarial examples"


@pytest.fixture
def attack(submission, fairly, build):
    """Attack with the student's fgsm and compare with the formula."""

    def run(case, epsilon, *, training=False):
        net, x, y = case

        def check():
            model = build(net, training=training)
            got = submission.fgsm(model, tensor(x), tensor(y, "int64"), epsilon)
            assert_close(got, net.attacked(x, y, epsilon), rtol=1e-4, name=NAME)

        fairly(check, fgsm_attack=right_step)

    return run


@pytest.mark.task("fgsm", points=1)
def test_pictures_that_are_read_rightly(attack, rng):
    """Every pixel of every picture moves by epsilon, up the loss.

    Is the loss the cross-entropy of the model's logits, without a softmax of your own?
    """
    attack(draw_case(rng, SHAPE, low=0.3, high=0.7, right=True), 0.1)


@pytest.mark.task("fgsm", points=2)
def test_pictures_that_are_read_wrongly(attack, rng):
    """The labels are those that are given, also where the model says something else.

    Do you use y, and attack every picture of the batch?
    """
    attack(draw_case(rng, (16, 2, 3, 5), low=0.3, high=0.7, right=False), 0.1)


@pytest.mark.task("fgsm", points=1)
def test_pixels_stay_pixels(attack, rng):
    """No pixel leaves the range from 0 to 1.

    Does your step go through fgsm_attack, or a clamp of its own?
    """
    attack(draw_case(rng, SHAPE, right=True), 0.4)


@pytest.mark.task("fgsm", points=1)
def test_attacks_in_evaluation_mode(attack, rng):
    """A model that is handed over in training mode is attacked in evaluation mode.

    Which layers behave differently in training, and where do you switch them over?
    """
    attack(draw_case(rng, SHAPE, low=0.3, high=0.7, right=True), 0.1, training=True)


@pytest.mark.task("fgsm", points=1)
@pytest.mark.parametrize("training", [True, False], ids=["training", "evaluation"])
def test_model_is_left_as_it_was(submission, fairly, lab, build, rng, *, training):
    """Afterwards the model is in the mode it was in, with the same weights, able to learn.

    What did you change in the model, and do you put it back, whatever it was?
    """
    net, x, y = draw_case(rng, SHAPE)

    def check():
        model = build(net, training=training)
        weights = lab.weights(model)
        submission.fgsm(model, tensor(x), tensor(y, "int64"), 0.1)
        assert_close(lab.modes(model), [training] * 7, name="training")
        assert_close(lab.learns(model), [True] * 6, name="requires_grad of the parameters")
        assert_close(lab.weights(model), weights, name="weights")

    fairly(check, fgsm_attack=right_step)


@pytest.mark.task("fgsm", points=1)
def test_under_no_grad(submission, fairly, lab, build, rng):
    """The attack works inside an evaluation loop, under torch.no_grad().

    Where do you need a gradient, and which context switches it on there, and only there?
    """
    net, x, y = draw_case(rng, SHAPE, low=0.3, high=0.7, right=True)

    def check():
        arguments = build(net), tensor(x), tensor(y, "int64"), 0.1
        got, is_on = lab.within(False, submission.fgsm, *arguments)  # noqa: FBT003 - no_grad
        assert_close(got, net.attacked(x, y, 0.1), rtol=1e-4, name=NAME)
        assert_close({"gradients on": is_on}, {"gradients on": False}, name="afterwards")

    fairly(check, fgsm_attack=right_step)


@pytest.mark.task("fgsm", points=1)
@pytest.mark.parametrize("learns", [False, True], ids=["plain", "requires_grad"])
def test_x_is_left_as_it_was(submission, fairly, lab, build, rng, *, learns):
    """The caller's x keeps its requires_grad and its grad, and an old grad does not count.

    Do you work on a copy, made with detach and clone?
    """
    net, x, y = draw_case(rng, SHAPE, low=0.3, high=0.7, right=True)
    grad = 100 * rng.normal(size=SHAPE) if learns else None

    def check():
        old = None if grad is None else tensor(grad)
        leaf = lab.picture.keep()(tensor(x), learns, old)
        got = submission.fgsm(build(net), leaf, tensor(y, "int64"), 0.1)
        assert_close(got, net.attacked(x, y, 0.1), rtol=1e-4, name=NAME)
        after = lab.look(leaf)
        assert_close(after["requires_grad"], learns, name="x.requires_grad")
        assert_close(
            np.zeros(SHAPE) if after["grad"] is None else after["grad"],
            np.zeros(SHAPE) if grad is None else grad,
            rtol=1e-4,
            name="x.grad",
        )

    fairly(check, fgsm_attack=right_step)
