import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from autograder.errors import SandboxError
from autograder.sandbox.pool import Pool

PATIENCE = 10.0


@dataclass
class Factory:
    """Makes numbered items and remembers what became of them."""

    capacity: int = 100
    made: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)
    failure: SandboxError | None = None
    changed: threading.Condition = field(default_factory=threading.Condition)

    def make(self, key: str) -> str:
        with self.changed:
            self.changed.notify_all()
            if self.failure is not None:
                raise self.failure
            item = f"{key}{len(self.made)}"
            self.made.append(item)
            return item

    def drop(self, item: str) -> None:
        with self.changed:
            self.dropped.append(item)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(holds, PATIENCE)

    @contextmanager
    def pool(self, size: int) -> Iterator[Pool[str, str]]:
        pool = Pool(
            self.make,
            self.drop,
            is_alive=lambda item: item not in self.dead,
            size=size,
            capacity=lambda _key: self.capacity,
        )
        try:
            yield pool
        finally:
            pool.close()


def test_no_item_is_handed_out_twice() -> None:
    factory = Factory()
    with factory.pool(size=3) as pool:
        claimed = [pool.claim("a") for _ in range(20)]
    assert len(set(claimed)) == 20


def test_a_first_claim_has_the_shelf_filled_ahead() -> None:
    factory = Factory()
    with factory.pool(size=3) as pool:
        pool.claim("a")
        factory.wait_until(lambda: len(factory.made) == 4)


def test_no_item_is_made_beyond_the_claims_to_come() -> None:
    factory = Factory()
    with factory.pool(size=3) as pool:
        pool.expect(3)
        pool.claim("a")
        factory.wait_until(lambda: len(factory.made) == 3)
        claimed = [pool.claim("a"), pool.claim("a")]
        pool.claim("a")  # one more than was expected is served all the same
    assert len(factory.made) == 4
    assert set(claimed) <= set(factory.made)
    assert factory.dropped == []


def test_closing_drops_exactly_what_was_not_claimed() -> None:
    factory = Factory()
    with factory.pool(size=3) as pool:
        claimed = {pool.claim("a"), pool.claim("b")}
    assert set(factory.dropped) == set(factory.made) - claimed


def test_closing_twice_is_harmless() -> None:
    with Factory().pool(size=1) as pool:
        pool.claim("a")
        pool.close()


def test_a_closed_pool_refuses_claims() -> None:
    with Factory().pool(size=1) as pool:
        pool.close()
        with pytest.raises(SandboxError, match="closed"):
            pool.claim("a")


def test_a_pool_of_no_size_makes_each_item_at_its_claim() -> None:
    factory = Factory()
    with factory.pool(size=0) as pool:
        pool.claim("a")
    assert factory.made == ["a0"]


def test_a_claim_raises_what_making_raises() -> None:
    factory = Factory(failure=SandboxError("engine gone"))
    with factory.pool(size=2) as pool, pytest.raises(SandboxError, match="engine gone"):
        pool.claim("a")


def test_a_failed_start_ahead_surfaces_at_the_claim_that_needs_it() -> None:
    factory = Factory()
    with factory.pool(size=1) as pool:
        pool.claim("a")
        factory.wait_until(lambda: len(factory.made) == 2)
        factory.failure = SandboxError("disk full")
        pool.claim("a")
        with pytest.raises(SandboxError, match="disk full"):
            pool.claim("a")


def test_a_claim_succeeds_again_once_the_trouble_is_over() -> None:
    factory = Factory(failure=SandboxError("engine gone"))
    with factory.pool(size=1) as pool:
        with pytest.raises(SandboxError):
            pool.claim("a")
        factory.failure = None
        assert pool.claim("a") == "a0"


def test_a_dead_item_is_dropped_rather_than_handed_out() -> None:
    factory = Factory(dead={"a1"})
    with factory.pool(size=1) as pool:
        pool.claim("a")
        factory.wait_until(lambda: len(factory.made) == 2)
        assert pool.claim("a") == "a2"
        assert "a1" in factory.dropped


def test_lent_items_hold_back_making_ahead_but_not_claims() -> None:
    factory = Factory(capacity=2)
    with factory.pool(size=4) as pool:
        for _ in range(3):
            pool.claim("a")
        assert len(factory.made) <= 4
        made = len(factory.made)
        for _ in range(3):
            pool.give_back()
        factory.wait_until(lambda: len(factory.made) > made)


def test_many_threads_share_one_pool() -> None:
    factory, claimed = Factory(), []

    def claim() -> None:
        claimed.extend(pool.claim("ab"[number % 2]) for number in range(25))

    with factory.pool(size=4) as pool:
        threads = [threading.Thread(target=claim) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
    assert len(claimed) == len(set(claimed)) == 100
    assert set(factory.dropped) == set(factory.made) - set(claimed)
