import pytest

from autograder.checks import assert_close, tensor

from .nets import draw_case, right_fgsm, right_step

SHAPE = (4, 2, 3, 5)


@pytest.fixture
def attack(submission, fairly, build):
    """Attack with the student's targeted_fgsm and compare with the formula."""

    def run(case, epsilon, *, training=False):
        net, x, target = case

        def check():
            model = build(net, training=training)
            got = submission.targeted_fgsm(model, tensor(x), tensor(target, "int64"), epsilon)
            want = net.attacked(x, target, -epsilon)
            assert_close(got, want, rtol=1e-4, name="adversarial examples")

        fairly(check, fgsm_attack=right_step, fgsm=right_fgsm(net))

    return run


@pytest.mark.task("targeted_fgsm", points=2)
@pytest.mark.parametrize("training", [False, True], ids=["evaluation", "training"])
def test_down_the_loss_of_the_target(attack, rng, training):
    """Pixels move by epsilon, down the target's loss, or stay if they do not change it.

    Which label goes into the loss, which way do you walk, and what is the sign of 0?
    """
    case = draw_case(rng, SHAPE, low=0.3, high=0.7, right=False, unused=2)
    attack(case, 0.1, training=training)


@pytest.mark.task("targeted_fgsm", points=1)
def test_pixels_stay_pixels(attack, rng):
    """No pixel leaves the range from 0 to 1.

    Is the result clamped, at both ends?
    """
    attack(draw_case(rng, SHAPE), 0.4)


@pytest.mark.task("targeted_fgsm", points=1)
@pytest.mark.parametrize("training", [True, False], ids=["training", "evaluation"])
def test_leaves_no_trace(submission, fairly, remote, lab, build, *, rng, training):
    """Model and x are as they were, and the result carries no graph.

    What did you switch over, and do you put it back; and is the result detached?
    """
    net, x, target = draw_case(rng, SHAPE)

    def check():
        model, leaf = build(net, training=training), lab.picture.keep()(tensor(x), training)
        attack = remote.get(submission, "targeted_fgsm")
        got, is_on = lab.within.keep(0)(training, attack, model, leaf, tensor(target, "int64"), 0.1)
        seen = {
            "gradients on": is_on,
            "graph": lab.carries_graph(got),
            "training": lab.modes(model),
        }
        seen["x.requires_grad"] = lab.look(leaf)["requires_grad"]
        want = {"gradients on": training, "graph": False, "training": [training] * 7}
        assert_close(seen, want | {"x.requires_grad": training}, name="afterwards")
        assert_close(lab.learns(model), [True] * 6, name="requires_grad of the parameters")

    fairly(check, fgsm_attack=right_step, fgsm=right_fgsm(net))
