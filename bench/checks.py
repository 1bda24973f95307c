"""How much of a synthesis goes into checking arguments, in a process of its own."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from constructs_lib import Platform, arguments
from constructs_lib.platform import synthesize


def main() -> None:
    """Synthesize once, and print the seconds of all of it and of its checks."""
    check = arguments._Parameters.check  # noqa: SLF001 - what is measured
    spent = 0.0

    def timed(self: Any, args: Sequence[object], kwargs: Mapping[str, object]) -> None:
        nonlocal spent
        started = time.perf_counter()
        check(self, args, kwargs)
        spent += time.perf_counter() - started

    arguments._Parameters.check = timed  # type: ignore[method-assign]  # noqa: SLF001
    started = time.perf_counter()
    synthesize(Platform())
    whole = time.perf_counter() - started
    json.dump({"whole": whole, "checks": spent}, sys.stdout)


if __name__ == "__main__":
    main()
