"""The real Kueue beside a cluster with queues, and the real training operator."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib.config import PROFILES

from ..accelerated import node
from ..api_server import MUTATING, ApiServer, account_kubeconfig, called_here, new_namespace
from ..api_server import api_server as running_api_server
from ..binaries import build
from ..client import Object, connected
from ..definitions import KUEUE
from ..processes import LOOPBACK, answers, free_ports, running, wait_for
from ..queued import QUEUES, SLICE, TPU, USERS, environment, namespaces, queues
from ..servers import NODE, controllers, pods

CLUSTER_QUEUES: Final = "/apis/kueue.x-k8s.io/v1beta2/clusterqueues"
HOME: Final = "kueue-system"
ACCOUNT: Final = "kueue-controller-manager"
# What docs/queues.md says that Kueue needs for Kubeflow v1.9.1.
FRAMEWORKS: Final = (
    "kubeflow.org/paddlejob",
    "kubeflow.org/pytorchjob",
    "kubeflow.org/tfjob",
    "kubeflow.org/xgboostjob",
    "pod",
)
_WEBHOOKS: Final = "WebhookConfiguration"
_MERGE: Final = "application/merge-patch+json"
_TRAINING: Final = "training-operator"
# Where the training operator looks whether a certificate is mounted.
_MOUNTED: Final = Path("/tmp/k8s-webhook-server/serving-certs/tls.crt")


@dataclass(frozen=True)
class Queued:
    """A cluster in which Kueue admits work."""

    server: ApiServer

    def job(self, name: str, namespace: str = "vision") -> dict[str, Any]:
        """Return a PyTorchJob."""
        found: dict[str, Any] = self.server.read(
            f"/apis/kubeflow.org/v1/namespaces/{namespace}/pytorchjobs/{name}"
        )
        return found

    def suspended(self, name: str, namespace: str = "vision") -> bool | None:
        """Return whether a PyTorchJob is suspended; None if that is not said."""
        policy = self.job(name, namespace)["spec"].get("runPolicy", {})
        said: bool | None = policy.get("suspend")
        return said

    def workload(self, owner: str, namespace: str = "vision") -> dict[str, Any]:
        """Return the Workload of a job or pod, once Kueue has made it."""
        found: list[dict[str, Any]] = []

        def there() -> bool:
            listed = self.server.read(
                f"/apis/kueue.x-k8s.io/v1beta2/namespaces/{namespace}/workloads"
            )["items"]
            found[:] = [
                each
                for each in listed
                if any(o["name"] == owner for o in each["metadata"]["ownerReferences"])
            ]
            return bool(found)

        wait_for(there, f"the Workload of {owner}")
        return found[0]

    def condition(self, owner: str, kind: str, namespace: str = "vision") -> tuple[str, str]:
        """Return the status and the message of a Workload's condition; empty if none."""
        for each in self.workload(owner, namespace).get("status", {}).get("conditions", ()):
            if each["type"] == kind:
                return each["status"], each["message"]
        return "", ""

    def active(self, name: str) -> bool:
        """Return whether a ClusterQueue admits work."""
        found = self.server.read(f"{CLUSTER_QUEUES}/{name}").get("status", {})
        return any(
            each["type"] == "Active" and each["status"] == "True"
            for each in found.get("conditions", ())
        )

    def finish(self, pod: str, namespace: str, *containers: str) -> None:
        """Have a pod succeed, which nothing here runs."""
        ended = {"terminated": {"exitCode": 0, "reason": "Completed"}}
        said = {"image": "any", "imageID": "", "ready": False, "restartCount": 0}
        status = {
            "phase": "Succeeded",
            "containerStatuses": [{"name": n, **said, "state": ended} for n in containers],
        }
        path = f"/api/v1/namespaces/{namespace}/pods/{pod}/status"
        with connected(self.server) as client:
            answer = client.send("PATCH", path, {"status": status}, content=_MERGE)
        assert answer.accepted, answer.reason

    def pod(self, name: str, namespace: str = "vision") -> dict[str, Any]:
        """Return a pod."""
        found: dict[str, Any] = self.server.read(f"/api/v1/namespaces/{namespace}/pods/{name}")
        return found

    def pod_names(self, namespace: str = "vision") -> list[str]:
        """Return the names of a profile's pods."""
        listed = self.server.read(f"/api/v1/namespaces/{namespace}/pods")["items"]
        return [each["metadata"]["name"] for each in listed]


@contextmanager
def queued(folder: Path) -> Iterator[Queued]:
    """Run a cluster with profiles in queues, Kueue and the training operator."""
    with ExitStack() as stack:
        server = stack.enter_context(running_api_server(folder / "cluster", *MUTATING))
        operator = environment()[_TRAINING]
        server.define(map(_converted, KUEUE.definitions()))
        server.define(o for o in operator if o["kind"] == "CustomResourceDefinition")
        server.apply([new_namespace("kubeflow"), new_namespace(HOME), *namespaces()])
        stack.enter_context(controllers(server))
        stack.enter_context(pods(server))
        server.apply([*_account(), *_certified()])
        stack.enter_context(_kueue(server))
        server.apply(queues())
        stack.enter_context(_training_operator(server, operator))
        server.apply(
            node(each.name, each, devices=8) for each in (SLICE.accelerator, TPU.accelerator)
        )
        server.kubectl("taint", "node", NODE, f"{USERS.key}={USERS.value}:{USERS.effect}")
        started = Queued(server)
        for each in QUEUES.queues:
            wait_for(partial(started.active, each.name), f"queue {each.name}")
        yield started


@contextmanager
def _kueue(server: ApiServer) -> Iterator[None]:
    """Run Kueue, and let the API server ask it at a port of loopback.

    It runs beside the cluster, and does not compete for the lead.
    """
    folder = server.folder / "kueue"
    port, metrics, health = free_ports(3)
    certificates = folder / "certificates"
    certificates.mkdir(parents=True)
    _mount(certificates, server)
    settings = {
        "apiVersion": "config.kueue.x-k8s.io/v1beta2",
        "kind": "Configuration",
        "namespace": HOME,
        "health": {"healthProbeBindAddress": f"{LOOPBACK}:{health}"},
        "metrics": {"bindAddress": f"{LOOPBACK}:{metrics}"},
        "webhook": {"host": LOOPBACK, "port": port, "certDir": str(certificates)},
        "leaderElection": {"leaderElect": False},
        "internalCertManagement": {"enable": True},
        "managedJobsNamespaceSelector": {"matchLabels": dict(PROFILES)},
        "integrations": {"frameworks": list(FRAMEWORKS)},
    }
    config = folder / "config.yaml"
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    access = folder / "kubeconfig"
    access.write_text(account_kubeconfig(server, ACCOUNT, HOME), encoding="utf-8")
    with running(
        [
            build("kueue") / "kueue",
            f"--config={config}",
            # It would listen on every address.
            "--feature-gates=VisibilityOnDemand=false",
        ],
        folder=folder,
        ready=lambda: answers(f"http://{LOOPBACK}:{health}/readyz"),
        environment={"KUBECONFIG": str(access)},
    ):
        server.apply(called_here(obj, port, server) for obj in _published("webhook/manifests"))
        yield


@contextmanager
def _training_operator(server: ApiServer, objects: list[dict[str, Any]]) -> Iterator[None]:
    """Run the training operator with its own account's rights, without its webhook.

    It waits until it has written its certificate into the configuration of its webhooks, which
    are called for nothing here.
    """
    folder = server.folder / _TRAINING
    port, metrics, health = free_ports(3)
    certificates = folder / "k8s-webhook-server/serving-certs"
    certificates.mkdir(parents=True)
    _mount(certificates, server)
    server.apply(
        _for_nothing(obj)
        for obj in objects
        if obj["kind"] in ("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Secret")
        or obj["kind"] in ("Role", "RoleBinding")
        or obj["kind"].endswith(_WEBHOOKS)
    )
    access = folder / "kubeconfig"
    access.write_text(account_kubeconfig(server, _TRAINING), encoding="utf-8")
    with (
        _mounted(),
        running(
            [
                build("training-operator") / "training-operator.v1",
                f"--metrics-bind-address={LOOPBACK}:{metrics}",
                f"--health-probe-bind-address={LOOPBACK}:{health}",
                f"--webhook-server-port={port}",
            ],
            folder=folder,
            ready=lambda: answers(f"http://{LOOPBACK}:{health}/readyz"),
            # Where it looks for what its webhook serves.
            environment={"KUBECONFIG": str(access), "TMPDIR": str(folder)},
        ),
    ):
        yield


@contextmanager
def _mounted() -> Iterator[None]:
    """Have a file where the training operator looks for one, without reading it."""
    if _MOUNTED.exists():
        yield
        return
    _MOUNTED.parent.mkdir(parents=True, exist_ok=True)
    _MOUNTED.touch()
    try:
        yield
    finally:
        _MOUNTED.unlink()


def _mount(folder: Path, server: ApiServer) -> None:
    for name, file in {"tls.crt": server.certificate, "tls.key": server.key}.items():
        (folder / name).write_bytes(file.read_bytes())


def _published(name: str) -> list[dict[str, Any]]:
    """Return objects of Kueue's own, as its module has them."""
    file = KUEUE.folder() / f"config/components/{name}.yaml"
    return [each for each in yaml.safe_load_all(file.read_text("utf-8")) if each]


def _account() -> list[Object]:
    """Return Kueue's account with its own role."""
    (role,) = (o for o in _published("rbac/role") if o["kind"] == "ClusterRole")
    subject = {"kind": "ServiceAccount", "name": ACCOUNT, "namespace": HOME}
    group = "rbac.authorization.k8s.io"
    reference = {"apiGroup": group, "kind": "ClusterRole", "name": role["metadata"]["name"]}
    return [
        {
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": {"name": ACCOUNT, "namespace": HOME},
        },
        role,
        {
            "apiVersion": f"{group}/v1",
            "kind": "ClusterRoleBinding",
            "metadata": {"name": "kueue"},
            "roleRef": reference,
            "subjects": [subject],
        },
    ]


def _certified() -> list[Object]:
    """Return what Kueue writes the certificates into that it makes itself.

    It does not start without. What is called here are other configurations, with the
    certificate of the API server, whose name is an address.
    """
    role, binding = _published("rbac/manager_secrets_role"), "rbac.authorization.k8s.io"
    [rights] = role
    rights["metadata"]["namespace"] = HOME
    reference = {"apiGroup": binding, "kind": "Role", "name": rights["metadata"]["name"]}
    webhooks = []
    for obj in _published("webhook/manifests"):
        [first, *_] = _for_nothing(obj)["webhooks"]
        name = {"name": f"kueue-{obj['metadata']['name']}"}
        webhooks.append({**obj, "metadata": name, "webhooks": [first]})
    return [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "kueue-webhook-server-cert", "namespace": HOME},
        },
        rights,
        {
            "apiVersion": f"{binding}/v1",
            "kind": "RoleBinding",
            "metadata": {"name": "kueue", "namespace": HOME},
            "roleRef": reference,
            "subjects": [{"kind": "ServiceAccount", "name": ACCOUNT, "namespace": HOME}],
        },
        *webhooks,
    ]


def _converted(definition: dict[str, Any]) -> dict[str, Any]:
    """Return a kind whose other versions Kueue converts; none of them is used here."""
    if len(definition["spec"]["versions"]) == 1:
        return definition
    service = {"namespace": HOME, "name": "kueue-webhook-service", "path": "/convert"}
    webhook = {"clientConfig": {"service": service}, "conversionReviewVersions": ["v1"]}
    conversion = {"strategy": "Webhook", "webhook": webhook}
    return {**definition, "spec": {**definition["spec"], "conversion": conversion}}


def _for_nothing(obj: dict[str, Any]) -> dict[str, Any]:
    """Return an object as it is; webhooks with a selector that matches no namespace."""
    changed = deepcopy(obj)
    for webhook in changed.get("webhooks", ()):
        webhook["namespaceSelector"] = {"matchLabels": {"example.com/asked": "never"}}
    return changed
