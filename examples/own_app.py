"""An app of one's own at the platform's Gateway, in a namespace that is closed by default."""

from cdk8s_plus_27 import k8s

from constructs_lib import (
    AccessPolicy,
    Ambient,
    AmbientNamespace,
    App,
    Chart,
    DefaultDeny,
    Endpoint,
    KgatewayRoute,
    ParentGateway,
)

NAME = "web"
PODS = {"app": NAME}
PORT = 8080
GATEWAY = ParentGateway(name="default-gateway", namespace="default")
MESH = Ambient()
# kgateway gives a Gateway's proxy an account of the Gateway's name. It has an identity in the
# mesh where its namespace is in the mesh: label it istio.io/dataplane-mode=ambient.
KGATEWAY = MESH.principal(GATEWAY.namespace, GATEWAY.name)


def define(app: App) -> None:
    """Define nginx at web.example.com, which kgateway may call, and nobody else."""
    AmbientNamespace(Chart(app, "namespaces"), "team", name="team-web", mesh=MESH)
    chart = Chart(app, "team-web", namespace="team-web")
    DefaultDeny(chart, "closed")
    k8s.KubeDeployment(
        chart,
        "deployment",
        metadata=k8s.ObjectMeta(name=NAME),
        spec=k8s.DeploymentSpec(
            selector=k8s.LabelSelector(match_labels=PODS),
            template=k8s.PodTemplateSpec(
                metadata=k8s.ObjectMeta(labels=PODS),
                spec=k8s.PodSpec(
                    containers=[
                        k8s.Container(
                            name=NAME,
                            image="docker.io/nginxinc/nginx-unprivileged:1.27.5",
                            ports=[k8s.ContainerPort(container_port=PORT)],
                        )
                    ]
                ),
            ),
        ),
    )
    k8s.KubeService(
        chart,
        "service",
        metadata=k8s.ObjectMeta(name=NAME),
        spec=k8s.ServiceSpec(
            selector=PODS,
            ports=[
                k8s.ServicePort(
                    name="http", port=80, target_port=k8s.IntOrString.from_number(PORT)
                )
            ],
        ),
    )
    AccessPolicy(chart, "callers", name=NAME, selector=PODS, callers=[KGATEWAY], ports=[PORT])
    KgatewayRoute(
        chart,
        "route",
        name=NAME,
        hosts=["web.example.com"],
        paths={"/": Endpoint(service=NAME, namespace="team-web", port=80)},
        parent=GATEWAY,
    )


if __name__ == "__main__":
    app = App()
    define(app)
    app.synth()
