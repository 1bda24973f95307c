"""Dex without Kubeflow: the login of an app of one's own, both at kgateway's Gateway."""

from cdk8s_plus_27 import k8s

from constructs_lib import (
    Ambient,
    AmbientNamespace,
    App,
    Chart,
    Copy,
    Dex,
    DexAuth,
    Endpoint,
    GeneratedSecrets,
    Hardening,
    KgatewayRoute,
    Login,
    NeededSecret,
    ParentGateway,
    Place,
    Random,
    SecretKey,
    StaticClient,
    Tls,
    WorkloadDefaults,
)

NAME = "grafana"
PODS = {"app": NAME}
PORT = 3000
ADDRESS = f"https://{NAME}.example.com"
LOGIN = "https://login.example.com"
SHARED = "grafana-client"
GATEWAY = ParentGateway(name="default-gateway", namespace="default")
MESH = Ambient()
RUNTIME = WorkloadDefaults(mesh=MESH, hardening=Hardening())
CLIENT = StaticClient(
    id=NAME,
    name="Grafana",
    redirects=(f"{ADDRESS}/login/generic_oauth",),
    secret=SecretKey(SHARED, "secret"),
)
# Dex and Grafana know the same secret: it is made in Dex's namespace, and copied.
SECRETS = (
    NeededSecret(name=SHARED, namespace="auth", keys={"secret": Random()}),
    NeededSecret(
        name=SHARED, namespace=NAME, keys={"secret": Copy(Place("auth", SHARED, "secret"))}
    ),
)


def define(app: App) -> None:
    """Define Dex at login.example.com, and Grafana, which sends its users there."""
    login = Chart(app, "login", namespace="auth")
    dex = DexAuth(
        login,
        "dex",
        address=LOGIN,
        login=Login(dex=Dex(issuer="public", clients=(CLIENT,))),
        defaults=RUNTIME,
    )
    KgatewayRoute(
        login,
        "route",
        name="dex",
        hosts=[LOGIN.removeprefix("https://")],
        paths={"/dex": dex.endpoint},
        parent=GATEWAY,
        tls=Tls(),
    )
    GeneratedSecrets(login, "secrets", needed=(*dex.needed, *SECRETS), defaults=RUNTIME)
    AmbientNamespace(Chart(app, "namespaces"), NAME, name=NAME, mesh=MESH)
    grafana(Chart(app, NAME, namespace=NAME), dex.endpoint)


def grafana(chart: Chart, dex: Endpoint) -> None:
    """Define Grafana, which lets in whomever Dex knows."""
    settings = {
        "GF_SERVER_ROOT_URL": ADDRESS,
        "GF_AUTH_GENERIC_OAUTH_ENABLED": "true",
        "GF_AUTH_GENERIC_OAUTH_CLIENT_ID": CLIENT.id,
        "GF_AUTH_GENERIC_OAUTH_SCOPES": "openid email profile groups",
        "GF_AUTH_GENERIC_OAUTH_AUTH_URL": f"{LOGIN}/dex/auth",
        "GF_AUTH_GENERIC_OAUTH_TOKEN_URL": f"http://{dex.host}:{dex.port}/dex/token",
        "GF_AUTH_GENERIC_OAUTH_API_URL": f"http://{dex.host}:{dex.port}/dex/userinfo",
        "GF_AUTH_GENERIC_OAUTH_USE_PKCE": "true",
    }
    known = k8s.SecretKeySelector(name=SHARED, key="secret")
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
                            image="docker.io/grafana/grafana:11.6.0",
                            ports=[k8s.ContainerPort(container_port=PORT)],
                            env=[
                                *(k8s.EnvVar(name=n, value=v) for n, v in settings.items()),
                                k8s.EnvVar(
                                    name="GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET",
                                    value_from=k8s.EnvVarSource(secret_key_ref=known),
                                ),
                            ],
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
    KgatewayRoute(
        chart,
        "route",
        name=NAME,
        hosts=[ADDRESS.removeprefix("https://")],
        paths={"/": Endpoint(service=NAME, namespace=NAME, port=80)},
        parent=GATEWAY,
        tls=Tls(),
    )


if __name__ == "__main__":
    app = App()
    define(app)
    app.synth()
