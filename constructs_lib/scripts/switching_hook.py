"""Lets the hook of Pipelines read what upstream's reads since Kubeflow v1.11.0.

Ships below the text of pipelines_hook.py, without these first lines, and only with a release
whose artifact servers have a switch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .pipelines_hook import ARTIFACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


# From here on it ships.
def switching(
    asked: Callable[[dict[str, Any], Mapping[str, str], dict[str, Any]], dict[str, Any]],
) -> Callable[[dict[str, Any], Mapping[str, str], dict[str, Any]], dict[str, Any]]:
    """Return a function that answers as `asked` does, by the variables of later releases.

    The store's key has the names that AWS's programs know. The root of artifacts may be
    among the settings, as upstream's is in the text of its program. A profile has an
    artifact server where ARTIFACTS_PROXY_ENABLED is `true`.
    """

    def answer(
        settings: dict[str, Any], environment: Mapping[str, str], request: dict[str, Any]
    ) -> dict[str, Any]:
        names = {
            "MINIO_ACCESS_KEY": "AWS_ACCESS_KEY_ID",
            "MINIO_SECRET_KEY": "AWS_SECRET_ACCESS_KEY",
        }
        known = {old: environment[new] for old, new in names.items() if new in environment}
        if not environment.get("KFP_DEFAULT_PIPELINE_ROOT") and settings.get("root"):
            known["KFP_DEFAULT_PIPELINE_ROOT"] = settings["root"]
        found = asked(settings, {**environment, **known}, request)
        if environment.get("ARTIFACTS_PROXY_ENABLED") == "true":
            return found
        children = [
            each for each in found["children"] if each["metadata"]["name"] != ARTIFACTS
        ]
        return {**found, "children": children}

    return answer
