"""Two releases of Kubeflow side by side: the first environment is ahead of the other."""

from constructs_lib import V1_9_1, V1_10_2, Config, Environment, Platform, Release, run
from constructs_lib.config import COMPONENTS

# Beside the default ones, so that each release shows all that it has.
EVERY = (*COMPONENTS, "kserve", "kserve-models-web-app", "spark-operator")


def environment(release: Release) -> Environment:
    """Return an environment named after its release, whose overlay names that base."""
    name = f"release-{release.name.removeprefix('v').replace('.', '-')}"
    host = f"{name}.example.com"
    return Environment(name, Config(release=release, host=host, components=EVERY))


def platform() -> Platform:
    """Return one environment for each release that is carried, the newest first."""
    return Platform(environments=(environment(V1_10_2), environment(V1_9_1)))


if __name__ == "__main__":
    raise SystemExit(run(platform))
