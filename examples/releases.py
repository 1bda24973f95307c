"""Every release of Kubeflow side by side: the first environment is ahead of the others."""

from constructs_lib import (
    V1_9_1,
    V1_10_2,
    V1_11_0,
    V26_03,
    V26_03_1,
    Config,
    Environment,
    Platform,
    Release,
    run,
)


def environment(release: Release) -> Environment:
    """Return an environment named after its release, whose overlay names that base."""
    name = f"release-{release.name.removeprefix('v').replace('.', '-')}"
    return Environment(name, Config(release=release, host=f"{name}.example.com"))


def platform() -> Platform:
    """Return one environment for each release that is carried, the newest first."""
    releases = (V26_03_1, V26_03, V1_11_0, V1_10_2, V1_9_1)
    return Platform(environments=tuple(map(environment, releases)))


if __name__ == "__main__":
    raise SystemExit(run(platform))
