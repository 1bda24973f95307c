"""Refuse Secrets with values, which must not be in a repository."""

from collections.abc import Iterable

from ..kube import Object


def refuse_secret_values(objects: Iterable[Object]) -> None:
    """Raise ValueError for a Secret with values, with the alternative."""
    for obj in objects:
        refuse_secret_values(obj.get("items") or ())
        if obj.get("kind") == "Secret" and (obj.get("data") or obj.get("stringData")):
            raise ValueError(
                f"Secret {obj['metadata']['name']!r} would put values into the repository; "
                "name it in OwnComponent(secrets=(NeededSecret(…),)), which creates it as "
                "Config(secrets=…) defines"
            )
