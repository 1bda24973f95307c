"""A namespace whose pods are in the mesh."""

from collections.abc import Mapping

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import Ambient, Mesh, Sidecars
from ..config.checks import check_label
from ..config.mesh import DATAPLANE, INJECTION
from ..kube import cluster_scoped


class AmbientNamespace(Construct):
    """A namespace that the ambient mesh captures, without sidecars.

    mesh: `Ambient()` by default; `Sidecars()` gives the labels of a namespace with sidecars.
    labels: more labels. Kubeflow's namespace needs `control-plane: kubeflow`, by which
    KServe's pod webhook passes it over (common/kubeflow-namespace/base).
    Raises ValueError for a name that Kubernetes would refuse, and for labels that contradict
    the mesh.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        mesh: Mesh = Ambient(),
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        check_label(name, "namespace")
        for key in (DATAPLANE, INJECTION):
            if key in (labels or {}):
                raise ValueError(
                    f"label {key!r} of namespace {name!r} follows from its mesh; "
                    f"leave it out, and choose mesh=Ambient() or mesh=Sidecars()"
                )
        self.name = name
        membership = (
            {INJECTION: "enabled"}
            if isinstance(mesh, Sidecars)
            else {INJECTION: "disabled", DATAPLANE: "ambient"}
        )
        cluster_scoped(
            k8s.KubeNamespace(
                self,
                "Resource",
                metadata=k8s.ObjectMeta(name=name, labels={**(labels or {}), **membership}),
            )
        )
