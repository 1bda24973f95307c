"""Turn on the access log of proxies."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import AccessLog, Mesh
from ..config.logs import PROVIDER
from ..config.mesh import INGRESS_PODS
from ..kube import Manifest, namespace_of

NAME: Final = "kubeflow-access-log"

_GROUP: Final = "gateway.networking.k8s.io"


class AccessLogging(Construct):
    """Turns on the access log at the ingress gateway and at waypoints, or in the whole mesh.

    access: which proxies log, and whether with the user's name. mesh: the mesh that they are
    in. waypoints: names of Gateways in the chart's namespace.
    Source: https://istio.io/latest/docs/reference/config/telemetry/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        access: AccessLog,
        mesh: Mesh,
        waypoints: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)
        if access.proxies == "mesh":
            self._telemetry("Mesh", NAME, mesh.policies_namespace, {})
            return
        self._telemetry(
            "Gateway",
            f"{NAME}-gateway",
            mesh.ingress_namespace,
            {"selector": {"matchLabels": dict(INGRESS_PODS)}},
        )
        for name in waypoints:
            target = {"group": _GROUP, "kind": "Gateway", "name": name}
            self._telemetry(
                name, f"{NAME}-{name}", namespace_of(self), {"targetRefs": [target]}
            )

    def _telemetry(self, id: str, name: str, namespace: str, where: Mapping[str, Any]) -> None:
        Manifest(
            self,
            id,
            api_version="telemetry.istio.io/v1",
            kind="Telemetry",
            metadata=ApiObjectMetadata(name=name, namespace=namespace),
            body={
                "spec": {**where, "accessLogging": [{"providers": [{"name": PROVIDER}]}]},
            },
        )
