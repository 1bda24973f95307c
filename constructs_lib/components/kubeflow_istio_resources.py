"""Create Kubeflow's Istio Gateway, and user roles for Istio's kinds."""

from collections.abc import Mapping, Sequence
from typing import Final

from constructs import Construct

from ..access import READ, UserRole, allow
from ..config import Mesh, Sidecars, TenantRoutes
from ..gateway import KubeflowGateway

NAME = "kubeflow-istio-resources"

_GROUPS = ("istio.io", "networking.istio.io")
_EDIT: Final[Mapping[TenantRoutes, Sequence[str]]] = {
    "writable": (*READ, "create", "delete", "deletecollection", "patch", "update"),
    "guarded": READ,
}
_POLICIES = allow(READ, "authorizationpolicies", group="security.istio.io")
_GATHERED = "kubeflow-istio-admin"


class KubeflowIstioResources(Construct):
    """The Gateway that every VirtualService of Kubeflow binds to, and roles for Istio's kinds.

    tenant_routes: whether users who may edit a profile may write Istio's kinds in it.
    shown_policies: whether users who may view one may read its AuthorizationPolicies.
    Source: common/istio-1-22/kubeflow-istio-resources/base.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        mesh: Mesh = Sidecars(),
        tenant_routes: TenantRoutes = "writable",
        shown_policies: bool = False,
    ) -> None:
        super().__init__(scope, id)
        self.gateway = KubeflowGateway(self, "Gateway", mesh=mesh)
        UserRole(
            self,
            "Admin",
            name="kubeflow-istio-admin",
            aggregates=_GATHERED,
            aggregate_to=["kubeflow-admin"],
        )
        UserRole(
            self,
            "Edit",
            name="kubeflow-istio-edit",
            rules=[allow(_EDIT[tenant_routes], "*", group=_GROUPS)],
            aggregate_to=["kubeflow-edit", _GATHERED],
        )
        UserRole(
            self,
            "View",
            name="kubeflow-istio-view",
            rules=[allow(READ, "*", group=_GROUPS), *([_POLICIES] if shown_policies else [])],
            aggregate_to=["kubeflow-view"],
        )
