"""Create a namespace whose pods are in the mesh."""

from collections.abc import Collection, Iterable, Mapping

import jsii
from cdk8s_plus_27 import k8s
from constructs import Construct, IValidation

from ..config import Ambient, Mesh, Sidecars
from ..config.checks import check_label, check_labels
from ..config.mesh import DATAPLANE, HBONE, INJECTION
from ..kube import (
    Object,
    cluster_scoped,
    declare,
    objects_of,
    one_mesh,
    only_one,
    root_of,
    validate_by,
)
from .reachability import cut_off, unreachable


@jsii.implements(IValidation)
class AmbientNamespace(Construct):
    """A namespace that the ambient mesh captures, without sidecars.

    It checks the objects that the app adds: if a `DefaultDeny` closes it, `app.synth()` fails
    for a DaemonSet, Deployment or StatefulSet that no policy of the mesh opens, and for one
    that NetworkPolicies block nevertheless.
    mesh: `Ambient()` by default; `Sidecars()` gives the labels of a namespace with sidecars.
    labels: more labels. Kubeflow's namespace needs `control-plane: kubeflow`, by which
    KServe's pod webhook passes it over (common/kubeflow-namespace/base).
    without_clients: names of workloads that nothing calls, so that they need no policy.
    Raises ValueError for a name that Kubernetes would refuse, for labels that are invalid or
    contradict the mesh, and for a second namespace of the same name.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        mesh: Mesh = Ambient(),
        labels: Mapping[str, str] | None = None,
        without_clients: Collection[str] = (),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, mesh, kind_alone=True)
        check_label(name, "namespace")
        for key in (DATAPLANE, INJECTION):
            if key in (labels or {}):
                raise ValueError(
                    f"label {key!r} of namespace {name!r} follows from its mesh; "
                    f"leave it out, and choose mesh=Ambient() or mesh=Sidecars()"
                )
        check_labels(labels or {}, f"labels of namespace {name!r}")
        only_one(self, "Namespace", name)
        self.name = name
        self._without_clients = frozenset(without_clients)
        validate_by(self, self)
        membership = (
            {INJECTION: "enabled"}
            if isinstance(mesh, Sidecars)
            else {INJECTION: "disabled", DATAPLANE: "ambient"}
        )
        cluster_scoped(
            declare(
                k8s.KubeNamespace,
                self,
                "Resource",
                metadata=k8s.ObjectMeta(name=name, labels={**(labels or {}), **membership}),
            )
        )

    def check(self, objects: Iterable[Object]) -> None:
        """Raise ValueError with the names of the workloads here that nothing may call."""
        here = list(objects)
        if forgotten := self._served(unreachable(here, namespace=self.name)):
            raise ValueError(
                f"no policy admits callers of {forgotten} in namespace {self.name!r}, which "
                "is closed by default; write an AccessPolicy or a WebhookPort, or "
                "OwnComponent(reached_by=…); if nothing calls it, set "
                "AmbientNamespace(without_clients=…) or OwnComponent(without_clients=…)"
            )
        if forgotten := self._served(cut_off(here, namespace=self.name)):
            raise ValueError(
                f"no NetworkPolicy lets anyone connect to {forgotten} in namespace "
                f"{self.name!r}, which another one closes; set "
                "DefaultDeny(network='by-policy'), by which each policy writes one, or write "
                f"one for port {HBONE}"
            )

    def _served(self, workloads: Iterable[str]) -> str:
        return ", ".join(repr(name) for name in workloads if name not in self._without_clients)

    def validate(self) -> list[str]:
        """Return the result of `check` for the app's objects; `app.synth()` calls this."""
        try:
            self.check(objects_of(root_of(self)))
        except ValueError as problem:
            return [str(problem)]
        return []
