"""Fetch Secrets by the External Secrets Operator from a store."""

from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import Copy, ExternalSecrets, NeededSecret, Place, Text
from ..config.durations import go_duration
from ..kube import Manifest

_API: Final = "external-secrets.io/v1"


class ExternalSecret(Construct):
    """Fetches one needed Secret; its public values are written here.

    A copy is fetched from the original's place, and a password's hash as a hash.
    Source: external-secrets.io/latest/api/externalsecret.
    """

    def __init__(
        self, scope: Construct, id: str, *, needed: NeededSecret, source: ExternalSecrets
    ) -> None:
        super().__init__(scope, id)
        texts = {k: r.value for k, r in needed.keys.items() if isinstance(r, Text)}
        fetched = [
            {"secretKey": key, "remoteRef": _remote(source, needed, key)}
            for key in needed.keys
            if key not in texts
        ]
        target: dict[str, Any] = {"name": needed.name, "creationPolicy": "Owner"}
        if texts:
            target["template"] = {"mergePolicy": "Merge", "data": texts}
        Manifest(
            self,
            "Resource",
            api_version=_API,
            kind="ExternalSecret",
            metadata=ApiObjectMetadata(name=needed.name, namespace=needed.namespace),
            body={
                "spec": {
                    "refreshInterval": go_duration(source.refresh),
                    "secretStoreRef": {"kind": source.kind, "name": source.store},
                    "target": target,
                    "data": fetched,
                }
            },
        )


def _remote(source: ExternalSecrets, needed: NeededSecret, key: str) -> dict[str, str]:
    match needed.keys[key]:
        case Copy(place):
            return _path(source, place)
        case _:
            return _path(source, needed.place(key))


def _path(source: ExternalSecrets, place: Place) -> dict[str, str]:
    return {
        "key": f"{source.prefix}/{place.namespace}/{place.secret}",
        "property": place.key,
    }
