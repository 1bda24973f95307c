"""Run the controllers of the API server, each as long as its context."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import yaml

from .api_server import ApiServer
from .binaries import build
from .definitions import stages
from .processes import LOOPBACK, free_ports, running

NODE: Final = "node"

# The one annotation by which kwok knows that a Node is its to play.
PLAYED: Final = {"kwok.x-k8s.io/node": "fake"}


@contextmanager
def controllers(server: ApiServer, *options: str) -> Iterator[None]:
    """Run Kubernetes' own controllers, with further flags, and its scheduler."""
    manager, scheduler = free_ports(2)
    common = (
        f"--kubeconfig={server.kubeconfig}",
        f"--authentication-kubeconfig={server.kubeconfig}",
        f"--authorization-kubeconfig={server.kubeconfig}",
        f"--bind-address={LOOPBACK}",
        "--leader-elect=false",
    )
    programs = build("kubernetes")
    manage = [
        programs / "kube-controller-manager",
        *common,
        f"--secure-port={manager}",
        f"--cert-dir={server.folder / 'controller-manager'}",
        f"--service-account-private-key-file={server.key}",
        f"--root-ca-file={server.certificate}",
        "--use-service-account-credentials",
        # kwok's heart beats too slowly for the default, by which the node would be lost.
        "--node-monitor-grace-period=1h",
        *options,
    ]
    schedule = [
        programs / "kube-scheduler",
        *common,
        f"--secure-port={scheduler}",
        f"--cert-dir={server.folder / 'scheduler'}",
    ]

    def has_accounts() -> bool:
        accounts = server.read("/api/v1/namespaces/default/serviceaccounts")["items"]
        return any(account["metadata"]["name"] == "default" for account in accounts)

    with (
        running(manage, folder=server.folder, ready=has_accounts),
        running(schedule, folder=server.folder, ready=lambda: True),
    ):
        yield


@contextmanager
def pods(
    server: ApiServer,
    *,
    beside: Sequence[dict[str, Any]] = (),
    addresses: str = "10.244.0.0/16",
) -> Iterator[None]:
    """Run kwok, which plays one node: pods that land on it become ready and have addresses.

    beside: what else it plays, as kwok's own kind Stage says it. addresses: of the pods.
    """
    (port,) = free_ports(1)
    node = {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": NODE,
            "annotations": PLAYED,
            "labels": {
                "kubernetes.io/arch": "amd64",
                "kubernetes.io/hostname": NODE,
                "kubernetes.io/os": "linux",
            },
        },
        "status": {
            field: {"cpu": "64", "memory": "256Gi", "pods": "1000"}
            for field in ("allocatable", "capacity")
        },
    }
    played = server.folder / "stages.yaml"
    played.write_text(yaml.safe_dump_all([*stages(), *beside]), encoding="utf-8")
    command = [
        build("kwok") / "kwok",
        f"--config={played}",
        f"--kubeconfig={server.kubeconfig}",
        "--manage-nodes-with-annotation-selector="
        + ",".join(f"{key}={value}" for key, value in PLAYED.items()),
        f"--cidr={addresses}",
        "--node-ip=10.0.0.1",
        f"--server-address={LOOPBACK}:{port}",
    ]

    def node_is_ready() -> bool:
        node = server.read(f"/api/v1/nodes/{NODE}")
        conditions = {c["type"]: c["status"] for c in node["status"].get("conditions", [])}
        return conditions.get("Ready") == "True"

    server.apply([node])
    with running(command, folder=server.folder, ready=node_is_ready):
        yield
