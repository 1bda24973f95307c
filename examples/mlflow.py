"""A component of one's own: MLflow beside Kubeflow, in its dashboard, mesh and delivery."""

from datetime import timedelta

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib import (
    Config,
    Context,
    Endpoint,
    Environment,
    IngressRule,
    Link,
    Links,
    Manifest,
    OwnComponent,
    Platform,
    run,
)

NAME = "mlflow"
PORT = 5000
PODS = {"app": NAME}
LABELS = k8s.LabelSelector(match_labels=PODS)
DATA = "/mlflow"
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
    k8s.KubeDeployment(
        scope,
        "deployment",
        metadata=k8s.ObjectMeta(name=NAME, labels=PODS),
        spec=k8s.DeploymentSpec(
            selector=LABELS,
            strategy=k8s.DeploymentStrategy(type="Recreate"),
            template=k8s.PodTemplateSpec(
                metadata=k8s.ObjectMeta(labels=PODS),
                spec=pod(context.image(IMAGE)),
            ),
        ),
    )
    k8s.KubeService(
        scope,
        "service",
        metadata=k8s.ObjectMeta(name=NAME, labels=PODS),
        spec=k8s.ServiceSpec(
            selector=PODS,
            ports=[
                k8s.ServicePort(
                    name="http", port=80, target_port=k8s.IntOrString.from_number(PORT)
                )
            ],
        ),
    )
    context.gateway.route(
        scope,
        name=NAME,
        prefix="/mlflow/",
        to=Endpoint(service=NAME, namespace="kubeflow", port=80),
    )
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


def pod(image: str) -> k8s.PodSpec:
    """Return a pod that holds no token, is nobody, and writes to its volume alone."""
    return k8s.PodSpec(
        automount_service_account_token=False,
        security_context=k8s.PodSecurityContext(
            run_as_non_root=True,
            run_as_user=10001,
            fs_group=10001,
            seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault"),
        ),
        containers=[
            k8s.Container(
                name=NAME,
                image=image,
                args=[
                    "mlflow",
                    "server",
                    "--host=0.0.0.0",
                    f"--port={PORT}",
                    "--static-prefix=/mlflow",
                    f"--backend-store-uri=sqlite:///{DATA}/mlflow.db",
                    f"--artifacts-destination={DATA}/artifacts",
                    f"--expose-prometheus={DATA}/metrics",
                ],
                ports=[k8s.ContainerPort(container_port=PORT)],
                readiness_probe=k8s.Probe(
                    http_get=k8s.HttpGetAction(
                        path="/mlflow/health", port=k8s.IntOrString.from_number(PORT)
                    )
                ),
                resources=k8s.ResourceRequirements(
                    requests={
                        "cpu": k8s.Quantity.from_string("100m"),
                        "memory": k8s.Quantity.from_string("512Mi"),
                    },
                    limits={"memory": k8s.Quantity.from_string("1Gi")},
                ),
                security_context=k8s.SecurityContext(
                    allow_privilege_escalation=False,
                    capabilities=k8s.Capabilities(drop=["ALL"]),
                ),
                volume_mounts=[k8s.VolumeMount(name="data", mount_path=DATA)],
            )
        ],
        volumes=[
            k8s.Volume(
                name="data",
                persistent_volume_claim=k8s.PersistentVolumeClaimVolumeSource(claim_name=NAME),
            )
        ],
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
    return Platform(environments=(Environment("default", Config(own=(MLFLOW,))),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
