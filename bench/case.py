"""One case, in a process of its own: synthesize, and say how many objects came out."""

import json
import sys

from constructs_lib import V1_9_1, Config, Environment, Platform, Profile
from constructs_lib.platform import synthesize
from constructs_lib.releases import RELEASES

CASES = ("profiles", "environments", "releases")


def platform(case: str, size: int) -> Platform:
    """Return a platform with `size` profiles, environments, or newest releases.

    Each release has an environment of its own, and so a base.
    """
    if case == "profiles":
        return Platform(
            profiles=tuple(
                Profile(name=f"team-{n}", owner=f"user{n}@example.com") for n in range(size)
            )
        )
    releases = RELEASES[-size:] if case == "releases" else (V1_9_1,) * size
    return Platform(
        environments=tuple(
            Environment(f"cluster-{n}", Config(release=release, host=f"k{n}.example.com"))
            for n, release in enumerate(releases)
        )
    )


if __name__ == "__main__":
    synthesis = synthesize(platform(sys.argv[1], int(sys.argv[2])))
    texts = [text for path, text in synthesis.files.items() if "kustomization" not in path]
    json.dump(sum(text.count("\n---\n") + 1 for text in texts), sys.stdout)
