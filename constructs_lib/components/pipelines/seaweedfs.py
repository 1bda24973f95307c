"""Run the SeaweedFS that stores artifacts, logs and pipeline definitions."""

from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import ServiceAccount
from ...config import (
    PROFILES,
    BundledSeaweedFS,
    IngressRule,
    Requests,
    Sidecars,
    WorkloadDefaults,
)
from ...kube import NAMESPACE_NAME, declare, tcp_port
from ...mesh import MutualTls
from ...workloads import (
    RESTRICTED,
    ClaimVolume,
    Container,
    Mount,
    Probes,
    ServicePort,
    Workload,
    command_probe,
    http_probe,
    volume_owner,
)
from ..network_policies import allow_ingress
from .minio import PORT as MINIO_PORT
from .minio import SERVICE as MINIO_SERVICE
from .names import THIRD_PARTY, alone
from .store_access import admit_everyone
from .volume import claim

NAME: Final = "seaweedfs"
PORT: Final = 8333
IAM: Final = 8111

_CLAIM: Final = f"{NAME}-pvc"
_USER: Final = 1000
_PODS: Final = {"app": NAME}
# Besides IAM's, in upstream's order. Only S3 asks for a key: the mesh closes the others.
_OTHERS: Final = (
    ServicePort(name="http-s3", port=PORT, target=PORT, protocol="TCP"),
    ServicePort(name="http-master", port=9333, target=9333, protocol="TCP"),
    ServicePort(name="grpc-master", port=19333, target=19333, protocol="TCP"),
    ServicePort(name="grpc-filer", port=18888, target=18888, protocol="TCP"),
    ServicePort(name="http-filer", port=8888, target=8888, protocol="TCP"),
)
# S3 at MinIO's port, in releases without MinIO's Service.
_COMPATIBLE: Final = ServicePort(
    name="http-s3-compat", port=MINIO_PORT, target=PORT, protocol="TCP"
)
_PREPARED: Final = "/tmp/initialization-complete"  # noqa: S108 - the pod's own
# S3 asks for no key before the first user is there, so the pod becomes ready after this alone.
# A shell of SeaweedFS succeeds whatever happens in it: the last lines see that it did. It
# prints the key, which an event would repeat if the start failed.
_PREPARE: Final = """\
left=120
until wget -q --spider http://127.0.0.1:{port}/status; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || exit 1
  sleep 2
done
echo "s3.bucket.create --name {bucket}" | weed shell || echo "{bucket} is there"
echo "s3.configure -user kubeflow-admin -access_key \\"$accesskey\\" \
-secret_key \\"$secretkey\\" -actions Admin -apply" | weed shell >/dev/null 2>&1
left=30
while wget -q -O /dev/null http://127.0.0.1:{port}/{bucket}; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || {{ echo "the store asks for no key" >&2; exit 1; }}
  sleep 1
done
touch {done}
"""

_LIVENESS: Final = http_probe("/status", PORT, delay=30, period=30, timeout=10, failures=3)
_PROBES: Final = {
    "readiness": Probes(
        readiness=http_probe(
            "/status", PORT, delay=15, period=15, timeout=10, failures=100, successes=1
        )
    ),
    "all": Probes(
        startup=command_probe(
            *("/bin/sh", "-c", f"test -f {_PREPARED}"),
            delay=10,
            period=5,
            timeout=10,
            failures=24,
            successes=1,
        ),
        liveness=_LIVENESS,
        readiness=http_probe("/status", PORT, delay=5, period=10, timeout=5, failures=3),
    ),
}


class SeaweedFS(Construct):
    """Runs SeaweedFS on its own volume, always with one pod, whatever the replicas.

    store: its settings; unless they say otherwise, MinIO's Service leads to it, by which
    artifacts of earlier runs name the store. secret: the Secret that MinIO had, whose keys
    `accesskey` and `secretkey` hold its key.
    Source: applications/pipeline/upstream/third-party/seaweedfs of kubeflow/manifests v1.11.0.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        store: BundledSeaweedFS,
        secret: str,
    ) -> None:
        super().__init__(scope, id)
        claim(self, name=_CLAIM, size=store.size, storage_class=store.storage_class)
        named = defaults.images.release.kfp.store_host == NAME
        workload = self._workload(defaults, store, secret)
        endpoint = workload.expose(
            service=NAME,
            name="http-iam",
            port=IAM,
            target=IAM,
            protocol="TCP",
            extra_ports=(*_OTHERS, _COMPATIBLE) if named else _OTHERS,
        )
        if store.minio_service:
            workload.expose(
                service=MINIO_SERVICE,
                name="http",
                port=MINIO_PORT,
                target=PORT,
                protocol="TCP",
                labels={**_PODS, "component": "minio-compatibility"},
            )
        MutualTls(
            self,
            "MutualTls",
            name=f"ml-pipeline-{NAME}",
            to=endpoint,
            mesh=defaults.mesh,
            labels=THIRD_PARTY,
        )
        admit_everyone(self, name=f"{NAME}-service", pods=_PODS, port=PORT, mesh=defaults.mesh)
        self._network(defaults)

    def _workload(
        self, defaults: WorkloadDefaults, store: BundledSeaweedFS, secret: str
    ) -> Workload:
        account = ServiceAccount(
            self,
            "ServiceAccount",
            name=NAME,
            labels=THIRD_PARTY,
            token=defaults.hardening.security == "upstream",
        )
        return Workload(
            self,
            "Workload",
            name=NAME,
            account=account,
            defaults=alone(defaults),
            selector={**_PODS, **THIRD_PARTY},
            labels=THIRD_PARTY,
            recreated=True,
            pod_security=volume_owner(defaults, _USER),
            volumes=[ClaimVolume(name="data", claim=_CLAIM)],
            containers=[
                Container(
                    name=NAME,
                    image=defaults.images.named("pipelines/seaweedfs"),
                    args=(
                        "server",
                        "-dir=/data",
                        "-s3",
                        "-iam",
                        "-filer",
                        "-master.volumePreallocate=false",
                    ),
                    secrets_from=(secret,),
                    unnamed=(PORT, IAM, 9333, 19333, 8888),
                    mounts=(Mount(volume="data", path="/data"),),
                    probes=_PROBES[defaults.images.release.kfp.store_probes],
                    more_probes=Probes(liveness=_LIVENESS),
                    after_start=(
                        "/bin/sh",
                        "-ec",
                        _PREPARE.format(port=PORT, bucket=store.bucket, done=_PREPARED),
                    ),
                    resources=store.resources,
                    default_resources=Requests(cpu="32m", memory="128Mi"),
                    restricted=RESTRICTED.as_user(_USER),
                )
            ],
        )

    def _network(self, defaults: WorkloadDefaults) -> None:
        if not isinstance(defaults.mesh, Sidecars):
            rule = IngressRule(
                name=NAME, pods=_PODS, callers=("profiles", "namespace"), ports=(PORT,)
            )
            allow_ingress(self, rule, defaults.mesh)
            return
        gateway = {NAMESPACE_NAME: defaults.mesh.ingress_namespace}
        there, entry = (
            k8s.NetworkPolicyPeer(namespace_selector=_labelled(labels))
            for labels in (PROFILES, gateway)
        )
        beside = k8s.NetworkPolicyPeer(pod_selector=k8s.LabelSelector())
        ports = [tcp_port(PORT)]
        declare(
            k8s.KubeNetworkPolicy,
            self,
            "Network",
            metadata=k8s.ObjectMeta(name=NAME, labels=THIRD_PARTY),
            spec=k8s.NetworkPolicySpec(
                pod_selector=_labelled(_PODS),
                policy_types=["Ingress"],
                ingress=[_from(there, ports), _from(entry), _from(beside, ports)],
            ),
        )


def _from(
    peer: k8s.NetworkPolicyPeer, ports: list[k8s.NetworkPolicyPort] | None = None
) -> k8s.NetworkPolicyIngressRule:
    return k8s.NetworkPolicyIngressRule(from_=[peer], ports=ports)


def _labelled(labels: dict[str, str]) -> k8s.LabelSelector:
    return k8s.LabelSelector(
        match_expressions=[
            k8s.LabelSelectorRequirement(key=key, operator="In", values=[value])
            for key, value in labels.items()
        ]
    )
