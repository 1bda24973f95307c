"""Small objects for questions about them, as short as they can be."""

from typing import Any

Object = dict[str, Any]

HOST = "kubeflow.example.com"
ISTIO = "networking.istio.io/v1"
GATEWAY_API = "gateway.networking.k8s.io/v1"
SECURITY = "security.istio.io/v1"


def made(api: str, kind: str, name: str, namespace: str = "", **fields: Any) -> Object:
    home = {"namespace": namespace} if namespace else {}
    labels = {"labels": fields.pop("labels")} if "labels" in fields else {}
    metadata = {"name": name, **home, **labels}
    return {"apiVersion": api, "kind": kind, "metadata": metadata, **fields}


def namespace(name: str, **labels: str) -> Object:
    """Return a namespace in the mesh; labels have `-` for `_`, and are Istio's."""
    found = {f"istio.io/{key.replace('_', '-')}": value for key, value in labels.items()}
    return made(
        "v1", "Namespace", name, labels={"istio.io/dataplane-mode": "ambient", **found}
    )


def pods(name: str, home: str, account: str = "default", port: int = 8080) -> Object:
    labels = {"app": name}
    container = {"name": "main", "ports": [{"containerPort": port}]}
    template = {
        "metadata": {"labels": labels},
        "spec": {"serviceAccountName": account, "containers": [container]},
    }
    spec = {"selector": {"matchLabels": labels}, "template": template}
    return made("apps/v1", "Deployment", name, home, spec=spec)


def service(name: str, home: str, port: int = 80, target: int = 8080, **more: Any) -> Object:
    ports = [{"name": "http", "port": port, "targetPort": target}]
    spec = {"selector": {"app": name}, "ports": ports}
    return made("v1", "Service", name, home, spec=spec, **more)


def policy(name: str, home: str, **spec: Any) -> Object:
    return made(SECURITY, "AuthorizationPolicy", name, home, spec=spec)


def selected(app: str) -> Object:
    return {"matchLabels": {"app": app}}


def waypoint(name: str, home: str) -> Object:
    listener = {"name": "mesh", "port": 15008, "protocol": "HBONE"}
    spec = {"gatewayClassName": "istio-waypoint", "listeners": [listener]}
    return made(GATEWAY_API, "Gateway", name, home, spec=spec)


def route(name: str, home: str, prefix: str, to: str, gateway: str = "kubeflow/gateway"):
    rule = {
        "match": [{"uri": {"prefix": prefix}}],
        "route": [{"destination": {"host": to, "port": {"number": 80}}}],
    }
    spec = {"gateways": [gateway], "hosts": ["*"], "http": [rule]}
    return made(ISTIO, "VirtualService", name, home, spec=spec)


def entrance(gateway: str = "gateway") -> list[Object]:
    """Return an ingress proxy behind kgateway, and a page that it leads everything to."""
    parent = {"name": "edge", "namespace": "edge"}
    backend = {"name": "ingress", "port": 80}
    proxy = pods("ingress", "kubeflow", "ingress")
    proxy["spec"]["template"]["metadata"]["labels"]["istio.io/dataplane-mode"] = "none"
    server = {"hosts": ["*"], "port": {"name": "http", "number": 80, "protocol": "HTTP"}}
    return [
        namespace("kubeflow"),
        made(
            GATEWAY_API,
            "HTTPRoute",
            "edge",
            "kubeflow",
            spec={
                "hostnames": [HOST],
                "parentRefs": [parent],
                "rules": [{"backendRefs": [backend]}],
            },
        ),
        proxy,
        service("ingress", "kubeflow"),
        made(
            ISTIO,
            "Gateway",
            gateway,
            "kubeflow",
            spec={"selector": {"app": "ingress"}, "servers": [server]},
        ),
        pods("page", "kubeflow"),
        service("page", "kubeflow"),
        route("page", "kubeflow", "/", "page", f"kubeflow/{gateway}"),
    ]
