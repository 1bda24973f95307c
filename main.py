"""The platform of k8s-app-configs: `kubeflow-gitops synth` writes it to dist/."""

from constructs_lib import Config, Environment, Platform, run


def platform() -> Platform:
    """Return all that dist/ holds."""
    config = Config(host="kubeflow.example.com")
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
