"""Says what the platform lacks of what an environment needs; runs before it is applied.

    check_prerequisites.py NEEDS.json

Reads and never writes. Everything that is missing is named, one line each; then the exit code
is 1. What Istio does with Ingresses is said, and is nobody's fault.
NEEDS.json: {"kinds": [{"api", "kind", "brought_by"}], "gateways": [{"namespace", "name",
"listeners": [NAME]}], "gateway_classes": [NAME], "storage": [{"claim", "storage_class"}]},
where an empty storage class is the cluster's default.
"""

import json
import os
import re
import ssl
import sys
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path
from typing import Any

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
GATEWAY_API = "/apis/gateway.networking.k8s.io/v1"
STORAGE_CLASSES = "/apis/storage.k8s.io/v1/storageclasses"
ISTIO = "/api/v1/namespaces/istio-system/configmaps/istio"
MODE = r"^ingressControllerMode: *[\"']?(\w+)"
# Of istiod itself, where its settings do not say it.
ISTIO_DEFAULT = "STRICT"
DEFAULT_CLASS = (
    "storageclass.kubernetes.io/is-default-class",
    "storageclass.beta.kubernetes.io/is-default-class",
)


class Cluster:
    """The API server, as this pod's service account sees it."""

    def __init__(self, account: Path) -> None:
        host = os.environ["KUBERNETES_SERVICE_HOST"]
        address = f"[{host}]" if ":" in host else host
        self.url = f"https://{address}:{os.environ['KUBERNETES_SERVICE_PORT']}"
        self.token = (account / "token").read_text(encoding="utf-8").strip()
        self.context = ssl.create_default_context(cafile=str(account / "ca.crt"))

    def read(self, path: str) -> dict[str, Any] | None:
        """Return what is at a path, None where nothing is."""
        request = urllib.request.Request(  # noqa: S310 - always https
            f"{self.url}{path}", headers={"Authorization": f"Bearer {self.token}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=30, context=self.context) as answer:  # noqa: S310
                found: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise
        return found


def problems(needs: dict[str, Any], cluster: Cluster) -> list[str]:
    """Return a sentence for each thing that is missing."""
    found = unserved(needs["kinds"], cluster)
    classes = dict.fromkeys(needs["gateway_classes"])
    for gateway in needs["gateways"]:
        path = f"namespaces/{gateway['namespace']}/gateways/{gateway['name']}"
        there = cluster.read(f"{GATEWAY_API}/{path}")
        found += wrong_with_gateway(gateway, there)
        if there:
            classes[there["spec"]["gatewayClassName"]] = None
    for name in classes:
        there = cluster.read(f"{GATEWAY_API}/gatewayclasses/{name}")
        found += wrong(f"GatewayClass {name}", there, "Accepted")
    return found + unstored(needs["storage"], cluster)


def unserved(kinds: list[dict[str, str]], cluster: Cluster) -> list[str]:
    """Return the kinds that the API server does not serve in the version that is used."""
    served = {api: kinds_of(api, cluster) for api in dict.fromkeys(k["api"] for k in kinds)}
    missing = [kind for kind in kinds if kind["kind"] not in served[kind["api"]]]
    return [
        f"{kind['kind']} of {kind['api']} is not served: it comes with {kind['brought_by']}"
        f"{instead(kind, cluster)}"
        for kind in missing
    ]


def kinds_of(api: str, cluster: Cluster) -> set[str]:
    """Return the kinds of a version of a group; `v1` is the core's."""
    listed = cluster.read(f"/apis/{api}" if "/" in api else f"/api/{api}") or {}
    # The others are parts of kinds, such as `deployments/scale`.
    return {each["kind"] for each in listed.get("resources", ()) if "/" not in each["name"]}


def instead(kind: dict[str, str], cluster: Cluster) -> str:
    """Return in which other versions a kind is served, to be added to a sentence."""
    group, slash, _ = kind["api"].partition("/")
    listed = cluster.read(f"/apis/{group}") if slash else None
    versions = [version["groupVersion"] for version in (listed or {}).get("versions", ())]
    others = [each for each in versions if kind["kind"] in kinds_of(each, cluster)]
    return f", which serves it as {' and '.join(others)} here" if others else ""


def wrong_with_gateway(needed: dict[str, Any], gateway: dict[str, Any] | None) -> list[str]:
    """Return why routes could not attach to a Gateway."""
    what = f"Gateway {needed['namespace']}/{needed['name']}"
    found = wrong(what, gateway, "Accepted", "Programmed")
    if gateway:
        names = [listener["name"] for listener in gateway["spec"]["listeners"]]
        found += [
            f"{what} has no listener {name}: it has {', '.join(names)}"
            for name in needed["listeners"]
            if name not in names
        ]
    return found


def wrong(what: str, obj: dict[str, Any] | None, *conditions: str) -> list[str]:
    """Return whether an object is missing, or which of its conditions do not hold."""
    if obj is None:
        return [f"{what} is not there"]
    said = {each["type"]: each for each in obj.get("status", {}).get("conditions", ())}
    return [
        f"{what} is not {condition}: {reason(said.get(condition))}"
        for condition in conditions
        if said.get(condition, {}).get("status") != "True"
    ]


def reason(condition: dict[str, Any] | None) -> str:
    """Return why a condition does not hold, as its controller says."""
    if condition is None:
        return "no controller has said anything of it"
    return ": ".join(filter(None, (condition.get("reason"), condition.get("message"))))


def unstored(storage: list[dict[str, str]], cluster: Cluster) -> list[str]:
    """Return the volumes that nobody would make."""
    by_class: dict[str, list[str]] = {}
    for volume in storage:
        by_class.setdefault(volume["storage_class"], []).append(volume["claim"])
    found = []
    for name, claims in by_class.items():
        volumes = f"the volumes of {', '.join(claims)}"
        if not name and not has_default(cluster):
            found.append(f"no StorageClass is the default one, for {volumes}")
        if name and cluster.read(f"{STORAGE_CLASSES}/{name}") is None:
            found.append(f"StorageClass {name} is not there, for {volumes}")
    return found


def has_default(cluster: Cluster) -> bool:
    """Return whether a volume that names no class gets one."""
    listed = (cluster.read(STORAGE_CLASSES) or {}).get("items", ())
    annotations = [each["metadata"].get("annotations", {}) for each in listed]
    return any(told.get(key) == "true" for told in annotations for key in DEFAULT_CLASS)


def ingresses(cluster: Cluster) -> str:
    """Return what Istio makes of Ingresses, by the settings in its ConfigMap."""
    settings = (cluster.read(ISTIO) or {}).get("data", {}).get("mesh")
    if settings is None:
        return "what Istio makes of Ingresses is not known: no ConfigMap istio in istio-system"
    said = re.search(MODE, settings, re.MULTILINE)
    mode = said[1] if said else ISTIO_DEFAULT
    if mode == "OFF":
        return "Istio makes no routes of Ingresses (ingressControllerMode: OFF)"
    return (
        f"Istio makes routes of Ingresses, and they come before Kubeflow's own "
        f"(ingressControllerMode: {mode}; docs/prerequisites.md)"
    )


def main(arguments: list[str]) -> int:
    """Run in a pod; the exit code is 1 where something is missing."""
    [file] = arguments
    needs = json.loads(Path(file).read_text(encoding="utf-8"))
    account = Path(os.environ.get("SERVICE_ACCOUNT", ACCOUNT))
    cluster = Cluster(account)
    print(ingresses(cluster))
    found = problems(needs, cluster)
    for problem in found:
        print(problem, file=sys.stderr)
    print(f"{len(found)} missing" if found else "nothing is missing")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
