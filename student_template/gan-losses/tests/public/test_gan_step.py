import pytest

from autograder.checks import assert_close

from .world import DISCRIMINATOR, GENERATOR, NEAR, World, only


@pytest.mark.task("gan_step", points=2)
def test_discriminator_moves(submission, remote, rng):
    """The discriminator takes one step down its own loss.

    Are real data labelled 1 and fakes 0, and are the two means added?
    """
    world = World(remote, rng, d_rate=1.0)
    real, noise = rng.normal(size=(6, 2)), rng.normal(size=(6, 3))
    world.play(submission.gan_step, real, noise)
    expected = only(world.after_discriminator(world.w, real, noise), DISCRIMINATOR)
    found = only(world.there.weights(), DISCRIMINATOR)
    assert_close(found, expected, **NEAR, name="discriminator")


@pytest.mark.task("gan_step", points=2)
def test_generator_moves(submission, remote, rng, conventions):
    """The generator takes one step down its own loss.

    Does the gradient flow through the discriminator into the generator, with nothing detached?
    """
    world = World(remote, rng, g_rate=1.0)
    real, noise = rng.normal(size=(6, 2)), rng.normal(size=(6, 3))
    world.play(submission.gan_step, real, noise)
    expected = world.after_generator(world.w, noise, conventions["generator_loss"])
    found = only(world.there.weights(), GENERATOR)
    assert_close(found, only(expected, GENERATOR), **NEAR, name="generator")


@pytest.mark.task("gan_step", points=1)
def test_each_optimizer_steps_once(submission, remote, rng):
    """Each optimizer steps once.

    Does the discriminator rest in the generator's half, and the other way round?
    """
    world = World(remote, rng, g_rate=0.1, d_rate=0.1)
    world.play(submission.gan_step, rng.normal(size=(6, 2)), rng.normal(size=(6, 3)))
    assert_close(world.there.d_optimizer.steps, 1, name="steps of d_optimizer")
    assert_close(world.there.g_optimizer.steps, 1, name="steps of g_optimizer")
