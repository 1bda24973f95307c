"""The namespace of one of the login's two servers."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config.tenants import enforced
from ..kube import cluster_scoped, declare, namespace_of
from ..mesh import AmbientNamespace
from ..releases import Release


class LoginNamespace(Construct):
    """The chart's namespace: in the ambient mesh if it is enrolled, outside any mesh if not.

    Raises ValueError where the chart has another namespace than `name`: other parts of the
    platform know the server by its address there.
    """

    def __init__(
        self, scope: Construct, id: str, *, name: str, enrolled: bool, release: Release
    ) -> None:
        super().__init__(scope, id)
        if (given := namespace_of(self)) != name:
            raise ValueError(
                f"this chart has namespace {given!r}, but other parts expect this server in "
                f"{name!r}; create it as Chart(app, id, namespace={name!r})"
            )
        labels = enforced(release, name)
        if enrolled:
            AmbientNamespace(self, "Resource", name=name, labels=labels)
        else:
            cluster_scoped(
                declare(
                    k8s.KubeNamespace,
                    self,
                    "Resource",
                    metadata=k8s.ObjectMeta(name=name, labels=labels or None),
                )
            )
