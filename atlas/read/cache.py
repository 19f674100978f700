"""What a preview keeps of one build for the next, so that nothing is made again that would come out the same.

Each thing is kept under a name, with a key: the content of everything it was made from. Under another key it is made
again. What a build did not ask for is dropped at its end, and all of it goes with the package, which a preview loads
anew when its code changes. A single build keeps nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

Value = TypeVar("Value")


class Cache:
    """Things by name, each with the key it was made under."""

    def __init__(self, *, keeps: bool = True) -> None:
        self._keeps = keeps
        self._before: dict[Hashable, tuple[object, Any]] = {}
        self._now: dict[Hashable, tuple[object, Any]] = {}

    def find(self, name: Hashable, key: object) -> Any:
        """Return what is kept under a name; None if there is nothing, or it was made under another key."""
        kept = self._now.get(name) or self._before.get(name)
        if kept is None or kept[0] != key:
            return None
        self._now[name] = kept
        return kept[1]

    def last(self, name: Hashable) -> Any:
        """Return what is kept under a name, whatever its key; None if there is nothing."""
        kept = self._now.get(name) or self._before.get(name)
        return kept and kept[1]

    def keep(self, name: Hashable, key: object, value: Value) -> Value:
        """Keep something, and return it."""
        if self._keeps:
            self._now[name] = (key, value)
        return value

    def get(self, name: Hashable, key: object, make: Callable[[], Value]) -> Value:
        """Return what is kept under a name, or what `make` returns, which is then kept."""
        kept: Value | None = self.find(name, key)
        return self.keep(name, key, make()) if kept is None else kept

    def end(self) -> None:
        """End a build: drop what it did not ask for."""
        self._before, self._now = self._now, {}


#: What a single build uses.
NO_CACHE = Cache(keeps=False)


def digest(contents: Iterable[bytes]) -> str:
    """Return a short text that is the same only for the same contents in the same order."""
    whole = hashlib.blake2b(digest_size=16)
    for content in contents:
        whole.update(b"%d:" % len(content))
        whole.update(content)
    return whole.hexdigest()
