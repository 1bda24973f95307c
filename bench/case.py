"""One case, in a process of its own: synthesize, and say how many objects came out."""

import json
import sys
from dataclasses import replace

from constructs_lib import Config, Environment, Platform, Profile
from constructs_lib.platform import synthesize

CASES = ("profiles", "environments")


def platform(case: str, size: int) -> Platform:
    """Return a platform with `size` profiles or environments."""
    if case == "profiles":
        return Platform(
            profiles=tuple(
                Profile(name=f"team-{n}", owner=f"user{n}@example.com") for n in range(size)
            )
        )
    return Platform(
        environments=tuple(
            Environment(f"cluster-{n}", replace(Config(), host=f"k{n}.example.com"))
            for n in range(size)
        )
    )


if __name__ == "__main__":
    synthesis = synthesize(platform(sys.argv[1], int(sys.argv[2])))
    texts = [text for path, text in synthesis.files.items() if "kustomization" not in path]
    json.dump(sum(text.count("\n---\n") + 1 for text in texts), sys.stdout)
