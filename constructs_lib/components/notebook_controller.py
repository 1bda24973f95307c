"""Turn Notebooks into pods, and stop idle ones."""

from typing import Final

from constructs import Construct

from ..access import ALL, READ, WRITE, ServiceAccount, UserRole, allow
from ..config import Culling, OpenShift, WorkloadDefaults
from ..config.components import NOTEBOOK_CONTROLLER
from ..config.durations import minutes
from ..gateway import KubeflowGateway
from ..kube import ConfigMap
from ..schemas import NOTEBOOK, CustomResourceDefinition
from ..workloads import READ_ONLY, Container, Probes, Workload, http_probe
from .context import Context, Part

NAME: Final = NOTEBOOK_CONTROLLER.name
SERVICE_ACCOUNT = f"{NAME}-service-account"
# The path prefix of notebooks (controllers/notebook_controller.go of the controller).
ROUTES = "/notebook"

[_METRICS] = NOTEBOOK_CONTROLLER.metrics
_LABELS = {"app": NAME, "kustomize.component": NAME}
_ROLES = f"{NAME}-kubeflow-notebooks"
_GATHERED = "kubeflow-notebooks-admin"
# Its lock is a ConfigMap and a Lease; upstream, without an election, grants only the first.
_LEASES = (allow(WRITE, "leases", group="coordination.k8s.io"),)
_NOTEBOOKS = ("notebooks", "notebooks/status")


class NotebookController(Construct):
    """Runs the controller of Notebooks, their kind, and what users may do with them.

    Source: apps/jupyter/notebook-controller/upstream/overlays/kubeflow.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        culling: Culling = Culling(),
    ) -> None:
        super().__init__(scope, id)
        newer = defaults.images.release.regenerated
        kind = NOTEBOOK.regenerated() if newer else NOTEBOOK
        CustomResourceDefinition(self, "Kind", resource=kind, labels=_LABELS)
        account = ServiceAccount(self, "ServiceAccount", name=SERVICE_ACCOUNT, labels=_LABELS)
        account.grant(
            allow(ALL, "statefulsets", group="apps"),
            allow(("create", "get", "list", "patch", "watch"), "events"),
            allow(READ, "pods"),
            allow(ALL, "services"),
            allow(ALL, *_NOTEBOOKS, "notebooks/finalizers", group="kubeflow.org"),
            allow(ALL, "virtualservices", group="networking.istio.io"),
            role=f"{NAME}-role",
            binding=f"{NAME}-role-binding",
        )
        account.grant_here(
            allow(WRITE, "configmaps"),
            allow(("get", "update", "patch"), "configmaps/status"),
            allow(("create",), "events"),
            *(_LEASES if defaults.replicated else ()),
            role=f"{NAME}-leader-election-role",
            binding=f"{NAME}-leader-election-rolebinding",
        )
        self._user_roles()
        there = defaults.cluster.distribution
        if isinstance(there, OpenShift) and there.notebook_user == "image":
            self._own_users()
        config = ConfigMap(
            self,
            "Config",
            name=f"{NAME}-config",
            labels=_LABELS,
            data={
                "USE_ISTIO": "true",
                "ISTIO_GATEWAY": gateway.reference,
                "ISTIO_HOST": "*",
                "CLUSTER_DOMAIN": defaults.cluster_domain,
                "ENABLE_CULLING": str(culling.enabled).lower(),
                "CULL_IDLE_TIME": str(minutes(culling.idle)),
                "IDLENESS_CHECK_PERIOD": str(minutes(culling.check_every)),
                # It would assign volumes to group 100, but the cluster assigns its own group.
                **({"ADD_FSGROUP": "false"} if defaults.cluster.assigns_users else {}),
            },
        )
        workload = Workload(
            self,
            "Workload",
            name=f"{NAME}-deployment",
            account=account,
            defaults=defaults,
            selector=_LABELS,
            writes_replicas=False,
            annotations=defaults.metrics_annotations(_METRICS),
            containers=[
                Container(
                    name="manager",
                    image=defaults.images.named(NAME),
                    pull_policy="IfNotPresent",
                    command=("/manager",),
                    args=(
                        *(("--enable-leader-election",) if defaults.replicated else ()),
                        *defaults.zap_flags,
                    ),
                    env={key: config.key(key) for key in config.data},
                    ports=defaults.metrics_ports(_METRICS),
                    probes=Probes(
                        liveness=http_probe("/healthz", 8081, delay=5, period=10),
                        readiness=http_probe("/readyz", 8081, delay=5, period=10),
                    ),
                    restricted=READ_ONLY.as_user(1000),
                )
            ],
        )
        # Upstream's Service targets a port that nothing serves.
        workload.expose(service=f"{NAME}-service", port=443)

    def _own_users(self) -> None:
        """Let pods of profiles run as the user of their image, if it is not root."""
        UserRole(
            self,
            "OwnUsers",
            name="kubeflow-own-users",
            aggregate_to=["kubeflow-edit"],
            rules=[
                allow(
                    ("use",),
                    "securitycontextconstraints",
                    group="security.openshift.io",
                    names=("nonroot-v2",),
                )
            ],
            labels=_LABELS,
        )

    def _user_roles(self) -> None:
        UserRole(
            self,
            "Admin",
            name=f"{_ROLES}-admin",
            aggregates=_GATHERED,
            aggregate_to=["kubeflow-admin"],
            labels=_LABELS,
        )
        UserRole(
            self,
            "Edit",
            name=f"{_ROLES}-edit",
            aggregate_to=["kubeflow-edit", _GATHERED],
            rules=[allow((*WRITE, "deletecollection"), *_NOTEBOOKS, group="kubeflow.org")],
            labels=_LABELS,
        )
        UserRole(
            self,
            "View",
            name=f"{_ROLES}-view",
            aggregate_to=["kubeflow-view"],
            rules=[allow(READ, *_NOTEBOOKS, group="kubeflow.org")],
            labels=_LABELS,
        )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        NotebookController(
            scope,
            NAME,
            gateway=context.gateway,
            defaults=context.workload_defaults(NOTEBOOK_CONTROLLER),
            culling=context.config.notebooks.culling,
        )
    )
