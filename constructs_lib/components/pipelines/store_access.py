"""Admit steps of every profile to the bundled object store."""

from collections.abc import Mapping

from constructs import Construct

from ...config import Mesh, Sidecars
from ...kube import namespace_of
from ...mesh import ANY_IDENTITY, AccessPolicy, Admitted
from .names import API_SERVER, THIRD_PARTY, UI


def admit_everyone(
    scope: Construct, *, name: str, pods: Mapping[str, str], port: int, mesh: Mesh
) -> None:
    """Admit every step of every profile; the store itself requires a key.

    name: of the policy. port: of S3, the one that is opened.
    """
    if not isinstance(mesh, Sidecars):
        AccessPolicy(
            scope,
            "Mesh",
            name=name,
            selector=pods,
            callers=ANY_IDENTITY,
            ports=[port],
            labels=THIRD_PARTY,
        )
        return
    namespace = namespace_of(scope)
    # Steps have no sidecar, so no identity either: the last rule is for them.
    AccessPolicy(
        scope,
        "Anyone",
        name=name,
        selector=pods,
        admitted=[
            Admitted(callers=(mesh.principal(namespace, API_SERVER),)),
            Admitted(callers=(mesh.principal(namespace, UI),)),
            Admitted(),
        ],
        labels=THIRD_PARTY,
    )
