"""The program of a repository that has this library as a package, and no line of it."""

from constructs_lib import (
    Ambient,
    ArgoCd,
    Config,
    Context,
    Endpoint,
    Environment,
    IngressRule,
    Link,
    Links,
    OwnComponent,
    Patch,
    Platform,
    Target,
    run,
)

from cdk8s_plus_27 import k8s  # isort: skip
from constructs import Construct  # isort: skip

PODS = {"app": "hello"}


def build(scope: Construct, context: Context) -> None:
    """Define a page that says hello, below /hello/."""
    metadata = k8s.ObjectMeta(name="hello", labels=PODS)
    container = k8s.Container(name="hello", image=context.image("nginx:1.27"))
    template = k8s.PodTemplateSpec(metadata=metadata, spec=k8s.PodSpec(containers=[container]))
    selector = k8s.LabelSelector(match_labels=PODS)
    spec = k8s.DeploymentSpec(selector=selector, template=template)
    k8s.KubeDeployment(scope, "deployment", metadata=metadata, spec=spec)
    ports = [k8s.ServicePort(port=80)]
    k8s.KubeService(
        scope,
        "service",
        metadata=metadata,
        spec=k8s.ServiceSpec(selector=PODS, ports=ports),
    )
    to = Endpoint(service="hello", namespace="kubeflow", port=80)
    context.gateway.route(scope, name="hello", prefix="/hello/", to=to)


HELLO = OwnComponent(
    name="hello",
    build=build,
    links=Links(menu=(Link("Hello", "/hello/"),)),
    reached_by=(IngressRule(name="hello", pods=PODS, callers=("gateway",), ports=(80,)),),
    images=("nginx:1.27",),
)


def platform() -> Platform:
    """Return one environment that another team's mesh and Argo CD take in."""
    config = Config(
        host="ml.corp.example",
        mesh=Ambient(trust_domain="corp.example"),
        own=(HELLO,),
        labels={"corp.example/cost-centre": "42"},
        patches=(
            Patch(
                target=Target(kind="Deployment", name="training-operator"),
                merge={"spec": {"revisionHistoryLimit": 3}},
            ),
        ),
    )
    delivered = ArgoCd(namespace="gitops")
    return Platform(environments=(Environment("production", config, argo_cd=delivered),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
