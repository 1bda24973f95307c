"""A second environment: another host, registry and number of pods, and all else the same."""

from dataclasses import replace

from constructs_lib import Config, Environment, Platform, Pods, run

CONFIG = Config(host="kubeflow.example.com")
STAGING = replace(
    CONFIG,
    host="staging.example.com",
    registry="mirror.example.com/kubeflow",
    pods=Pods(replicas=2),
)


def platform() -> Platform:
    """Return both environments, of which each has an overlay over the same base."""
    return Platform(
        environments=(Environment("default", CONFIG), Environment("staging", STAGING))
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
