"""Generate missing Secrets by a Job in the cluster."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from constructs import Construct

from ..access import ServiceAccount, allow
from ..config import (
    Ambient,
    Bcrypt,
    Copy,
    FromOutside,
    NeededSecret,
    Place,
    Random,
    Text,
    WorkloadDefaults,
)
from ..config.published import PUBLISHED
from ..kube import ConfigMap, one_mesh
from ..scripts import text_of
from ..workloads import script_job

NAME: Final = "generate-secrets"

_LABELS: Final = {"app": NAME}
_PROGRAM: Final = "generate_secrets.py"
_WANTED: Final = "wanted.json"
# Argo CD recreates the Job at each sync: a finished one would never run again. It is deleted
# when the sync ends: Argo CD may wait forever for one that it deletes for a retry
# (https://github.com/argoproj/argo-cd/issues/27507).
_EVERY_SYNC: Final = {
    "argocd.argoproj.io/hook": "Sync",
    "argocd.argoproj.io/hook-delete-policy": "HookSucceeded,HookFailed",
}


class GeneratedSecrets(Construct):
    """Generates missing Secrets with random values.

    Pods wait for their Secrets: the kubelet starts no container without them. The
    Job may create Secrets in the namespaces that need one (RBAC cannot say which), and read
    or change the named ones only.
    needed: the Secrets, and the source of each value. Values issued elsewhere are left out.
    Raises ValueError for a copy of a value that is issued elsewhere.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        needed: Sequence[NeededSecret],
        defaults: WorkloadDefaults = WorkloadDefaults(mesh=Ambient()),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh, kind_alone=True)
        wanted = [made for secret in needed if (made := _made_here(secret)).keys]
        _check_copies(wanted)
        task = {
            "secrets": [_written(secret) for secret in wanted],
            "published": sorted(PUBLISHED),
        }
        ConfigMap(
            self,
            "Program",
            name=NAME,
            labels=_LABELS,
            data={
                _PROGRAM: text_of(_PROGRAM),
                _WANTED: json.dumps(task, indent=1),
            },
        )
        account = ServiceAccount(self, "ServiceAccount", name=NAME, labels=_LABELS)
        for namespace, names in _names(wanted).items():
            account.grant_here(
                allow(("create",), "secrets"),
                allow(("get", "patch"), "secrets", names=names),
                role=NAME,
                binding=NAME,
                namespace=namespace,
            )
        script_job(
            self,
            name=NAME,
            program=_PROGRAM,
            task=_WANTED,
            token=True,
            annotations=_EVERY_SYNC,
            restart="OnFailure",
            retries=6,
            defaults=defaults,
        )


def _made_here(secret: NeededSecret) -> NeededSecret:
    keys = {
        key: recipe
        for key, recipe in secret.keys.items()
        if not isinstance(recipe, FromOutside)
    }
    return replace(secret, keys=keys)


def _check_copies(wanted: Sequence[NeededSecret]) -> None:
    made = {secret.place(key) for secret in wanted for key in secret.keys}
    for secret in wanted:
        for key, recipe in secret.keys.items():
            if isinstance(recipe, Copy) and recipe.of not in made:
                raise ValueError(
                    f"{key!r} of secret {secret.name!r} is to be a copy of {recipe.of}, "
                    f"which is not made in the cluster"
                )


def _names(wanted: Iterable[NeededSecret]) -> Mapping[str, list[str]]:
    """Return the Secrets that the Job reads and changes, by namespace."""
    found: dict[str, list[str]] = {}
    for secret in wanted:
        passwords = [r.password for r in secret.keys.values() if isinstance(r, Bcrypt)]
        places = [(place.namespace, place.secret) for place in passwords]
        for namespace, name in (*places, (secret.namespace, secret.name)):
            names = found.setdefault(namespace, [])
            if name not in names:
                names.append(name)
    return found


def _written(secret: NeededSecret) -> dict[str, Any]:
    return {
        "namespace": secret.namespace,
        "name": secret.name,
        "keys": {key: _recipe(recipe) for key, recipe in secret.keys.items()},
    }


def _recipe(recipe: object) -> dict[str, Any]:
    match recipe:
        case Text(value):
            return {"text": value}
        case Random(length):
            return {"random": length}
        case Copy(Place(namespace, secret, key)):
            return {"copy": [namespace, secret, key]}
        case Bcrypt(Place(namespace, secret, key)):
            return {"bcrypt": [namespace, secret, key]}
    raise ValueError(f"there is no way to generate {recipe!r}")
