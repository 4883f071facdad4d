"""Whether work grows with its input, told by its own CPU time alone: a busy machine changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether eight times the input takes at most 24 times the CPU; a quadratic rule takes up to 64."""

    def seconds(size: int) -> float:
        started = time.process_time()
        work(size)
        return time.process_time() - started

    work(size // 8)  # caches filled
    return seconds(8 * size) < 24 * max(min(seconds(size), seconds(size)), 0.02)
