"""A cluster of kind that Argo CD fills from a bare repository on this machine."""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib.kube import Object

from ..cluster.binaries import build
from ..cluster.definitions import PLATFORM
from ..cluster.delivery.repository import Repository, repository
from ..cluster.processes import wait_for
from .git_server import serving
from .platform import HOST, platform

ARGO_CD: Final = "argocd"
NAME: Final = "kubeflow-gitops"
_HERE: Final = Path(__file__).parent
_MINUTE: Final = 60.0


@dataclass(frozen=True)
class Cluster:
    """A cluster, as kubectl sees it.

    config: kubectl's file. address: that of a node, at which the Gateway is reached too.
    """

    config: Path
    address: str

    def kubectl(self, *arguments: str, given: str = "") -> str:
        """Return what kubectl prints; what it refuses is an error with its words."""
        command = ["kubectl", f"--kubeconfig={self.config}", *arguments]
        done = subprocess.run(
            command, input=given, capture_output=True, check=False, text=True
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stderr}"
        return done.stdout

    def listed(self, *arguments: str) -> list[Object]:
        """Return the objects that `kubectl get` finds."""
        found: list[Object] = json.loads(self.kubectl("get", "--output=json", *arguments))[
            "items"
        ]
        return found

    def there(self, *arguments: str) -> bool:
        """Return whether `kubectl get` finds what is named, and its kind is known."""
        command = ["kubectl", f"--kubeconfig={self.config}", "get", *arguments]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def apply(self, objects: Sequence[Object] | str) -> None:
        """Apply objects, or a file's text, over what others wrote."""
        text = objects if isinstance(objects, str) else yaml.safe_dump_all(objects)
        self.kubectl("apply", "--server-side", "--force-conflicts", "--filename=-", given=text)

    def addressed(self, service: str, namespace: str) -> None:
        """Write the node's address where a load balancer would write its own."""
        status = {"loadBalancer": {"ingress": [{"ip": self.address}]}}
        patch = json.dumps({"status": status})
        named = ("service", service, f"--namespace={namespace}", "--subresource=status")
        self.kubectl("patch", *named, "--type=merge", f"--patch={patch}")

    def log(self, what: str, namespace: str) -> str:
        """Return the log of what a name or a label's selector stands for."""
        return self.kubectl(
            "logs", "--namespace", namespace, "--prefix", "--tail=-1", *what.split()
        )


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Make a cluster of kind, and delete it in the end."""
    kind = build("kind") / "kind"
    config = folder / "kubeconfig"
    named = ("--name", NAME, "--kubeconfig", str(config))
    settings = str(_HERE / "kind.yaml")
    _run(kind, "create", "cluster", *named, "--config", settings, "--wait", "5m")
    try:
        nodes = json.loads(_docker("inspect", f"{NAME}-control-plane"))
        address = nodes[0]["NetworkSettings"]["Networks"]["kind"]["IPAddress"]
        yield Cluster(config, address)
    finally:
        _run(kind, "delete", "cluster", *named)


@contextmanager
def delivered(made: Cluster, folder: Path) -> Iterator[Repository]:
    """Serve a bare repository to a cluster, and let Argo CD install what is published there.

    What the platform's team does by hand is here: Argo CD itself with its health checks, the
    Gateway with a certificate, and an address for it.
    """
    published = repository(folder / "published")
    with serving(folder / "published", host_address()) as url:
        published.publish(platform(f"{url}/bare.git"))
        files = published.clone
        install_argo_cd(made, (files / "kubeflow/prerequisites/default/argocd-cm.yaml"))
        made.apply((files / "kubeflow/delivery/default.yaml").read_text("utf-8"))
        open_gateway(made, files / "kubeflow/prerequisites/default/gateway.yaml", folder)
        yield published


def install_argo_cd(made: Cluster, settings: Path) -> None:
    """Install Argo CD as it publishes itself, with our health checks beside its settings."""
    manifests = PLATFORM["argocd"].folder() / "manifests" / "install.yaml"
    made.apply([{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": ARGO_CD}}])
    made.kubectl(
        "apply", "--server-side", "--namespace", ARGO_CD, "--filename", str(manifests)
    )
    made.apply(settings.read_text("utf-8"))
    for kind in ("deployments", "statefulsets"):
        for obj in made.listed(kind, "--namespace", ARGO_CD):
            what = f"{kind}/{obj['metadata']['name']}"
            made.kubectl("rollout", "status", "--namespace", ARGO_CD, what, "--timeout=10m")


def open_gateway(made: Cluster, gateway: Path, folder: Path) -> None:
    """Apply the Gateway once its kind is there, with a certificate and an address.

    kind has no load balancer: a node's own address is written where one would write its own,
    and kube-proxy leads there what comes to it.
    """
    wanted = ("crd", "gateways.gateway.networking.k8s.io")
    wait_for(lambda: made.there(*wanted), "the Gateway's kind", seconds=10 * _MINUTE)
    key, certificate = folder / "tls.key", folder / "tls.crt"
    subject = ("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")
    told = ("-x509", "-newkey", "rsa:2048", "-noenc", "-days", "2", *subject)
    _run("openssl", "req", *told, "-keyout", key, "-out", certificate)
    made.kubectl(
        *("create", "secret", "tls", "kubeflow-tls", "--namespace=default"),
        *(f"--key={key}", f"--cert={certificate}"),
    )
    made.apply(gateway.read_text("utf-8"))
    service = ("service", "default-gateway", "--namespace=default")
    wait_for(lambda: made.there(*service), "kgateway's Service", seconds=20 * _MINUTE)
    made.addressed("default-gateway", "default")


def unhealthy(made: Cluster) -> Mapping[str, str]:
    """Return what Argo CD says of each Application that is not synced and healthy."""
    return {
        obj["metadata"]["name"]: said
        for obj in made.listed("applications", "--namespace", ARGO_CD)
        if (said := _said(obj)) != "Synced, Healthy"
    }


def host_address() -> str:
    """Return the address at which pods of kind's clusters reach this machine."""
    networks: list[dict[str, Any]] = json.loads(_docker("network", "inspect", "kind"))
    gateways = [each["Gateway"] for each in networks[0]["IPAM"]["Config"] if "Gateway" in each]
    return next(str(each) for each in gateways if ":" not in each)


def _said(application: Object) -> str:
    status = application.get("status", {})
    health, sync = status.get("health", {}), status.get("sync", {})
    return f"{sync.get('status', 'Unknown')}, {health.get('status', 'Unknown')}"


def _docker(*arguments: str) -> str:
    return _run("docker", *arguments)


def _run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stderr}"
    return done.stdout
