"""Things that take long to make, made ahead: a claim from a full shelf takes microseconds.

Knows neither containers nor engines: it is told how to make, to tell the living, to drop.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from autograder.errors import SandboxError

STARTERS = 2

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")

_log = logging.getLogger(__name__)


@dataclass
class _Shelf(Generic[Item]):
    ready: deque[Item] = field(default_factory=deque)
    making: int = 0
    waiting: int = 0
    has_failed: bool = False
    """A failed start ahead is not tried again until a claim has succeeded: no storms."""


class Pool(Generic[Key, Item]):
    """Keeps up to `size` items ready, shared among the keys that were claimed so far.

    `make` may raise; the claim that needs the item then tries itself and raises.
    Making ahead pauses while all items, lent ones included, reach `capacity(key)`;
    a claim is always served, because a caller may need two items to go on.
    """

    def __init__(
        self,
        make: Callable[[Key], Item],
        drop: Callable[[Item], None],
        *,
        is_alive: Callable[[Item], bool],
        size: int,
        capacity: Callable[[Key], int],
        claims_to_come: int | None = None,
    ) -> None:
        self._make, self._drop, self._is_alive = make, drop, is_alive
        self._size, self._capacity = size, capacity
        self._shelves: dict[Key, _Shelf[Item]] = {}
        self._lent = 0
        self._claims_to_come = claims_to_come
        self._is_closed = False
        self._changed = threading.Condition()
        self._starters: list[threading.Thread] = []

    def claim(self, key: Key) -> Item:
        """Return an item of `key` that nobody else has.

        Raises:
            SandboxError: the pool is closed, or whatever `make` raises.
        """
        item = self._take(key)
        while item is not None and not self._is_alive(item):
            self._drop(item)
            item = self._take(key)
        if item is None:
            item = self._make(key)
        self._lend(key, item)
        return item

    def expect(self, claims: int) -> None:
        """Hear how many claims are still to come; without, there is no end of them."""
        with self._changed:
            self._claims_to_come = claims
            self._changed.notify_all()

    def give_back(self) -> None:
        """Say that one lent item has ended: there is room for another."""
        with self._changed:
            self._lent -= 1
            self._changed.notify_all()

    def close(self) -> None:
        """Drop everything on the shelves, half-made items included. Idempotent."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        for starter in self._starters:
            starter.join()
        with self._changed:
            items = [item for shelf in self._shelves.values() for item in shelf.ready]
            self._shelves.clear()
        with ThreadPoolExecutor(len(items) or 1) as droppers:
            list(droppers.map(self._drop, items))

    def _take(self, key: Key) -> Item | None:
        """Return a ready item, perhaps after the one being made; None: make your own."""
        with self._changed:
            self._refuse_if_closed()
            shelf = self._shelves.setdefault(key, _Shelf())
            shelf.waiting += 1
            # One item in the making for each who waits, or waiting would be slower than making.
            while not shelf.ready and shelf.making >= shelf.waiting:
                self._changed.wait()
            shelf.waiting -= 1
            return shelf.ready.popleft() if shelf.ready else None

    def _lend(self, key: Key, item: Item) -> None:
        with self._changed:
            if self._is_closed:
                self._drop(item)
            self._refuse_if_closed()
            self._lent += 1
            if self._claims_to_come is not None:
                self._claims_to_come = max(0, self._claims_to_come - 1)
            self._shelves[key].has_failed = False
            self._start_starters()
            self._changed.notify_all()

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            msg = "the sandbox is closed; claim workers within its `with` block"
            raise SandboxError(msg)

    def _start_starters(self) -> None:
        if self._starters or not self._size:
            return
        for number in range(min(STARTERS, self._size)):
            name = f"autograder-pool-{number}"
            # Daemons: a sandbox that was never closed must not keep the interpreter alive.
            starter = threading.Thread(target=self._run, name=name, daemon=True)
            self._starters.append(starter)
            starter.start()

    def _run(self) -> None:
        while (key := self._next_order()) is not None:
            self._fill(key)

    def _next_order(self) -> Key | None:
        """Wait until some shelf has room; return its key, or None at the end."""
        with self._changed:
            while not self._is_closed:
                key = next(filter(self._has_room, self._shelves), None)
                if key is not None:
                    self._shelves[key].making += 1
                    return key
                self._changed.wait()
        return None

    def _has_room(self, key: Key) -> bool:
        shelf = self._shelves[key]
        share = max(1, self._size // len(self._shelves))
        made = sum(len(other.ready) + other.making for other in self._shelves.values())
        is_full = self._lent + made >= self._capacity(key)
        is_enough = self._claims_to_come is not None and made >= self._claims_to_come
        is_barred = shelf.has_failed or is_full or is_enough
        return not is_barred and len(shelf.ready) + shelf.making < share

    def _fill(self, key: Key) -> None:
        item: Item | None = None
        try:
            item = self._make(key)
        except SandboxError as error:
            _log.warning("could not start a container ahead: %s", error)
        with self._changed:
            shelf = self._shelves[key]
            shelf.making -= 1
            shelf.has_failed = item is None
            if item is not None:
                shelf.ready.append(item)
            self._changed.notify_all()
