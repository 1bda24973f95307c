"""What KServe's webhooks are asked about."""

from typing import Final

from ...workloads import Watched, Webhook
from .names import CACHE, GROUP

# The kinds that users write, and the version of each.
CHECKED: Final = {
    "clusterservingruntime": "v1alpha1",
    "inferencegraph": "v1alpha1",
    "inferenceservice": "v1beta1",
    "servingruntime": "v1alpha1",
    "trainedmodel": "v1alpha1",
}
_VERSIONS: Final = {**CHECKED, CACHE: "v1alpha1"}


def asked(kind: str, verb: str, what: str) -> Webhook:
    """Return the webhook for one of KServe's kinds, by the name of its objects.

    verb, what: `mutate` and `defaulter`, or `validate` and `validator`.
    """
    version = _VERSIONS[kind]
    # A cache that a model uses must not be deleted.
    more = ("DELETE",) if kind == CACHE else ()
    return Webhook(
        name=f"{kind}.kserve-webhook-server.{what}",
        path=f"/{verb}-serving-kserve-io-{version}-{kind}",
        watched=Watched(
            group=GROUP,
            version=version,
            resource=f"{kind}s",
            operations=("CREATE", "UPDATE", *more),
        ),
        review_versions=("v1beta1",),
    )
