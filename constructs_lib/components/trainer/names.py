"""Name what Trainer's two controllers have alike."""

from typing import Final

CONFIG_FILE: Final = "controller_manager_config.yaml"
CERTIFICATES: Final = "/tmp/k8s-webhook-server/serving-certs"  # noqa: S108 - the pod's own
HEALTH_PORT: Final = 8081
# The user of both images.
USER: Final = 65532
