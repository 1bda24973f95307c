"""The components that an environment has beside Kubeflow's, and who may reach them."""

from collections.abc import Mapping

from cdk8s import Chart
from constructs import Construct

from ..config import (
    Ambient,
    IngressRule,
    Mesh,
    NeededSecret,
    OwnComponent,
    ingress_principal,
)
from ..kube import namespace_of
from ..mesh import ANY_IDENTITY, AccessPolicy, AmbientNamespace, DefaultDeny, WebhookPort
from . import network_policies
from .context import Context


class OwnComponents(Construct):
    """Makes each component of a config's `own`, its policies, and its namespace if it has one.

    `parts` are the components by name, `needed` the Secrets that they read.
    """

    def __init__(self, scope: Construct, id: str, *, context: Context) -> None:
        super().__init__(scope, id)
        self.parts: Mapping[str, Construct] = {
            own.name: _made(self, own, context) for own in context.config.own
        }
        self.needed: tuple[NeededSecret, ...] = tuple(
            secret for own in context.config.own for secret in own.secrets
        )


def _made(scope: Construct, own: OwnComponent, context: Context) -> Construct:
    mesh = context.config.mesh
    if own.namespace == namespace_of(scope):
        place = Construct(scope, own.name)
    else:
        place = Chart(scope, own.name, namespace=own.namespace)
        AmbientNamespace(
            place,
            "namespace",
            name=own.namespace,
            mesh=mesh,
            without_clients=own.without_clients,
        )
        if isinstance(mesh, Ambient):
            DefaultDeny(place, "closed", network="elsewhere")
        # Kubeflow's own namespace has those of all components in one file.
        for rule in own.reached_by:
            network_policies.allow_ingress(place, rule, mesh)
    for rule in own.reached_by:
        _admit(place, rule, mesh)
    own.build(place, context)
    _check_rows(own, context)
    return place


def _check_rows(own: OwnComponent, context: Context) -> None:
    """Refuse a row of a component that never asks for it."""
    config = context.config
    if own.name not in context.asked and own.name in (*config.workloads, *config.resources):
        raise ValueError(
            f"component {own.name!r} has a row in workloads or resources, and its build never "
            f"asks for context.workload_defaults(…), which holds it; use it there, or leave out the row"
        )


def _admit(scope: Construct, rule: IngressRule, mesh: Mesh) -> None:
    """Write the policy of the mesh that goes with a component's NetworkPolicy."""
    name = f"admit-{rule.name}"
    if "api-server" in rule.callers:
        WebhookPort(scope, name, name=rule.name, selector=rule.pods, port=rule.port, mesh=mesh)
        return
    AccessPolicy(
        scope,
        name,
        name=rule.name,
        selector=rule.pods,
        callers=[_identity(caller, mesh, namespace_of(scope)) for caller in rule.callers],
        ports=rule.ports,
    )


def _identity(caller: str, mesh: Mesh, namespace: str) -> str:
    """Return as whom the mesh knows a caller; profiles have nothing in common but one."""
    if caller == "gateway":
        return ingress_principal(mesh)
    if caller == "profiles":
        return ANY_IDENTITY[0]
    return mesh.principal(namespace, "*") if caller == "namespace" else caller
