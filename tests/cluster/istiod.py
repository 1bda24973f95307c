"""Run a real istiod in ambient mode: its policies, and its configuration of ztunnel."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import yaml

from constructs_lib.config import Ambient, Config, PlatformPrerequisites
from constructs_lib.mesh import istiod_values
from constructs_lib.reach.ztunnel import policies_of

from .api_server import ApiServer, kubeconfig, new_namespace
from .binaries import build
from .definitions import injection
from .output import release
from .processes import LOOPBACK, answers, fetch, free_ports, running, wait_for

_DEFAULT: Final = Config(release=release())

# What docs/prerequisites.md asks of the platform's istiod.
MESH: Final = istiod_values(_DEFAULT, PlatformPrerequisites())["meshConfig"]


@dataclass(frozen=True)
class Istiod:
    """A running istiod."""

    server: ApiServer
    http: str
    monitoring: str
    xds: str

    def debug(self, page: str) -> Any:
        """Return istiod's response at /debug/…, such as `ambientz`."""
        return json.loads(fetch(f"{self.http}/debug/{page}"))

    def ambient(self) -> dict[str, list[dict[str, Any]]]:
        """Return istiod's configuration of ztunnel: workloads, services and policies."""
        return self.debug("ambientz")

    def policies_at(self, namespace: str) -> dict[str, set[str]]:
        """Return the policies, `namespace/name`, that ztunnel enforces for each workload."""
        told = self.ambient()
        at: dict[str, set[str]] = {}
        for workload in told["workloads"]:
            if workload["namespace"] == namespace:
                names = {
                    f"{each['namespace']}/{each['name']}"
                    for each in policies_of(told, workload)
                }
                at.setdefault(workload["workloadName"], set()).update(names)
        return at

    def conditions(self, kind: str, name: str, namespace: str) -> dict[str, dict[str, Any]]:
        """Return what istiod wrote in an object's status, by type, once it has seen it."""
        found: dict[str, dict[str, Any]] = {}

        def judged() -> bool:
            read = self.server.kubectl("get", kind, name, "-n", namespace, "-o", "json").stdout
            obj = json.loads(read)
            found.update(
                (condition["type"], condition)
                for condition in obj.get("status", {}).get("conditions", ())
                if int(condition["observedGeneration"]) == obj["metadata"]["generation"]
            )
            return bool(found)

        wait_for(judged, f"a status of {kind} {namespace}/{name}", seconds=20)
        return found


def _rights(user: str) -> list[dict[str, Any]]:
    """Return read and write rights of istiod's own account, without administration.

    Its chart's roles name kinds one by one; which ones does not matter to what is asked here.
    """
    group = "rbac.authorization.k8s.io"
    namespace, name = user.split(":")[2:]
    verbs = ["get", "list", "watch", "create", "update", "patch", "delete"]
    return [
        {
            "apiVersion": f"{group}/v1",
            "kind": "ClusterRole",
            "metadata": {"name": "istiod-tested"},
            "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": verbs}],
        },
        {
            "apiVersion": f"{group}/v1",
            "kind": "ClusterRoleBinding",
            "metadata": {"name": "istiod-tested"},
            "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": "istiod-tested"},
            "subjects": [{"kind": "ServiceAccount", "name": name, "namespace": namespace}],
        },
    ]


@contextmanager
def istiod(
    server: ApiServer,
    mesh: Mapping[str, Any] | None = None,
    *,
    name: str = "istiod",
    config: Config = _DEFAULT,
) -> Iterator[Istiod]:
    """Run istiod, and wait until it has read all objects of the API server.

    mesh: its settings, where they are not those that docs/prerequisites.md asks for. name: of
    its folder, where another one watches the same server. config: of an ambient mesh, whose
    istiod it is; as its user it writes, which is how admission policies know it.
    """
    assert isinstance(config.mesh, Ambient)
    values = istiod_values(config, PlatformPrerequisites())
    home, user = config.mesh.istiod_namespace, config.mesh.istiod_user
    http, grpc, monitoring = free_ports(3)
    folder = server.folder / name
    folder.mkdir()
    server.apply([new_namespace(home), *_rights(user)])
    access = folder / "kubeconfig"
    access.write_text(kubeconfig(server.url, server.certificate, user=user), "utf-8")
    settings = dict(mesh or values["meshConfig"])
    (folder / "mesh.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    # The only place, under its working folder, where it looks for what waypoints are made of.
    inject = shutil.copytree(injection(), folder / "var/lib/istio/inject")
    made_with = json.loads((inject / "values").read_text("utf-8"))
    made_with["gateways"] |= values.get("gateways", {})
    (inject / "values").write_text(json.dumps(made_with), encoding="utf-8")
    command = [
        build("istio") / "pilot-discovery",
        "discovery",
        f"--kubeconfig={access}",
        f"--meshConfig={folder / 'mesh.yaml'}",
        f"--httpAddr={LOOPBACK}:{http}",
        f"--grpcAddr={LOOPBACK}:{grpc}",
        f"--monitoringAddr={LOOPBACK}:{monitoring}",
        # Empty is off: no proxy connects with a certificate, and webhooks share the HTTP port.
        "--httpsAddr=",
        "--secureGRPCAddr=",
        f"--domain={config.cluster_domain}",
        "--ctrlz_port=0",
        "--shutdownDuration=0s",
    ]
    environment = {
        "CLUSTER_ID": config.mesh.cluster_id,
        "POD_NAME": "istiod",
        "POD_NAMESPACE": home,
        "REVISION": config.mesh.revision or "default",
        **values["env"],
    }
    here = f"http://{LOOPBACK}"
    made = Istiod(
        server=server,
        http=f"{here}:{http}",
        monitoring=f"{here}:{monitoring}",
        xds=f"{LOOPBACK}:{grpc}",
    )
    with running(
        command,
        folder=folder,
        ready=lambda: answers(f"{made.http}/ready"),
        environment=environment,
    ):
        yield made
