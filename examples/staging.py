"""A second environment: another host and registry, as small as possible, else the same."""

from dataclasses import replace

from constructs_lib import Config, Environment, Platform, run
from constructs_lib.sizes import Small


def platform() -> Platform:
    """Return both environments, of which each has an overlay over the same base."""
    default = Config(host="kubeflow.example.com")
    registry = "mirror.example.com/kubeflow"
    staging = Small().of(replace(default, host="staging.example.com", registry=registry))
    return Platform(
        environments=(Environment("default", default), Environment("staging", staging))
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
