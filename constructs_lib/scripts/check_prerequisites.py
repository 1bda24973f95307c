"""Says what the platform lacks of what an environment needs; runs before it is applied.

    check_prerequisites.py NEEDS.json

Reads and never writes. Everything that is missing or otherwise than decided is named, one line
each; then the exit code is 1. What Istio does with Ingresses is said, whether it believes
further authorities, and a Kubernetes older than upstream states; that is nobody's fault.
NEEDS.json: {"kinds": [{"api", "kind", "brought_by"}], "gateways": [{"namespace", "name",
"listeners": [NAME]}], "gateway_classes": [NAME], "storage": [{"claim", "storage_class"}],
"texts": [{"namespace", "name", "keys": [NAME]}], "mesh": {"namespace", "settings",
"trust_domain", "aliases": [NAME], "root_namespace", "authorities",
"providers": [NAME], "injector"},
"cluster_domain", "cluster": {"kubernetes", "stated", "distribution", "families": [NAME],
"first", "proxy": {"host", "port"}}}, where an empty storage class is the cluster's default,
no root namespace, first family or distribution is any, and no injector is asked.
"""

import ipaddress
import json
import os
import re
import socket
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
RESOLVER = "/etc/resolv.conf"
# Of istiod itself, where its settings do not say it.
ISTIO_DEFAULTS = {
    "ingressControllerMode": "STRICT",
    "trustDomain": "cluster.local",
    "rootNamespace": "istio-system",
}
ALIASES = r"^trustDomainAliases: *(\[.*\]|(?:\n *- .*)+)"
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
    found += unstored(needs["storage"], cluster)
    return found + [line for each in needs["texts"] for line in unwritten(each, cluster)]


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


def config_map(namespace: str, name: str, cluster: Cluster) -> dict[str, Any] | None:
    """Return a ConfigMap, or None where it is not there."""
    return cluster.read(f"/api/v1/namespaces/{namespace}/configmaps/{name}")


def unwritten(needed: dict[str, Any], cluster: Cluster) -> list[str]:
    """Return what a ConfigMap that pods mount lacks; without it they do not start."""
    where = f"ConfigMap {needed['namespace']}/{needed['name']}"
    found = config_map(needed["namespace"], needed["name"], cluster)
    if found is None:
        return [f"{where} is not there, which pods mount: make it first"]
    there = found.get("data", {})
    return [
        f"{where} has no {key}, which pods mount" for key in needed["keys"] if key not in there
    ]


def told_istiod(mesh: dict[str, Any], cluster: Cluster) -> str | None:
    """Return the settings of istiod, as its ConfigMap has them; None where it is not there."""
    told = config_map(mesh["namespace"], mesh["settings"], cluster) or {}
    found = told.get("data", {}).get("mesh")
    return None if found is None else str(found)


def setting(name: str, settings: str) -> str:
    """Return one of istiod's settings, or what it takes where nothing says it."""
    said = re.search(rf"^{name}: *[\"']?([\w.-]+)", settings, re.MULTILINE)
    return said[1] if said else ISTIO_DEFAULTS[name]


def aliases(settings: str) -> list[str]:
    """Return whose identities the mesh takes for its own."""
    said = re.search(ALIASES, settings, re.MULTILINE)
    return re.findall(r"\w[\w.-]*", said[1]) if said else []


def other_mesh(mesh: dict[str, Any], settings: str | None) -> list[str]:
    """Return what the mesh is otherwise than policies and proxies take it for."""
    where = f"ConfigMap {mesh['settings']} in {mesh['namespace']}"
    if settings is None and mesh["settings"] != "istio":
        return [f"no {where}: istiod of this revision is not there"]
    told = settings or ""
    found = []
    domain = setting("trustDomain", told)
    if domain != mesh["trust_domain"]:
        found.append(
            f"the mesh's trust domain is {domain} by {where}, and policies name "
            f"{mesh['trust_domain']}: say trust_domain={domain!r}, or trustDomain there"
        )
    found += [
        f"the mesh does not take {alias} for its own: trustDomainAliases of {where} lack it"
        for alias in mesh["aliases"]
        if alias not in aliases(told)
    ]
    root = setting("rootNamespace", told)
    if mesh["root_namespace"] not in (None, root):
        found.append(
            f"the mesh's root namespace is {root} by {where}, and policies of the whole mesh "
            f"are in {mesh['root_namespace']}: say root_namespace={root!r}, or rootNamespace "
            f"there"
        )
    return found


def unprovided(mesh: dict[str, Any], settings: str | None) -> list[str]:
    """Return the extension providers that istiod does not know: nothing would be logged."""
    return [
        f"istiod has no extension provider {name}: add it to meshConfig.extensionProviders as "
        f"dist/ has it in istiod-values.yaml, or leave out Logs(access=...)"
        for name in mesh["providers"]
        if not re.search(rf"\bname: *[\"']?{re.escape(name)}(?![\w-])", settings or "")
    ]


def unconfined(mesh: dict[str, Any], cluster: Cluster) -> list[str]:
    """Return whether istiod makes waypoints whose pods Kubeflow's namespace refuses."""
    if mesh["injector"] is None:
        return []
    told = config_map(mesh["namespace"], mesh["injector"], cluster) or {}
    gateways = json.loads(told.get("data", {}).get("values", "{}")).get("gateways") or {}
    if (gateways.get("seccompProfile") or {}).get("type") in ("RuntimeDefault", "Localhost"):
        return []
    said = (
        f"the namespace kubeflow refuses the pods of its waypoint, to which istiod gives no "
        f"seccomp profile by ConfigMap {mesh['injector']} in {mesh['namespace']}: set "
        f"gateways.seccompProfile.type=RuntimeDefault in istiod's values, or upgrade Istio to "
        f"1.26 and say so in Ambient(istio=...)"
    )
    return [said]


def other_domain(wanted: str, resolver: Path) -> list[str]:
    """Return whether the cluster's DNS domain is another, as this pod's resolver was told."""
    searched = re.findall(r"^search (.*)", resolver.read_text("utf-8"), re.MULTILINE)
    services = [name for line in searched for name in line.split() if name.startswith("svc.")]
    return [
        f"the cluster's DNS domain is {domain}, and addresses end in {wanted}: "
        f"say cluster_domain={domain!r}"
        for domain in (name.removeprefix("svc.").rstrip(".") for name in services)
        if domain != wanted
    ]


def older(first: str, cluster: Cluster, wanted: str = "is needed") -> list[str]:
    """Return whether the API server is older than what is applied needs."""
    needed = tuple(map(int, first.split(".")))
    said = cluster.read("/version") or {}
    numbers = [re.match(r"\d+", said.get(part, "")) for part in ("major", "minor")]
    version = tuple(int(number[0]) for number in numbers if number)
    if len(version) < len(needed) or version >= needed:
        return []
    return [f"Kubernetes is {said['gitVersion']}, and {first} or newer {wanted}"]


def other_distribution(wanted: str | None, cluster: Cluster) -> list[str]:
    """Return whether the cluster is another than decided, by what tells it from others.

    AKS says nothing of itself there; EKS and GKE do in their version.
    """
    assigns = cluster.read("/apis/security.openshift.io") is not None
    if assigns and wanted != "OpenShift":
        return [
            "this is OpenShift, which admits no pod that chooses its user: say so in Cluster()"
        ]
    if wanted == "OpenShift" and not assigns:
        return [
            "this is no OpenShift, for nothing serves security.openshift.io: do not say so"
        ]
    version = (cluster.read("/version") or {}).get("gitVersion", "")
    mark = {"Aks": "", "Autopilot": "-gke."}.get(wanted or "", "")
    others = [each for each in ("-gke.", "-eks-") if each != mark and each in version]
    if wanted in ("Aks", "Autopilot") and (others or mark not in version):
        return [f"this is no {wanted}: Kubernetes is {version}"]
    return []


def silent(proxy: dict[str, Any] | None) -> list[str]:
    """Return whether a proxy does not answer to pods."""
    if proxy is None:
        return []
    try:
        socket.create_connection((proxy["host"], proxy["port"]), timeout=10).close()
    except OSError as error:
        return [f"the proxy {proxy['host']}:{proxy['port']} does not answer: {error}"]
    return []


def other_addresses(needed: dict[str, Any], pod: str, service: str) -> list[str]:
    """Return whether pods and Services have addresses of other families than decided.

    pod: this pod's own, as the kubelet tells them. service: the API server's.
    """
    there = [family(address) for address in pod.split(",") if address]
    found = [
        f"pods have no {name} address, but {' and '.join(there)}: say what they have, "
        f"Cluster(addresses=...)"
        for name in needed["families"]
        if there and name not in there
    ]
    if service and needed["first"] not in (None, family(service)):
        found.append(
            f"Services get {family(service)} addresses, where {needed['first']} is what some "
            f"servers listen on alone (docs/clusters.md)"
        )
    return found


def family(address: str) -> str:
    """Return which family an address is of."""
    return f"IPv{ipaddress.ip_address(address).version}"


def ingresses(mesh: dict[str, Any], settings: str | None) -> str:
    """Return what Istio makes of Ingresses, by its settings."""
    if settings is None:
        return (
            f"what Istio makes of Ingresses is not known: no ConfigMap {mesh['settings']} in "
            f"{mesh['namespace']}"
        )
    mode = setting("ingressControllerMode", settings)
    if mode == "OFF":
        return "Istio makes no routes of Ingresses (ingressControllerMode: OFF)"
    return (
        f"Istio makes routes of Ingresses, and they come before Kubeflow's own "
        f"(ingressControllerMode: {mode}; docs/prerequisites.md)"
    )


def believed(mesh: dict[str, Any], cluster: Cluster) -> str:
    """Return whether istiod was told of further authorities, which its chart does."""
    where = f"ConfigMap {mesh['authorities']} in {mesh['namespace']}"
    if config_map(mesh["namespace"], mesh["authorities"], cluster):
        return f"istiod believes further authorities about the keys of tokens: {where}"
    return (
        f"istiod believes no further authorities, for there is no {where}: it gets the keys "
        f"of no issuer whose certificate one of them signed (docs/prerequisites.md)"
    )


def main(arguments: list[str]) -> int:
    """Run in a pod; the exit code is 1 where something is missing."""
    [file] = arguments
    needs = json.loads(Path(file).read_text(encoding="utf-8"))
    account = Path(os.environ.get("SERVICE_ACCOUNT", ACCOUNT))
    cluster = Cluster(account)
    settings = told_istiod(needs["mesh"], cluster)
    print(ingresses(needs["mesh"], settings))
    if needs["mesh"]["authorities"]:
        print(believed(needs["mesh"], cluster))
    for warning in older(needs["cluster"]["stated"], cluster, "is what upstream states"):
        print(warning)
    found = problems(needs, cluster)
    found += other_mesh(needs["mesh"], settings)
    found += unprovided(needs["mesh"], settings)
    found += unconfined(needs["mesh"], cluster)
    found += other_domain(needs["cluster_domain"], Path(os.environ.get("RESOLVER", RESOLVER)))
    found += older(needs["cluster"]["kubernetes"], cluster)
    found += silent(needs["cluster"]["proxy"])
    found += other_distribution(needs["cluster"]["distribution"], cluster)
    found += other_addresses(
        needs["cluster"], os.environ.get("POD_IPS", ""), os.environ["KUBERNETES_SERVICE_HOST"]
    )
    for problem in found:
        print(problem, file=sys.stderr)
    print(f"{len(found)} missing or wrong" if found else "nothing is missing")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
