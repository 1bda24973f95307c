"""A real Kubernetes API server over its own etcd, on loopback."""

import json
import os
import subprocess
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .binaries import build
from .client import TOKEN, Object, connected
from .processes import LOOPBACK, answers, fetch, free_ports, running, wait_for

# In Kubernetes 1.34 the kind of JobDefaults is off by default.
MUTATING: Final = (
    "--feature-gates=MutatingAdmissionPolicy=true",
    "--runtime-config=admissionregistration.k8s.io/v1beta1=true",
)


class Refused(AssertionError):  # noqa: N818 - it reads as what happened
    """kubectl or the API server refused a test's request."""


@dataclass(frozen=True)
class ApiServer:
    """A running API server, and how tests call it."""

    url: str
    folder: Path

    @property
    def kubeconfig(self) -> Path:
        """Return the administrator's kubeconfig."""
        return self.folder / "kubeconfig"

    @property
    def certificate(self) -> Path:
        """Return the CA of the server: its own certificate."""
        return self.folder / "certificates" / "apiserver.crt"

    @property
    def key(self) -> Path:
        """Return the key that signs service accounts' tokens."""
        return self.folder / "certificates" / "apiserver.key"

    def read(self, path: str) -> Any:
        """Return the server's response to GET, such as of `/api/v1/namespaces`."""
        return json.loads(fetch(f"{self.url}{path}", ca=self.certificate, token=TOKEN))

    def kubectl(
        self, *arguments: str | Path, input: str | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run kubectl as the administrator; its failure fails the test unless check is off."""
        command = ["kubectl", "--kubeconfig", self.kubeconfig, *arguments]
        done = subprocess.run(
            list(map(str, command)),
            env={**os.environ, "KUBECACHEDIR": str(self.folder / "kubectl")},
            input=input,
            capture_output=True,
            check=False,
            text=True,
        )
        if check and done.returncode:
            said = f"{done.stdout}{done.stderr}"
            raise Refused(f"kubectl {' '.join(map(str, arguments))}:\n{said}")
        return done

    def apply(self, objects: Iterable[Object], **options: bool) -> list[str]:
        """Apply objects in order, server-side; return the warnings.

        The options are those of Client.apply. Raises Refused with the server's reasons.
        """
        with connected(self) as client:
            said = [
                (f"{obj['kind']} {obj['metadata']['name']}", client.apply(obj, **options))
                for obj in objects
            ]
        refused = [f"{what}: {it.reason}" for what, it in said if not it.accepted]
        if refused:
            raise Refused("\n".join(refused))
        return [f"{what}: {warning}" for what, it in said for warning in it.warnings]

    def delete(self, obj: Object) -> None:
        """Delete an object; raises Refused if it does not exist."""
        with connected(self) as client:
            answer = client.delete(obj)
        if not answer.accepted:
            raise Refused(answer.reason)

    def define(self, definitions: Iterable[Object], *, force: bool = False) -> None:
        """Apply definitions of kinds, and wait until these are served.

        force: whether fields that another manager applied are taken over.
        """
        defined = list(definitions)
        self.apply(defined, force=force)
        wanted = [
            (f"{crd['spec']['group']}/{version['name']}", crd["spec"]["names"]["kind"])
            for crd in defined
            for version in crd["spec"]["versions"]
            if version["served"]
        ]
        with connected(self) as client:
            wait_for(
                lambda: all(kind in client.kinds(version) for version, kind in wanted),
                "every kind that is defined",
            )


def new_namespace(name: str) -> Object:
    """Return a namespace, to be applied."""
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def called_here(obj: Object, port: int, server: ApiServer) -> Object:
    """Return webhooks that are called at a port of loopback instead of their Service."""
    changed = deepcopy(obj)
    authority = b64encode(server.certificate.read_bytes()).decode()
    for webhook in changed["webhooks"]:
        path = webhook["clientConfig"]["service"]["path"]
        address = f"https://{LOOPBACK}:{port}{path}"
        webhook["clientConfig"] = {"url": address, "caBundle": authority}
    return changed


def kubeconfig(url: str, certificate: Path, *, user: str | None = None) -> str:
    """Return a kubeconfig as text: the administrator's, or an impersonated user's."""
    return _kubeconfig(url, certificate, {"token": TOKEN, **({"as": user} if user else {})})


def account_kubeconfig(server: ApiServer, account: str, namespace: str = "kubeflow") -> str:
    """Return the kubeconfig of an account, by default of the platform's namespace."""
    token = server.kubectl("create", "token", account, "-n", namespace).stdout
    return _kubeconfig(server.url, server.certificate, {"token": token}, namespace=namespace)


def _kubeconfig(
    url: str, certificate: Path, credentials: Mapping[str, str], **inside: str
) -> str:
    cluster = {"server": url, "certificate-authority": str(certificate)}
    context = {"cluster": "tests", "user": "tests", **inside}
    return json.dumps(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "tests", "cluster": cluster}],
            "users": [{"name": "tests", "user": credentials}],
            "contexts": [{"name": "tests", "context": context}],
            "current-context": "tests",
        }
    )


@contextmanager
def etcd(folder: Path) -> Iterator[str]:
    """Run etcd without durable writes, and yield its address."""
    client, peer = (f"http://{LOOPBACK}:{port}" for port in free_ports(2))
    command = [
        build("kubernetes") / "etcd",
        "--data-dir=data",
        "--unsafe-no-fsync",
        "--log-level=warn",
        f"--listen-client-urls={client}",
        f"--advertise-client-urls={client}",
        f"--listen-peer-urls={peer}",
        f"--initial-advertise-peer-urls={peer}",
        f"--initial-cluster=default={peer}",
    ]
    with running(command, folder=folder, ready=lambda: answers(f"{client}/health")):
        yield client


@contextmanager
def api_server(folder: Path, *options: str) -> Iterator[ApiServer]:
    """Run an API server with RBAC, the default admission plugins and further flags."""
    (port,) = free_ports(1)
    server = ApiServer(url=f"https://{LOOPBACK}:{port}", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    tokens = folder / "tokens.csv"
    tokens.write_text(f'{TOKEN},admin,admin,"system:masters"\n', encoding="utf-8")
    server.kubeconfig.write_text(kubeconfig(server.url, server.certificate), encoding="utf-8")

    def ready() -> bool:
        return server.certificate.exists() and answers(
            f"{server.url}/readyz", ca=server.certificate, token=TOKEN
        )

    with etcd(folder / "etcd") as store:
        command = [
            build("kubernetes") / "kube-apiserver",
            f"--etcd-servers={store}",
            # It writes itself a certificate here; the same key signs service accounts' tokens.
            f"--cert-dir={server.certificate.parent}",
            f"--service-account-key-file={server.key}",
            f"--service-account-signing-key-file={server.key}",
            f"--service-account-issuer={server.url}",
            f"--bind-address={LOOPBACK}",
            f"--advertise-address={LOOPBACK}",
            f"--secure-port={port}",
            f"--token-auth-file={tokens}",
            "--authorization-mode=Node,RBAC",
            "--service-cluster-ip-range=10.96.0.0/16",
            # Loopback is no address for the Service `kubernetes` in the server's own eyes.
            "--endpoint-reconciler-type=none",
            *options,
        ]
        with running(command, folder=folder, ready=ready):
            wait_for(
                lambda: (
                    {"default", "kube-system"}
                    <= {
                        ns["metadata"]["name"]
                        for ns in server.read("/api/v1/namespaces")["items"]
                    }
                ),
                "the API server's own namespaces",
            )
            yield server
