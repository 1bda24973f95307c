"""A site without a way out but a proxy: pods reach it and what they call, and nothing else."""

from constructs_lib import (
    ApiServer,
    Cluster,
    Config,
    Environment,
    Hardening,
    Hooks,
    Login,
    OidcProvider,
    Platform,
    PodDefault,
    PrerequisiteCheck,
    Profile,
    Proxy,
    SecretKey,
    run,
)

ADDRESS = "http://proxy.corp.example:3128"
PROVIDER = OidcProvider(
    issuer="https://login.example.com",
    client_id="kubeflow",
    client_secret=SecretKey("kubeflow-client", "secret"),
)
CLOSED = Config(
    host="ml.corp.example",
    cluster=Cluster(proxy=Proxy(address=ADDRESS, no_proxy=("corp.example", "10.0.0.0/8"))),
    login=Login(provider=PROVIDER),
    hardening=Hardening(
        egress="guarded", api_server=ApiServer(addresses=("10.0.0.1/32",), port=6443)
    ),
    hooks=Hooks(before=PrerequisiteCheck()),
)
# For notebooks: users switch it on.
OUTSIDE = PodDefault(
    name="proxy",
    description="Reach the internet by the proxy",
    selector={"example.com/proxy": "true"},
    env={
        "http_proxy": ADDRESS,
        "https_proxy": ADDRESS,
        "no_proxy": "localhost,.svc,.cluster.local,.kubeflow,corp.example,10.0.0.0/8",
    },
)


def platform() -> Platform:
    """Return what dist/ shall hold."""
    return Platform(
        environments=(Environment("closed", CLOSED),),
        profiles=(Profile(name="team", owner="ada@corp.example", pod_defaults=(OUTSIDE,)),),
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
