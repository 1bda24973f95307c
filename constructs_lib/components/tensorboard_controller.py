"""Turn Tensorboards into pods."""

from typing import Final

from constructs import Construct

from ..access import LEADER_ELECTION, READ, WRITE, ServiceAccount, allow
from ..config import Resources, WorkloadDefaults
from ..config.components import TENSORBOARD_CONTROLLER
from ..gateway import KubeflowGateway
from ..kube import ConfigMap
from ..releases import Image, ReleaseImage
from ..schemas import TENSORBOARD, CustomResourceDefinition
from ..workloads import (
    READ_ONLY,
    Container,
    PodSecurity,
    Probes,
    Security,
    Workload,
    expose_metrics_proxy,
    http_probe,
    metrics_address,
    metrics_proxy,
    permit_metrics_proxy,
)
from .context import Context, Part

NAME: Final = TENSORBOARD_CONTROLLER.name

[_METRICS] = TENSORBOARD_CONTROLLER.metrics
_LABELS = {"app": NAME, "kustomize.component": NAME}
SERVICE_ACCOUNT = f"{NAME}-controller-manager"
# The path prefix of TensorBoards (tensorboard_controller.go of the controller).
ROUTES = "/tensorboard"
_SELECTOR = {"app": NAME, "control-plane": "controller-manager", "kustomize.component": NAME}
_GROUP = "tensorboard.kubeflow.org"
_MAKES = ("create", "get", "list", "update", "watch")


class TensorboardController(Construct):
    """Runs the controller of Tensorboards, and their kind.

    image: what a Tensorboard runs. schedule_on_volume_node: start it on the node where its
    ReadWriteOnce volume is mounted.
    Source: apps/tensorboard/tensorboard-controller/upstream/overlays/kubeflow.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        image: Image = ReleaseImage("tensorflow"),
        schedule_on_volume_node: bool = True,
    ) -> None:
        super().__init__(scope, id)
        CustomResourceDefinition(self, "Kind", resource=TENSORBOARD, labels=_LABELS)
        account = ServiceAccount(self, "ServiceAccount", name=SERVICE_ACCOUNT, labels=_LABELS)
        self._permissions(account)
        permit_metrics_proxy(self, account, defaults, name=NAME, labels=_LABELS)
        config = ConfigMap(
            self,
            "Config",
            name=f"{NAME}-config",
            data={
                "ISTIO_GATEWAY": gateway.reference,
                "ISTIO_HOST": "*",
                "RWO_PVC_SCHEDULING": str(schedule_on_volume_node),
                "TENSORBOARD_IMAGE": defaults.images.located(image),
            },
        )
        workload = Workload(
            self,
            "Workload",
            name=f"{NAME}-deployment",
            account=account,
            defaults=defaults,
            selector=_SELECTOR,
            labels=_LABELS,
            annotations={
                "kubectl.kubernetes.io/default-container": "manager",
                **defaults.metrics_annotations(_METRICS),
            },
            pod_security=PodSecurity(non_root=True, user=999),
            grace_seconds=10,
            containers=[
                Container(
                    name="manager",
                    image=defaults.images.named(NAME),
                    command=("/manager",),
                    args=(
                        "--health-probe-bind-address=:8081",
                        f"--metrics-bind-address={metrics_address(defaults)}",
                        *(("--leader-elect",) if defaults.replicated else ()),
                        *defaults.zap_flags,
                    ),
                    env_from=config,
                    ports=defaults.metrics_ports(_METRICS),
                    probes=Probes(
                        liveness=http_probe("/healthz", 8081, delay=15, period=20),
                        readiness=http_probe("/readyz", 8081, delay=5, period=10),
                    ),
                    security=Security(no_escalation=True),
                    restricted=READ_ONLY,
                    default_resources=Resources(
                        cpu="10m", memory="64Mi", cpu_limit="500m", memory_limit="128Mi"
                    ),
                ),
                *metrics_proxy(
                    defaults, image=defaults.images.named(f"kube-rbac-proxy/{NAME}")
                ),
            ],
        )
        expose_metrics_proxy(workload, defaults, name=NAME)

    def _permissions(self, account: ServiceAccount) -> None:
        account.grant(
            allow(_MAKES, "deployments", group="apps"),
            allow(READ, "persistentvolumeclaims"),
            allow(READ, "pods"),
            allow(_MAKES, "services"),
            allow(_MAKES, "virtualservices", group="networking.istio.io"),
            allow(WRITE, "tensorboards", group=_GROUP),
            allow(("update",), "tensorboards/finalizers", group=_GROUP),
            allow(("get", "patch", "update"), "tensorboards/status", group=_GROUP),
            role=f"{NAME}-manager-role",
            binding=f"{NAME}-manager-rolebinding",
        )
        account.grant_here(
            *LEADER_ELECTION,
            role=f"{NAME}-leader-election-role",
            binding=f"{NAME}-leader-election-rolebinding",
        )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        TensorboardController(
            scope,
            NAME,
            gateway=context.gateway,
            defaults=context.workload_defaults(TENSORBOARD_CONTROLLER),
            image=context.config.tensorboards.image,
            schedule_on_volume_node=context.config.tensorboards.on_volume_node,
        )
    )
