"""A component of one's own: MLflow beside Kubeflow, in its dashboard, mesh and delivery."""

from dataclasses import replace
from datetime import timedelta

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib import (
    Config,
    Context,
    Environment,
    IngressRule,
    Link,
    Links,
    Manifest,
    OwnComponent,
    Platform,
    Resources,
    run,
)
from constructs_lib.access import ServiceAccount
from constructs_lib.workloads import (
    RESTRICTED,
    ClaimVolume,
    Container,
    Mount,
    PodSecurity,
    Probes,
    Workload,
    http_probe,
)

NAME = "mlflow"
PORT = 5000
PODS = {"app": NAME}
DATA = "/mlflow"
USER = 10001
# MLflow 2 with prometheus-flask-exporter, which --expose-prometheus asks for.
IMAGE = "registry.example.com/ml/mlflow:2.22.0"
PROMETHEUS = "cluster.local/ns/monitoring/sa/prometheus-k8s"
SCRAPED = timedelta(seconds=30)


def build(scope: Construct, context: Context) -> None:
    """Define MLflow with a volume of its own, at /mlflow/ behind the platform's login."""
    k8s.KubePersistentVolumeClaim(
        scope,
        "volume",
        metadata=k8s.ObjectMeta(name=NAME, labels=PODS),
        spec=k8s.PersistentVolumeClaimSpec(
            access_modes=["ReadWriteOnce"],
            resources=k8s.ResourceRequirements(
                requests={"storage": k8s.Quantity.from_string("20Gi")}
            ),
        ),
    )
    server = Workload(
        scope,
        "server",
        name=NAME,
        # It calls nothing of Kubernetes': its account holds no token.
        account=ServiceAccount(scope, "account", name=NAME, labels=PODS, token=False),
        # Nodes, mirrors, resources and hardening as the environment decides them.
        defaults=context.workload_defaults(MLFLOW),
        selector=PODS,
        volumes=[ClaimVolume(name="data", claim=NAME)],
        pod_security=PodSecurity(non_root=True, seccomp=True, group=USER),
        # Two must not write one volume.
        recreated=True,
        containers=[
            Container(
                name=NAME,
                image=context.image(IMAGE),
                command=("mlflow", "server"),
                args=(
                    "--host=0.0.0.0",
                    f"--port={PORT}",
                    "--static-prefix=/mlflow",
                    f"--backend-store-uri=sqlite:///{DATA}/mlflow.db",
                    f"--artifacts-destination={DATA}/artifacts",
                    f"--expose-prometheus={DATA}/metrics",
                ),
                ports={"": PORT},
                mounts=(Mount(volume="data", path=DATA),),
                probes=Probes(
                    readiness=http_probe("/mlflow/health", PORT, delay=5, period=10)
                ),
                restricted=RESTRICTED.as_user(USER),
            )
        ],
    )
    to = server.expose(service=NAME, name="http", port=80, target=PORT)
    context.gateway.route(scope, name=NAME, prefix="/mlflow/", to=to)
    Manifest(
        scope,
        "metrics",
        api_version="monitoring.coreos.com/v1",
        kind="ServiceMonitor",
        metadata=ApiObjectMetadata(name=NAME, labels=PODS),
        body={
            "spec": {
                "selector": {"matchLabels": PODS},
                "endpoints": [{"port": "http", "interval": f"{SCRAPED.seconds}s"}],
            }
        },
    )


MLFLOW = OwnComponent(
    name=NAME,
    build=build,
    links=Links(menu=(Link("MLflow", "/mlflow/", icon="assessment"),)),
    reached_by=(
        IngressRule(
            name=NAME,
            pods=PODS,
            callers=("gateway", "profiles", PROMETHEUS),
            ports=(PORT,),
        ),
    ),
    images=(IMAGE,),
)


def platform() -> Platform:
    """Return a platform of one environment that has MLflow."""
    row = Resources(cpu="100m", memory="512Mi", cpu_limit="1", memory_limit="1Gi")
    config = Config(own=(MLFLOW,))
    config = replace(config, resources={**config.resources, NAME: row})
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
