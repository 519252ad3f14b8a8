import pytest

from autograder.checks import assert_close

from .world import DISCRIMINATOR, GENERATOR, NEAR, World, only


def batches(rng, real=6, noise=6):
    """Return a batch of data and one of noise."""
    return rng.normal(size=(real, 2)), rng.normal(size=(noise, 3))


@pytest.mark.task("gan_step", points=1)
def test_fakes_are_detached(submission, remote, rng):
    """In the discriminator's half, no gradient reaches the generator.

    Are the fakes plain data there, cut off from the generator that made them?
    """
    world = World(remote, rng, d_rate=0.1, g_rate=0.1)
    world.play(submission.gan_step, *batches(rng))
    beyond = max(world.there.reached - 1, 0)
    assert_close(beyond, 0, name="backward passes that reach the generator beyond its own half")


@pytest.mark.task("gan_step", points=1)
@pytest.mark.parametrize("player", ["discriminator", "generator"])
def test_leftover_gradients(submission, remote, rng, conventions, player):
    """Gradients that earlier passes left behind do not count.

    When is zero_grad called: before each backward pass, or at some other time?
    """
    world = World(remote, rng, **{f"{player[0]}_rate": 1.0})
    real, noise = batches(rng)
    world.there.leave_gradients(3.0)
    world.play(submission.gan_step, real, noise)
    if player == "discriminator":
        expected = world.after_discriminator(world.w, real, noise)
    else:
        expected = world.after_generator(world.w, noise, conventions["generator_loss"])
    names = DISCRIMINATOR if player == "discriminator" else GENERATOR
    found = only(world.there.weights(), names)
    assert_close(found, only(expected, names), **NEAR, name=player)


@pytest.mark.task("gan_step", points=1)
@pytest.mark.parametrize("player", ["discriminator", "generator"])
def test_returned_losses(submission, remote, rng, conventions, player):
    """What is returned is the discriminator's loss and the generator's, in this order.

    Is each the loss that its player then steps down, taken before that step?
    """
    world = World(remote, rng, **{f"{player[0]}_rate": 1.0})
    real, noise = batches(rng)
    d_loss, g_loss = world.play(submission.gan_step, real, noise)
    if player == "discriminator":
        assert_close(d_loss, world.d_loss(world.w, real, noise), rtol=1e-4, name="d_loss")
    else:
        expected = world.g_loss(world.w, noise, conventions["generator_loss"])
        assert_close(g_loss, expected, rtol=1e-4, name="g_loss")


@pytest.mark.task("gan_step", points=1)
def test_generator_answers_the_new_discriminator(submission, remote, rng, conventions):
    """The generator steps against the discriminator that has just moved.

    Is the discriminator asked again after its own step, and about the same noise?
    """
    world = World(remote, rng, d_rate=2.0, g_rate=1.0)
    real, noise = batches(rng)
    world.play(submission.gan_step, real, noise)
    moved = world.after_discriminator(world.w, real, noise)
    expected = world.after_generator(moved, noise, conventions["generator_loss"])
    found = only(world.there.weights(), GENERATOR)
    assert_close(found, only(expected, GENERATOR), **NEAR, name="generator")


@pytest.mark.task("gan_step", points=1)
@pytest.mark.parametrize("flat", [False, True], ids=["columns", "flat"])
def test_batches_of_unequal_size(submission, remote, rng, flat):
    """Real data and noise may differ in number, and logits may be flat or in a column.

    Do the labels take their shape from the logits that they are compared with?
    """
    world = World(remote, rng, d_rate=1.0, flat=flat)
    real, noise = batches(rng, 7, 4)
    world.play(submission.gan_step, real, noise)
    expected = only(world.after_discriminator(world.w, real, noise), DISCRIMINATOR)
    found = only(world.there.weights(), DISCRIMINATOR)
    assert_close(found, expected, **NEAR, name="discriminator")


@pytest.mark.task("gan_step", points=1)
def test_three_steps(submission, remote, rng, conventions):
    """Over three rounds with new batches, both players follow their losses.

    Does one round leave anything behind that disturbs the next?
    """
    world = World(remote, rng, d_rate=0.5, g_rate=0.5)
    weights = world.w
    for _ in range(3):
        real, noise = batches(rng)
        world.play(submission.gan_step, real, noise)
        weights = world.after_discriminator(weights, real, noise)
        weights = world.after_generator(weights, noise, conventions["generator_loss"])
    assert_close(world.there.weights(), weights, **NEAR, name="weights after three rounds")
