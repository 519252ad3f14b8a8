import pytest

from autograder.cli.tally import Kind, Tally, kind_of, span


def test_every_end_has_its_word(ended):
    kinds = {
        Kind.FULL: ended(points=20),
        Kind.PARTIAL: ended(points=3),
        Kind.ZERO: ended(points=0),
        Kind.UNREADABLE: ended(points=0, status="unreadable"),
        Kind.UNGRADED: ended(points=None, status="error"),
        Kind.UNDECIDED: ended(points=0, waiting=20),
    }
    assert {kind_of(one.grade) for one in kinds.values()} == set(Kind)
    assert all(kind_of(one.grade) is kind for kind, one in kinds.items())


def test_what_waits_for_a_person_takes_no_full_marks_away(ended):
    assert kind_of(ended(points=15, waiting=5).grade) is Kind.FULL


def test_the_rate_counts_what_was_graded_and_not_what_was_kept(ended, clock):
    tally = Tally(100, clock)
    tally.start()
    for _ in range(40):
        tally.add(ended(again=False))
    assert (tally.per_minute, tally.seconds_left, tally.pace_in_words()) == (None, None, "")
    clock.now += 30
    for _ in range(10):
        tally.add(ended())
    assert (tally.per_minute, tally.seconds_left) == (20, 150)
    assert tally.pace_in_words() == "20 a minute, about 2 min left"
    assert tally.counts_in_words() == "full marks 50, 40 were done already"


def test_the_time_before_the_start_is_in_no_rate(ended, clock):
    tally = Tally(2, clock)
    clock.now += 1000
    tally.start()
    clock.now += 60
    tally.add(ended())
    assert tally.per_minute == 1


def test_the_last_three_stand_newest_first(ended):
    tally = Tally(5)
    for name in ("ada", "bo", "chi"):
        tally.add(ended(name, points=7))
    tally.add(ended("dan", points=0, status="unreadable"))
    assert list(tally.last) == ["unreadable: dan", "7/20 chi", "7/20 bo"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (61, "1 min"), (3599, "1 h 00 min"), (7500, "2 h 05 min")],
)
def test_a_span_is_said_as_people_say_it(seconds, words):
    assert span(seconds) == words
