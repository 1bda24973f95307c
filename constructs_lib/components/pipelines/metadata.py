"""Serve ML Metadata, which records runs, their inputs and their outputs."""

from typing import Final

from constructs import Construct

from ...access import READ, ServiceAccount, allow
from ...config import Sidecars, WorkloadDefaults, ingress_principal
from ...config.pipelines import Page
from ...gateway import KubeflowGateway
from ...kube import ConfigMap, namespace_of
from ...mesh import ANY_IDENTITY, AccessPolicy, Admitted, MutualTls
from ...workloads import (
    READ_ONLY,
    RESTRICTED,
    ConfigMapVolume,
    Container,
    Mount,
    Probes,
    Workload,
    tcp_probe,
)
from .envoy_config import FILE, envoy_config
from .install_config import InstallConfig
from .names import LABELS, METADATA, THIRD_PARTY, UI, alone, calls_nobody, selector

SERVICE: Final = "metadata-grpc-service"
PORT: Final = 8080

_WRITER: Final = "kubeflow-pipelines-metadata-writer"
_ENVOY: Final = "metadata-envoy"
_ENVOY_PORT: Final = 9090
_ADMIN_PORT: Final = 9901
_FILE: Final = "envoy-config"
_FILES: Final = "/etc/envoy"
# Its file is in the image, and has 0.0.0.0 twice (third_party/metadata_envoy/envoy.yaml).
_EVERYWHERE: Final = r"""s/address: 0\.0\.0\.0/address: "::", ipv4_compat: true/"""
_BOTH: Final = "/tmp/envoy.yaml"  # noqa: S108 - the pod's own
_FOR_BOTH: Final = (
    *("/bin/sh", "-c"),
    f"sed '{_EVERYWHERE}' /etc/envoy.yaml > {_BOTH} && exec /usr/local/bin/envoy -c {_BOTH}",
)
# The methods that the page calls; all others write.
_READING: Final = "/ml_metadata.MetadataStoreService/Get"
_PROBE: Final = tcp_probe("grpc-api", delay=3, period=5, timeout=2)
_WRITER_RULES: Final = (
    allow((*READ, "update", "patch"), "pods"),
    allow(("get",), "configmaps"),
    allow((*READ, "update", "patch"), "workflows", group="argoproj.io"),
)


class MetadataStore(Construct):
    """Serves ML Metadata by gRPC to every step of every profile.

    header_limit, message_limit: bytes of headers and of a message that it accepts; None
    for the release's, or gRPC's defaults, 8 KiB and 4 MiB.
    Source: apps/pipeline/upstream/base/metadata/base.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        install: InstallConfig,
        header_limit: int | None = None,
        message_limit: int | None = None,
    ) -> None:
        super().__init__(scope, id)
        pods = {"component": METADATA}
        labels = {**THIRD_PARTY, **pods}
        account = ServiceAccount(
            self,
            "ServiceAccount",
            name=METADATA,
            labels=THIRD_PARTY,
            token=defaults.hardening.security == "upstream",
        )
        # Steps read it in their own namespace, in which the profile hook creates a copy.
        ConfigMap(
            self,
            "Address",
            name="metadata-grpc-configmap",
            labels=labels,
            data={
                "METADATA_GRPC_SERVICE_HOST": SERVICE,
                "METADATA_GRPC_SERVICE_PORT": str(PORT),
            },
        )
        workload = Workload(
            self,
            "Workload",
            name="metadata-grpc-deployment",
            account=account,
            defaults=defaults,
            selector=labels,
            labels=THIRD_PARTY,
            containers=[
                Container(
                    name="container",
                    image=defaults.images.named("pipelines/metadata"),
                    command=("/bin/metadata_store_server",),
                    args=(
                        f"--grpc_port={PORT}",
                        "--mysql_config_database=$(MYSQL_DATABASE)",
                        "--mysql_config_host=$(MYSQL_HOST)",
                        "--mysql_config_port=$(MYSQL_PORT)",
                        "--mysql_config_user=$(DBCONFIG_USER)",
                        "--mysql_config_password=$(DBCONFIG_PASSWORD)",
                        "--enable_database_upgrade=true",
                        *_limits(defaults, header_limit, message_limit),
                    ),
                    env={
                        "DBCONFIG_USER": install.user,
                        "DBCONFIG_PASSWORD": install.password,
                        "MYSQL_DATABASE": install.key("mlmdDb"),
                        "MYSQL_HOST": install.key("dbHost"),
                        "MYSQL_PORT": install.key("dbPort"),
                    },
                    ports={"grpc-api": PORT},
                    probes=Probes(liveness=_PROBE, readiness=_PROBE),
                    restricted=RESTRICTED.as_user(1000),
                )
            ],
        )
        endpoint = workload.expose(
            service=SERVICE,
            name="grpc-api",
            port=PORT,
            protocol="TCP",
            service_type="ClusterIP",
            labels={"app": "metadata"},
        )
        MutualTls(
            self,
            "MutualTls",
            name=SERVICE,
            to=endpoint,
            mesh=defaults.mesh,
            labels=THIRD_PARTY,
        )
        if isinstance(defaults.mesh, Sidecars):
            # Steps have no sidecar, so no identity either.
            AccessPolicy(
                self,
                "Anyone",
                name=SERVICE,
                selector=pods,
                admitted=[Admitted()],
                labels=THIRD_PARTY,
            )
        else:
            AccessPolicy(
                self,
                "Mesh",
                name=SERVICE,
                selector=pods,
                callers=ANY_IDENTITY,
                ports=[PORT],
                labels=THIRD_PARTY,
            )


def _limits(
    defaults: WorkloadDefaults, headers: int | None, message: int | None
) -> tuple[str, ...]:
    """Return the flag that sets gRPC's limits (metadata_store_server_main.cc of MLMD 1.14).

    Browsers send their groups, which gRPC refuses with "received initial metadata size
    exceeds limit" (kubeflow/pipelines#11742); steps send metrics, which it refuses with
    "Received message larger than max" (kubeflow/pipelines#11949).
    """
    chosen = {"max_metadata_size": headers, "max_receive_message_length": message}
    set_here = {name: limit for name, limit in chosen.items() if limit is not None}
    known = {**defaults.images.release.kfp.metadata_limits, **set_here}
    limits = [f"grpc.{name}={limit}" for name, limit in known.items()]
    return (f"--grpc_channel_arguments={','.join(limits)}",) if limits else ()


class MetadataEnvoy(Construct):
    """Lets browsers call the metadata store, which speaks gRPC and checks no rights.

    page: if it is guarded, browsers may only read; the page never writes.
    Source: apps/pipeline/upstream/base/metadata/base and options/istio.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults,
        page: Page,
    ) -> None:
        super().__init__(scope, id)
        pods = {"component": _ENVOY}
        file = self._file(defaults)
        workload = Workload(
            self,
            "Workload",
            name=f"{_ENVOY}-deployment",
            account=calls_nobody(self, name=_ENVOY, defaults=defaults, labels=THIRD_PARTY),
            defaults=defaults,
            selector={**THIRD_PARTY, **pods},
            labels=THIRD_PARTY,
            injected=False,
            volumes=[ConfigMapVolume(name=_FILE, config_map=file)] if file else [],
            containers=[
                Container(
                    name="container",
                    image=defaults.images.named("pipelines/metadata-envoy"),
                    command=_FOR_BOTH if defaults.cluster.binds_ipv6 and not file else (),
                    args=(f"{_FILES}/{FILE}",) if file else (),
                    mounts=(Mount(volume=_FILE, path=_FILES),) if file else (),
                    ports={"md-envoy": _ENVOY_PORT, "envoy-admin": _ADMIN_PORT},
                    more_probes=Probes(
                        liveness=tcp_probe("md-envoy", delay=10, period=20),
                        readiness=tcp_probe("md-envoy", delay=2, period=10),
                    ),
                    restricted=RESTRICTED.as_user(1000),
                )
            ],
        )
        endpoint = workload.expose(
            service=f"{_ENVOY}-service",
            name="md-envoy",
            port=_ENVOY_PORT,
            protocol="TCP",
            service_type="ClusterIP",
            labels={"app": _ENVOY},
        )
        prefix = _READING if page == "guarded" else "/ml_metadata"
        gateway.route(
            self,
            name="metadata-grpc",
            prefix=prefix,
            rewrite=prefix,
            to=endpoint,
            labels=THIRD_PARTY,
        )
        if not isinstance(defaults.mesh, Sidecars):
            AccessPolicy(
                self,
                "Callers",
                name=_ENVOY,
                selector=pods,
                callers=[
                    ingress_principal(defaults.mesh),
                    *([defaults.mesh.principal(namespace_of(self), UI)] * (page == "open")),
                ],
                ports=[_ENVOY_PORT],
                labels=THIRD_PARTY,
            )

    def _file(self, defaults: WorkloadDefaults) -> ConfigMap | None:
        """Create the ConfigMap with its file; None if that of its image is used."""
        if defaults.images.release.kfp.envoy_file == "image":
            return None
        text = envoy_config(
            port=_ENVOY_PORT,
            admin_port=_ADMIN_PORT,
            store=SERVICE,
            store_port=PORT,
            binds_ipv6=defaults.cluster.binds_ipv6,
        )
        return ConfigMap(
            self,
            "File",
            name=f"{_ENVOY}-configmap",
            labels=THIRD_PARTY,
            data={FILE: text},
        )


class MetadataWriter(Construct):
    """Records the steps of v1 pipelines, which do not record themselves.

    Source: apps/pipeline/upstream/base/installs/multi-user/metadata-writer.
    """

    def __init__(self, scope: Construct, id: str, *, defaults: WorkloadDefaults) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(self, "ServiceAccount", name=_WRITER, labels=LABELS)
        role, binding = f"{_WRITER}-role", f"{_WRITER}-binding"
        account.grant(*_WRITER_RULES, role=role, binding=binding)
        account.grant_here(*_WRITER_RULES, role=role, binding=binding)
        Workload(
            self,
            "Workload",
            name="metadata-writer",
            account=account,
            defaults=alone(defaults),
            selector=selector("metadata-writer"),
            labels=LABELS,
            containers=[
                Container(
                    name="main",
                    image=defaults.images.named("pipelines/metadata-writer"),
                    env={"NAMESPACE_TO_WATCH": ""},
                    restricted=READ_ONLY.as_user(1000),
                    # It writes a file for each of the last pods: metadata_writer.py.
                    writable=("/tmp",),  # noqa: S108
                )
            ],
        )
