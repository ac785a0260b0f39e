"""What was worked out for one state of the record, kept until the record changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, RLock
from typing import TypeVar, cast

T = TypeVar("T")


class Shelf:
    """A small cache; the least recently used goes first. Keys name the record's state, so none is stale."""

    def __init__(self, room: int = 24) -> None:
        self._room = room
        self._kept: OrderedDict[tuple[object, ...], object] = OrderedDict()
        self._lock = Lock()
        self._making: dict[tuple[object, ...], RLock] = {}

    def get(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What is kept under the key, made now if there is nothing; who asks meanwhile waits for it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
            making = self._making.setdefault(key, RLock())
        try:
            with making:
                with self._lock:
                    if key in self._kept:
                        return cast(T, self._kept[key])
                made = make()
                self.put(key, made)
                return made
        finally:
            with self._lock:
                self._making.pop(key, None)

    def find(self, key: tuple[object, ...]) -> object | None:
        """What is kept under the key; None when nothing is."""
        with self._lock:
            return self._kept.get(key)

    def put(self, key: tuple[object, ...], made: object) -> None:
        """Keep something under the key, in the place of what was there."""
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
