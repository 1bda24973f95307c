"""Istio's proxies in the cluster: their pods, and istiod's configuration of each."""

from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote

import yaml

from .api_server import ApiServer
from .istiod import Istiod
from .processes import wait_for
from .xds import Told, told


def one_pod(server: ApiServer, namespace: str, label: str) -> dict[str, Any]:
    """Return the only pod with a label, `name=value`, once it has an address."""
    path = f"/api/v1/namespaces/{namespace}/pods?labelSelector={quote(label)}"
    found: list[dict[str, Any]] = []

    def there() -> bool:
        found[:] = server.read(path)["items"]
        return len(found) == 1 and "podIP" in found[0]["status"]

    wait_for(there, f"the address of one pod with {label} in {namespace}")
    return found[0]


def said_of(pod: Mapping[str, Any]) -> dict[str, Any]:
    """Return istio-agent's metadata for istiod: labels and variables of its pod."""
    prefix = "ISTIO_META_"
    (container,) = pod["spec"]["containers"]
    variables = {
        variable["name"].removeprefix(prefix): variable["value"]
        for variable in container.get("env", ())
        if variable["name"].startswith(prefix) and "value" in variable
    }
    metadata = pod["metadata"]
    configured = metadata.get("annotations", {}).get("proxy.istio.io/config", "{}")
    return variables | {
        "ISTIO_VERSION": container["image"].rpartition(":")[2],
        "LABELS": metadata["labels"],
        "NAME": metadata["name"],
        "NAMESPACE": metadata["namespace"],
        "PROXY_CONFIG": yaml.safe_load(configured),
        "SERVICE_ACCOUNT": pod["spec"]["serviceAccountName"],
    }


def told_to(
    istiod: Istiod,
    pod: Mapping[str, Any],
    *,
    kind: Literal["router", "waypoint"],
    domain: str = "cluster.local",
) -> Told:
    """Return istiod's configuration of a pod's proxy; domain: the cluster's in DNS."""
    name, namespace = pod["metadata"]["name"], pod["metadata"]["namespace"]
    address = pod["status"]["podIP"]
    return told(
        istiod.xds,
        node=f"{kind}~{address}~{name}.{namespace}~{namespace}.svc.{domain}",
        metadata=said_of(pod),
        endpoints=True,
    )
