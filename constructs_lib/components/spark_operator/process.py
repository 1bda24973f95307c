"""Run the controller and the webhook: two processes of one image, confined alike."""

from collections.abc import Mapping, Sequence
from typing import Final

from constructs import Construct

from ...access import ServiceAccount
from ...config import Sidecars, WorkloadDefaults
from ...workloads import (
    READ_ONLY,
    Container,
    EmptyVolume,
    Mount,
    PodSecurity,
    Probes,
    Security,
    Workload,
    http_probe,
)
from .names import METRICS_PORT, labels_of, selector_of

# The user and group of its image.
_USER: Final = 185
_HEALTH_PORT: Final = 8081
_PROBES: Final = Probes(
    liveness=http_probe("/healthz", _HEALTH_PORT),
    readiness=http_probe("/readyz", _HEALTH_PORT),
)
# What upstream writes of a container, besides what Kubernetes has by default.
_AS_UPSTREAM: Final = Security(
    non_root=True, read_only_root=True, no_escalation=True, drop_all=True, seccomp=True
)


def process(
    scope: Construct,
    part: str,
    *,
    account: ServiceAccount,
    defaults: WorkloadDefaults,
    flags: Sequence[str],
    volume: EmptyVolume,
    mount: Mount,
    ports: Mapping[str, int] | None = None,
    annotations: Mapping[str, str] | None = None,
) -> Workload:
    """Run the command of a part of the operator.

    part: `controller` or `webhook`. account: of its pods, which its Deployment is named after.
    flags: of its command, after those that both have. volume, mount: the one folder that it
    writes. ports: besides the port of its metrics.
    """
    release = defaults.images.release
    encoder = () if release.spark_connects == "none" else ("--zap-encoder=console",)
    return Workload(
        scope,
        "Workload",
        name=account.name,
        account=account,
        defaults=defaults,
        selector=selector_of(part),
        pod_labels=_without_sidecar(defaults),
        labels=labels_of(part, release),
        annotations=annotations,
        pod_security=PodSecurity(group=_USER, on_mismatch=False),
        volumes=[volume],
        containers=[
            Container(
                name=account.name,
                image=defaults.images.named("spark-operator"),
                pull_policy="IfNotPresent",
                args=(
                    part,
                    "start",
                    "--zap-log-level=info",
                    *encoder,
                    '--namespaces=""',
                    *flags,
                ),
                ports={**(ports or {}), "metrics": METRICS_PORT},
                mounts=(mount,),
                probes=_PROBES,
                security=_AS_UPSTREAM,
                restricted=READ_ONLY.as_user(_USER),
            )
        ],
    )


def _without_sidecar(defaults: WorkloadDefaults) -> dict[str, str]:
    """Return the label that keeps a sidecar away, where there are any."""
    return {"sidecar.istio.io/inject": "false"} if isinstance(defaults.mesh, Sidecars) else {}
