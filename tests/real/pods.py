"""Pods of a real cluster, and a pod of nobody's that asks for something."""

from collections.abc import Iterable, Iterator
from typing import Final

from constructs_lib.catalog import Images
from constructs_lib.kube import Object

from .cluster import Cluster

# How far somebody comes: a network plugin drops what ztunnel and proxies would close.
ANSWERED: Final = "answered"
CLOSED: Final = "closed"
DROPPED: Final = "dropped"

_NAME: Final = "stranger"
_ASK: Final = f"""\
import socket, sys

try:
    asked = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=5)
except TimeoutError:
    print("{DROPPED}")
except OSError:
    print("{CLOSED}")
else:
    try:
        asked.sendall(b"GET / HTTP/1.0\\r\\n\\r\\n")
        print("{ANSWERED}" if asked.recv(1) else "{CLOSED}")
    except OSError:
        print("{CLOSED}")
"""


def of_kubeflow(made: Cluster) -> list[Object]:
    """Return the pods of the platform and of its profiles."""
    named = made.listed("namespaces")
    ours = {"kubeflow", "auth", "oauth2-proxy"} | {
        obj["metadata"]["name"]
        for obj in named
        if obj["metadata"].get("labels", {}).get("app.kubernetes.io/part-of")
        == "kubeflow-profile"
    }
    pods = made.listed("pods", "--all-namespaces")
    return [pod for pod in pods if pod["metadata"]["namespace"] in ours]


def name_of(pod: Object) -> str:
    """Return a pod's namespace and name."""
    return f"{pod['metadata']['namespace']}/{pod['metadata']['name']}"


def statuses(pod: Object) -> Iterator[Object]:
    """Yield the status of each container of a pod."""
    status = pod["status"]
    yield from (*status.get("initContainerStatuses", ()), *status.get("containerStatuses", ()))


def waiting(pods: Iterable[Object]) -> dict[str, str]:
    """Return why containers wait, such as ImagePullBackOff, by pod and container."""
    return {
        f"{name_of(pod)} {status['name']}": status["state"]["waiting"].get("reason", "")
        for pod in pods
        for status in statuses(pod)
        if "waiting" in status["state"]
    }


def asks(made: Cluster, namespace: str, host: str, port: int) -> str:
    """Run a pod that nobody knows, in some namespace; return how far it comes at a port."""
    context = {"runAsNonRoot": True, "runAsUser": 65534, "allowPrivilegeEscalation": False}
    container = {
        "name": _NAME,
        "image": Images().named("python"),
        "command": ["python", "-c", _ASK, host, str(port)],
        "securityContext": {**context, "capabilities": {"drop": ["ALL"]}},
    }
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": _NAME, "namespace": namespace},
        "spec": {
            "restartPolicy": "Never",
            "automountServiceAccountToken": False,
            "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
            "containers": [container],
        },
    }
    made.apply([pod])
    place = f"--namespace={namespace}"
    finished = "--for=jsonpath={.status.phase}=Succeeded"
    try:
        made.kubectl("wait", f"pod/{_NAME}", place, finished, "--timeout=5m")
        return made.kubectl("logs", _NAME, place).strip()
    finally:
        made.kubectl("delete", "pod", _NAME, place, "--now")
