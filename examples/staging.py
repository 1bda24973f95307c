"""A second environment: another host, registry and number of pods, and all else the same."""

from dataclasses import replace

from constructs_lib import Config, Environment, Platform, Pods, run


def platform() -> Platform:
    """Return both environments, of which each has an overlay over the same base."""
    default = Config(host="kubeflow.example.com")
    registry = "mirror.example.com/kubeflow"
    staging = replace(
        default, host="staging.example.com", registry=registry, pods=Pods(replicas=2)
    )
    return Platform(
        environments=(Environment("default", default), Environment("staging", staging))
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
