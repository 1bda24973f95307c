"""Add an environment's own components, and restrict who may reach them."""

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
from ..kube import SERVERS, namespace_of, objects_of
from ..mesh import ANY_IDENTITY, AccessPolicy, AmbientNamespace, DefaultDeny, WebhookPort
from . import network_policies
from .context import Context


class OwnComponents(Construct):
    """Creates each component of a config's `own`, its policies and, if any, its namespace.

    `parts` are the components by name, `needed` the Secrets that they read.
    """

    def __init__(self, scope: Construct, id: str, *, context: Context) -> None:
        super().__init__(scope, id)
        self._context = context
        self._namespaces: set[str] = {namespace_of(self)}
        self.parts: Mapping[str, Construct] = {
            own.name: self._made(own) for own in context.config.own
        }
        self.needed: tuple[NeededSecret, ...] = tuple(
            secret for own in context.config.own for secret in own.secrets
        )

    def _made(self, own: OwnComponent) -> Construct:
        mesh = self._context.config.mesh
        if own.namespace == namespace_of(self):
            place = Construct(self, own.name)
        else:
            place = Chart(self, own.name, namespace=own.namespace)
            if own.namespace not in self._namespaces:
                self._namespace(place, own.namespace)
            # Kubeflow's own namespace has those of all components in one file.
            for rule in own.reached_by:
                network_policies.allow_ingress(place, rule, mesh)
        for rule in own.reached_by:
            _admit(place, rule, mesh)
        try:
            own.build(place, self._context)
        except Exception as error:
            said = str(error) if isinstance(error, ValueError) else repr(error)
            raise ValueError(f"build of component {own.name!r}: {said}") from error
        _check_rows(own, self._context)
        _check_without_clients(own, place)
        return place

    def _namespace(self, place: Construct, name: str) -> None:
        """Create a namespace, in the file of its first component."""
        self._namespaces.add(name)
        mesh, others = self._context.config.mesh, self._context.config.own
        AmbientNamespace(
            place,
            "namespace",
            name=name,
            mesh=mesh,
            without_clients=[
                workload
                for each in others
                if each.namespace == name
                for workload in each.without_clients
            ],
        )
        if isinstance(mesh, Ambient):
            DefaultDeny(place, "closed", network="elsewhere")


def _check_rows(own: OwnComponent, context: Context) -> None:
    """Refuse resources of a component that never requests them."""
    config = context.config
    if own.name not in context.asked and own.name in (*config.workloads, *config.resources):
        raise ValueError(
            f"component {own.name!r} has a row in workloads or resources, and its build never "
            f"asks for context.workload_defaults(…), which holds it; use it there, or "
            f"leave out the row"
        )


def _check_without_clients(own: OwnComponent, place: Construct) -> None:
    """Refuse a name of a workload that the component does not create."""
    made = {obj["metadata"]["name"] for obj in objects_of(place) if obj["kind"] in SERVERS}
    for name in own.without_clients:
        if name not in made:
            raise ValueError(
                f"without_clients of {own.name!r} names {name!r}, and its workloads are "
                f"{', '.join(map(repr, sorted(made))) or 'none'}"
            )


def _admit(scope: Construct, rule: IngressRule, mesh: Mesh) -> None:
    """Write the AuthorizationPolicy that matches a component's NetworkPolicy."""
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
    """Return a caller's mesh identity; of profiles, that of any workload."""
    if caller == "gateway":
        return ingress_principal(mesh)
    if caller == "profiles":
        return ANY_IDENTITY[0]
    return mesh.principal(namespace, "*") if caller == "namespace" else caller
