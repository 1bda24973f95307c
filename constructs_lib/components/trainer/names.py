"""Name what Trainer's two controllers have alike."""

from typing import Final

from ...releases import Release, TrainerFacts

CONFIG_FILE: Final = "controller_manager_config.yaml"
CERTIFICATES: Final = "/tmp/k8s-webhook-server/serving-certs"  # noqa: S108 - the pod's own
HEALTH_PORT: Final = 8081
# The user of both images.
USER: Final = 65532


def trainer_facts(release: Release) -> TrainerFacts:
    """Return what a release ships of Trainer.

    Raises ValueError for a release without it.
    """
    if release.trainer is None:
        raise ValueError(f"Kubeflow {release.name} has no Trainer; it is in later releases")
    return release.trainer
