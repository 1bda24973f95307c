"""A canary of the notebooks page: a group sees its new version, everyone else the old one."""

from constructs_lib import Config, Environment, Platform, run
from constructs_lib.rollout import Canary


def platform() -> Platform:
    """Return an environment in which volunteers try a page of one's own build."""
    notebooks = Canary(
        image="registry.example.com/kubeflow/jupyter-web-app:v1.10.0-rc.1",
        groups=("kubeflow-volunteers",),
        users=("ada@example.com",),
        # Then "everyone", or "nobody": the one word that promotes it or takes it back.
        shown_to="volunteers",
    )
    config = Config(host="kubeflow.example.com", canaries={"jupyter-web-app": notebooks})
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
