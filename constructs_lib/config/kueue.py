"""The names by which Kueue finds work, and what it cannot hold."""

from collections.abc import Mapping
from typing import Final

# The LocalQueue of each profile. Kueue would put every pod of a profile into one that is named
# `default`, those of notebooks and of the waypoint too: Default in
# pkg/controller/jobs/pod/pod_webhook.go of Kueue v0.17.0.
LOCAL_QUEUE: Final = "kubeflow"
_DOMAIN: Final = "kueue.x-k8s.io/"
QUEUE_NAME: Final = f"{_DOMAIN}queue-name"
QUEUED: Final[Mapping[str, str]] = {QUEUE_NAME: LOCAL_QUEUE}

NOT_QUEUED: Final[Mapping[str, str]] = {
    "notebooks": (
        "a notebook's labels reach its pod, but not the StatefulSet, which is what Kueue "
        "suspends"
    ),
    "models": "KServe has no integration with Kueue, and a model that waits serves nobody",
}


def check_not_queued(labels: Mapping[str, str], what: str) -> None:
    """Refuse labels that Kueue reads where they would reach single pods."""
    for label in labels:
        if label.startswith(_DOMAIN):
            raise ValueError(
                f"label {label!r} of {what} would have Kueue hold single pods; leave it out: "
                "training jobs have it themselves, pipelines get it by "
                f"Queues(work=('training', 'pipelines')), and {NOT_QUEUED['notebooks']}"
            )
