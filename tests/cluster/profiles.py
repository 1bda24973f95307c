"""Create profiles like Kubeflow's controllers, which are not available as Go modules to build.

Source: profile-controller, access-management and notebook-controller of kubeflow/kubeflow
v1.9.2. Whom they let in is what the environment itself tells them to.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from .output import known_as, shipped

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
    told = _settings("profiles-config")
    accounts = [
        _object("v1", "ServiceAccount", account, name)
        for account in ("default-editor", "default-viewer")
    ]
    rules = [
        _as_user(owner),
        {"when": [{"key": "source.namespace", "values": [name]}]},
        {"to": [{"operation": {"paths": ["/healthz", "/metrics", "/wait-for-drain"]}}]},
        {
            "from": [{"source": {"principals": [told["NOTEBOOK_CONTROLLER_PRINCIPAL"]]}}],
            "to": [{"operation": {"methods": ["GET"], "paths": ["*/api/kernels"]}}],
        },
    ]
    return [
        {
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": {"name": name, "labels": _labels(), "annotations": {"owner": owner}},
        },
        *accounts,
        _policy("ns-owner-access-istio", name, owner, "admin", rules),
    ]


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
    name = re.sub("[^a-z0-9]+", "-", f"user-{user}-clusterrole-edit")
    return _policy(name, namespace, user, "edit", [_as_user(user)])


def work(namespace: str) -> list[Object]:
    """Return what users of a profile run: a notebook, a training job, a Katib suggestion."""
    return [*_notebook(namespace), *_training(namespace), *_suggestion(namespace)]


def _object(version: str, kind: str, name: str, namespace: str, **fields: Any) -> Object:
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


def _settings(name: str) -> Mapping[str, str]:
    told: Mapping[str, str] = shipped("ConfigMap", name)["data"]
    return told


def _labels() -> Mapping[str, str]:
    """Return a profile's labels: the controller's own, then those told; empty takes away."""
    told = yaml.safe_load(
        _settings(known_as("namespace-labels-data"))["namespace-labels.yaml"]
    )
    labels = {"istio-injection": "enabled"}
    for key, value in told.items():
        if value:
            labels.setdefault(key, value)
        else:
            labels.pop(key, None)
    return labels


def _as_user(user: str) -> Object:
    told = _settings("profiles-config")
    principals = [told["ISTIO_INGRESS_GATEWAY_PRINCIPAL"], told["KFP_UI_PRINCIPAL"]]
    header = f"request.headers[{told['USERID_HEADER']}]"
    return {
        "from": [{"source": {"principals": principals}}],
        "when": [{"key": header, "values": [told["USERID_PREFIX"] + user]}],
    }


def _policy(
    name: str, namespace: str, user: str, role: str, rules: Sequence[Object]
) -> Object:
    made = _object("security.istio.io/v1", "AuthorizationPolicy", name, namespace)
    made["metadata"]["annotations"] = {"user": user, "role": role}
    return made | {"spec": {"rules": list(rules)}}


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
