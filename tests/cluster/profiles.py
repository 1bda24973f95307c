"""Create profiles like Kubeflow's controllers, which are not available as Go modules to build.

Source: profile-controller, access-management and notebook-controller of kubeflow/kubeflow
v1.9.2. Whom they let in is what the environment itself tells them to.
"""

from functools import cache
from typing import Any, Final

from constructs_lib.reach.profiles import Controllers

from .output import overlay

Object = dict[str, Any]

NOTEBOOK: Final = "nb"
TRAINING: Final = "train"
SUGGESTION: Final = "exp-random"
PEERS_PORT: Final = 23456

# By it Istio's CNI plugin, which does not run, tells istiod which pods it has captured.
CAPTURED: Final = {"ambient.istio.io/redirection": "enabled"}


def profile(name: str, owner: str) -> Object:
    """Return a Profile as a user writes it."""
    return {
        "apiVersion": "kubeflow.org/v1",
        "kind": "Profile",
        "metadata": {"name": name},
        "spec": {"owner": {"kind": "User", "name": owner}},
    }


def made_of(profile: Object) -> list[Object]:
    """Return the profile controller's objects, as far as the mesh reads them."""
    name, owner = profile["metadata"]["name"], profile["spec"]["owner"]["name"]
    accounts = [
        _object("v1", "ServiceAccount", account, name)
        for account in ("default-editor", "default-viewer")
    ]
    told = controllers()
    return [told.namespace(name, owner), *accounts, told.owner_access(name, owner)]


def contributor(namespace: str, user: str) -> list[Object]:
    """Return the objects that KFAM creates when an owner adds a member in the dashboard."""
    policy = membership(namespace, user)
    group = "rbac.authorization.k8s.io"
    binding = _object(
        f"{group}/v1",
        "RoleBinding",
        policy["metadata"]["name"],
        namespace,
        roleRef={"apiGroup": group, "kind": "ClusterRole", "name": "kubeflow-edit"},
        subjects=[{"kind": "User", "name": user}],
    )
    binding["metadata"]["annotations"] = policy["metadata"]["annotations"]
    return [binding, policy]


def membership(namespace: str, user: str) -> Object:
    """Return the policy that KFAM creates for a contributor."""
    return controllers().membership(namespace, user)


@cache
def controllers() -> Controllers:
    """Return the controllers of profiles as the environment sets them up."""
    found = Controllers.of(overlay())
    assert found is not None
    return found


def work(namespace: str) -> list[Object]:
    """Return what users of a profile run: a notebook, a training job, a Katib suggestion."""
    return [*_notebook(namespace), *_training(namespace), *_suggestion(namespace)]


def _object(version: str, kind: str, name: str, namespace: str, **fields: Any) -> Object:
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


def _template(
    labels: Object, account: str, port: int, annotations: Object = CAPTURED
) -> Object:
    container = {"name": "main", "image": "main", "ports": [{"containerPort": port}]}
    return {
        "metadata": {"labels": labels, "annotations": annotations},
        "spec": {"serviceAccountName": account, "containers": [container]},
    }


def _pod(name: str, namespace: str, template: Object) -> Object:
    pod = _object("v1", "Pod", name, namespace, spec=template["spec"])
    pod["metadata"] |= template["metadata"]
    return pod


def _service(name: str, namespace: str, selector: Object, port: Object, **spec: Any) -> Object:
    return _object(
        "v1", "Service", name, namespace, spec={"selector": selector, "ports": [port], **spec}
    )


def _notebook(namespace: str) -> list[Object]:
    labels = {"statefulset": NOTEBOOK}
    path = f"/notebook/{namespace}/{NOTEBOOK}/"
    host = f"{NOTEBOOK}.{namespace}.svc.cluster.local"
    return [
        _object(
            "apps/v1",
            "StatefulSet",
            NOTEBOOK,
            namespace,
            spec={
                "serviceName": "",
                "selector": {"matchLabels": labels},
                "template": _template(
                    labels | {"notebook-name": NOTEBOOK}, "default-editor", 8888
                ),
            },
        ),
        _service(
            NOTEBOOK, namespace, labels, {"name": "http-nb", "port": 80, "targetPort": 8888}
        ),
        _object(
            "networking.istio.io/v1",
            "VirtualService",
            f"notebook-{namespace}-{NOTEBOOK}",
            namespace,
            spec={
                "gateways": ["kubeflow/kubeflow-gateway"],
                "hosts": ["*"],
                "http": [
                    {
                        "headers": {"request": {"set": {}}},
                        "match": [{"uri": {"prefix": path}}],
                        "rewrite": {"uri": path},
                        "route": [{"destination": {"host": host, "port": {"number": 80}}}],
                    }
                ],
            },
        ),
    ]


def _training(namespace: str) -> list[Object]:
    labels = {"training.kubeflow.org/job-name": TRAINING}
    peer = _template(labels, "default", PEERS_PORT)
    return [
        _pod(TRAINING, namespace, peer),
        _service(TRAINING, namespace, labels, {"port": PEERS_PORT}, clusterIP="None"),
    ]


def _suggestion(namespace: str) -> list[Object]:
    labels = {"katib.kubeflow.org/deployment": SUGGESTION}
    return [
        _object(
            "apps/v1",
            "Deployment",
            SUGGESTION,
            namespace,
            spec={
                "selector": {"matchLabels": labels},
                "template": _template(labels, "default", 6789),
            },
        ),
        _service(SUGGESTION, namespace, labels, {"name": "suggestion-api", "port": 6789}),
    ]
