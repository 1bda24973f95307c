"""How much of a synthesis goes into checking arguments, in a process of its own."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from constructs_lib import Platform, arguments
from constructs_lib.platform import synthesize


def main() -> None:
    """Synthesize once, and print the seconds of the whole process and of its checks."""
    check = arguments._Parameters.check  # noqa: SLF001 - what is measured
    spent = 0.0

    def timed(self: Any, args: Sequence[object], kwargs: Mapping[str, object]) -> None:
        nonlocal spent
        started = time.process_time()
        check(self, args, kwargs)
        spent += time.process_time() - started

    arguments._Parameters.check = timed  # type: ignore[method-assign]  # noqa: SLF001
    synthesize(Platform())
    json.dump({"whole": time.process_time(), "checks": spent}, sys.stdout)


if __name__ == "__main__":
    main()
