"""Objects as small as a sentence about them needs."""

from constructs_lib.review.graph import graph_of

GATEWAY = "cluster.local/ns/kubeflow/sa/entry"


def obj(kind, name, spec=None, *, api="v1", namespace="kubeflow", labels=None, **fields):
    metadata = {"name": name, "namespace": namespace, "labels": labels or {}}
    return {
        "apiVersion": api,
        "kind": kind,
        "metadata": metadata,
        "spec": spec or {},
        **fields,
    }


def deployment(name, *, namespace="kubeflow", **pod):
    template = {
        "metadata": {"labels": {"app": name}},
        "spec": {"serviceAccountName": name, "containers": [], **pod},
    }
    return obj("Deployment", name, {"template": template}, api="apps/v1", namespace=namespace)


def service(name, *, namespace="kubeflow", labels=None):
    spec = {"selector": {"app": name}, "ports": [{"port": 80}]}
    return obj("Service", name, spec, namespace=namespace, labels=labels)


def server(name, **pod):
    """Return a Deployment and its Service."""
    return [deployment(name, **pod), service(name)]


def policy(app, *principals, name=None, **spec):
    sources = [{"source": {"principals": list(principals)}}] if principals else []
    rule = {"from": sources} if sources else {"to": [{"operation": {"ports": ["80"]}}]}
    spec = {"selector": {"matchLabels": {"app": app}}, "rules": [rule], **spec}
    return obj("AuthorizationPolicy", name or app, spec, api="security.istio.io/v1")


def account(name):
    return f"cluster.local/ns/kubeflow/sa/{name}"


def virtual_service(app, prefix, namespace="kubeflow"):
    http = {
        "match": [{"uri": {"prefix": prefix}}],
        "route": [{"destination": {"host": f"{app}.{namespace}.svc.cluster.local"}}],
    }
    return obj("VirtualService", app, {"http": [http]}, api="networking.istio.io/v1")


def network_policy(app, *peers):
    ingress = {"from": list(peers)} if peers else {"ports": [{"port": 80}]}
    spec = {"podSelector": {"matchLabels": {"app": app}}, "ingress": [ingress]}
    return obj("NetworkPolicy", app, spec, api="networking.k8s.io/v1")


FROM_PROFILES = {
    "namespaceSelector": {"matchLabels": {"app.kubernetes.io/part-of": "kubeflow-profile"}}
}
CLOSED = obj("AuthorizationPolicy", "default-deny", api="security.istio.io/v1")
# The host leads to a gateway that asks for a login, but for the paths of the login itself.
WAY_IN = [
    obj(
        "HTTPRoute",
        "route",
        {
            "hostnames": ["ml.example.com"],
            "parentRefs": [{"name": "edge", "namespace": "edge"}],
            "rules": [{"backendRefs": [{"name": "entry", "port": 80}]}],
        },
        api="gateway.networking.k8s.io/v1",
    ),
    *server("entry"),
    policy("entry", name="entry"),
    policy(
        "entry",
        name="login",
        action="CUSTOM",
        provider={"name": "login"},
        rules=[{"to": [{"operation": {"notPaths": ["/dex/*"]}}]}],
    ),
]


def drawn(*objects):
    return graph_of("test", {"unit": list(objects)})


def lines(*objects):
    """Return who reaches what, namespaces left out, and how."""
    return {
        (_short(edge.source), _short(edge.target), edge.relation)
        for edge in drawn(*objects).edges
    }


def notes(name, *objects):
    """Return what is to know of a workload."""
    [found] = [
        line.notes
        for node in drawn(*objects).nodes
        for line in node.lines
        if line.name == name
    ]
    return found


def _short(key):
    return key.removeprefix("kubeflow/")
