import numpy as np
import pytest

from autograder.checks import assert_close, assert_distribution

from .chance import FALSE_ALARM, RATIO, equal_share


def fits(drawn, fan_in, fan_out, gain=1.0):
    """Hold if the draws are from the wanted distribution."""
    std = gain * np.sqrt(2 / (fan_in + fan_out))
    assert_distribution(drawn, mean=0, std=std, dist="normal", false_alarm=FALSE_ALARM)


@pytest.mark.task("xavier_normal", points=2.5)
@pytest.mark.parametrize(("fan_in", "fan_out"), [(400, 50), (50, 400)])
def test_unequal_fans(submission, generator, fan_in, fan_out):
    """The spread is right for a layer whose fan_in and fan_out differ.

    Do both fan_in and fan_out stand under the root, as a sum?
    """
    fits(submission.xavier_normal(fan_in, fan_out, rng=generator()), fan_in, fan_out)


@pytest.mark.task("xavier_normal", points=1)
@pytest.mark.parametrize("gain", [0.4, 2.5])
def test_gain(submission, generator, gain):
    """The gain stretches the weights by just that factor.

    Does gain stand before the root, and not under it?
    """
    plain = submission.xavier_normal(200, 100, rng=generator())
    stretched = submission.xavier_normal(200, 100, gain=gain, rng=generator())
    ratio = np.std(stretched) / np.std(plain)
    assert_close(ratio, gain, rtol=RATIO, name=f"the spread with gain {gain} over that with 1")


@pytest.mark.task("xavier_normal", points=0.5)
def test_given_generator(submission, generator):
    """The draws come from the generator that is given: the same generator, the same weights.

    Do you draw from rng, or from a generator of your own?
    """
    first, second = (submission.xavier_normal(30, 20, rng=generator()) for _ in range(2))
    assert_close(second, np.array(first), name="the weights from an equal generator")


@pytest.mark.task("xavier_normal", points=0.5)
def test_generator_moves_on(submission, generator):
    """Draws from one generator, one after the other, all differ.

    Does every call go on where rng stopped, or does it start anew?
    """
    rng = generator()
    drawn = [submission.xavier_normal(30, 20, rng=rng) for _ in range(3)]
    assert_close(
        equal_share(drawn), 0.0, atol=0.01, name="the share of equal weights in three calls"
    )


@pytest.mark.task("xavier_normal", points=0.5)
def test_fresh_generator(submission):
    """Without a generator every call draws new weights.

    What do you draw from when rng is None, and does it start from a fixed seed?
    """
    drawn = [submission.xavier_normal(30, 20) for _ in range(3)]
    assert_close(
        equal_share(drawn), 0.0, atol=0.01, name="the share of equal weights in three calls"
    )


@pytest.mark.task("xavier_normal", points=0.5)
def test_global_state(submission, generator, global_state):
    """The global random state of numpy is left alone.

    Is there a call such as np.random.seed or np.random.normal, where a Generator should draw?
    """
    before = global_state()
    for rng in (generator(), None):
        submission.xavier_normal(5, 4, rng=rng)
        assert_close(global_state(), before, name="the global random state")
