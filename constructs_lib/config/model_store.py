"""Whether profiles have a key with which models can be fetched from Pipelines' store."""

from collections.abc import Collection, Mapping
from typing import Final

from .pipelines import PipelinesSettings

# The label of profiles that the hook of Pipelines sets up, with the Secret of the store.
ENABLED: Final = "pipelines.kubeflow.org/enabled"
_NAMED: Final = (
    "leave storage out, and name a Secret of the profile, or an account, in the model"
)


def missing_key(
    pipelines: PipelinesSettings, components: Collection[str], labels: Mapping[str, str]
) -> str | None:
    """Return why profiles have no such key, and what would do; None where they have one."""
    if "pipelines" not in components:
        return f"component 'pipelines' is not installed; install it, or {_NAMED}"
    if labels.get(ENABLED) != "true":
        return (
            f"label '{ENABLED}: true' is not among those of ProfileDefaults, so that profiles "
            f"have no Secret of the store; add it, or {_NAMED}"
        )
    if pipelines.takes_role:
        return (
            "with an IamRole no profile has a key; leave storage out, and set "
            "serviceAccountName: default-editor, which has the profile's role, in the model"
        )
    if pipelines.store_ca:
        return (
            "with S3(ca=...) what fetches models would not trust the store's certificate; "
            f"{_NAMED}"
        )
    return None
