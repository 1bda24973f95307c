"""The platform of k8s-app-configs: what is decided here is synthesized into dist/."""

from constructs_lib import Config, Environment, Platform, run

CONFIG = Config(host="kubeflow.example.com")


def platform() -> Platform:
    """Return all that dist/ holds."""
    return Platform(environments=(Environment("default", CONFIG),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
