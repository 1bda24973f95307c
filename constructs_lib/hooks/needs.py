"""Derive the prerequisites of an environment from its own objects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..config import Ambient, Autoscaling, Config, Mesh, Sidecars
from ..config.cluster import listening_on_ipv4
from ..config.logs import PROVIDER
from ..config.mesh import ROOT_NAMESPACE
from ..kube import Object, group_of
from ..mesh import needs_confinement

_GATEWAY_API: Final = "gateway.networking.k8s.io"
_NOTEBOOKS: Final = "jupyter-web-app"
# Autoscalers read the utilization of pods there; without it they never scale.
_METRICS: Final = ("metrics.k8s.io/v1beta1", "PodMetrics")
# The installer of each API group.
_BROUGHT_BY: Final[Mapping[str, str]] = {
    "bitnami.com": "the Sealed Secrets controller",
    "cert-manager.io": "cert-manager",
    "external-secrets.io": "the External Secrets Operator",
    "externaldns.k8s.io": "external-dns",
    "gateway.kgateway.dev": "kgateway",
    "kueue.x-k8s.io": "Kueue, 0.15 or later",
    "metrics.k8s.io": "metrics-server",
    _GATEWAY_API: "the Gateway API",
    "monitoring.coreos.com": "the Prometheus Operator",
    "networking.istio.io": "Istio",
    "security.istio.io": "Istio",
    "telemetry.istio.io": "Istio",
    "velero.io": "Velero",
}


# istiod creates it in every namespace.
_EVERYWHERE: Final = "istio-ca-root-cert"


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class ServedKind:
    """A kind in the version of the objects, and what installs it."""

    api: str
    kind: str
    brought_by: str


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class NeededGateway:
    """A Gateway to which routes attach, and the listeners that they name."""

    namespace: str
    name: str
    listeners: tuple[str, ...]


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class NeededStorage:
    """A volume and its StorageClass; the cluster's default if empty."""

    claim: str
    storage_class: str


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class NeededTexts:
    """A ConfigMap created elsewhere that pods read, and the keys that they read."""

    namespace: str
    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NeededMesh:
    """The required settings of istiod, and the ConfigMap that contains them.

    root_namespace: where policies of the whole mesh must be; None if it does not matter.
    authorities: the ConfigMap of authorities that istiod trusts for the keys of tokens,
    besides public ones; None if none are configured. providers: the names of extension
    providers that objects refer to. injector: the ConfigMap of the values that istiod makes
    waypoints with, which must give them a seccomp profile; None if they need none.
    """

    namespace: str
    settings: str
    trust_domain: str
    aliases: tuple[str, ...]
    root_namespace: str | None
    authorities: str | None = None
    providers: tuple[str, ...] = ()
    injector: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NeededProxy:
    """A proxy that must respond."""

    host: str
    port: int


@dataclass(frozen=True, kw_only=True, slots=True)
class NeededCluster:
    """The configured properties of the cluster.

    kubernetes: its oldest version, such as `1.30`. stated: the one that upstream states; an
    older one is a warning. distribution: the name of its class; None for one without rules of
    its own. families: address families that its pods must have. first: the one that Services
    must get; None for any. proxy: through which pods reach external servers.
    """

    kubernetes: str = "1.30"
    stated: str = "1.30"
    distribution: str | None = None
    families: tuple[str, ...] = ("IPv4",)
    first: str | None = "IPv4"
    proxy: NeededProxy | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Needs:
    """What must exist before an environment's objects are applied.

    gateway_classes: of the environment's own Gateways. cluster_domain: the cluster's DNS
    domain.
    """

    kinds: Sequence[ServedKind]
    gateways: Sequence[NeededGateway]
    gateway_classes: Sequence[str]
    storage: Sequence[NeededStorage]
    texts: Sequence[NeededTexts]
    mesh: NeededMesh
    cluster_domain: str
    cluster: NeededCluster = NeededCluster()


def needs_of(objects: Iterable[Object], config: Config) -> Needs:
    """Return what an environment's objects need, except what they define or create."""
    known = list(objects)
    return Needs(
        kinds=_kinds(known, config),
        gateways=_gateways(known),
        gateway_classes=sorted({obj["spec"]["gatewayClassName"] for obj in _made(known)}),
        storage=_storage(known),
        texts=_texts(known),
        mesh=_mesh(config),
        cluster_domain=config.cluster_domain,
        cluster=_cluster(config),
    )


def _cluster(config: Config) -> NeededCluster:
    offered = config.notebook_form.images() if _NOTEBOOKS in config.components else ()
    proxy = config.cluster.proxy
    deaf = config.cluster.addresses == "ipv4" or listening_on_ipv4(offered, config.release)
    return NeededCluster(
        kubernetes=_kubernetes(config),
        stated=config.release.kubernetes.stated,
        distribution=config.cluster.name,
        families=config.cluster.families,
        first="IPv4" if deaf else None,
        proxy=NeededProxy(host=proxy.host, port=proxy.port) if proxy else None,
    )


def _kubernetes(config: Config) -> str:
    """Return the release's oldest version, or the newer one that the config relies on."""
    known = (config.kubernetes, config.release.kubernetes.oldest)
    major, minor, *_ = max(tuple(map(int, each.split("."))) for each in known if each)
    return f"{major}.{minor}"


def _mesh(config: Config) -> NeededMesh:
    mesh = config.mesh
    authorities = _authorities(mesh) if config.login.authorities else None
    providers = (PROVIDER,) if config.logs.access else ()
    if isinstance(mesh, Sidecars):
        return NeededMesh(
            namespace=ROOT_NAMESPACE,
            settings="istio",
            trust_domain=mesh.trust_domain,
            aliases=mesh.trust_domain_aliases,
            root_namespace=None,
            authorities=authorities,
            providers=providers,
        )
    logged = config.logs.access is not None and config.logs.access.proxies == "mesh"
    matters = mesh.root_namespace or mesh.other_waypoints == "closed" or logged
    return NeededMesh(
        namespace=mesh.istiod_namespace,
        settings=mesh.settings,
        trust_domain=mesh.trust_domain,
        aliases=(),
        root_namespace=mesh.policies_namespace if matters else None,
        authorities=authorities,
        providers=providers,
        injector=mesh.injector if needs_confinement(config) else None,
    )


def _authorities(mesh: Mesh) -> str:
    """Return istiod's ConfigMap: configmap-jwks.yaml of Istio's chart."""
    revision = mesh.revision if isinstance(mesh, Ambient) else None
    return f"pilot-jwks-extra-cacerts{f'-{revision}' if revision else ''}"


def _kinds(objects: Sequence[Object], config: Config) -> list[ServedKind]:
    defined = {
        (obj["spec"]["group"], obj["spec"]["names"]["kind"])
        for obj in objects
        if obj["kind"] == "CustomResourceDefinition"
    }
    used = {
        (obj["apiVersion"], obj["kind"])
        for obj in objects
        if (group_of(obj), obj["kind"]) not in defined
    }
    # istiod writes the autoscalers of profiles' waypoints.
    scaled = isinstance(config.profiles.waypoints.replicas, Autoscaling)
    if scaled or any(obj["kind"] == "HorizontalPodAutoscaler" for obj in objects):
        used.add(_METRICS)
    return [
        ServedKind(
            api=api,
            kind=kind,
            brought_by=_brought_by(api.rpartition("/")[0]),
        )
        for api, kind in sorted(used)
    ]


def _brought_by(group: str) -> str:
    if group in _BROUGHT_BY:
        return _BROUGHT_BY[group]
    own = "." not in group or group.endswith(".k8s.io")
    return "Kubernetes" if own else f"the installer of the kinds of {group}"


def _made(objects: Iterable[Object]) -> list[Object]:
    """Return the environment's own Gateways: waypoints."""
    return [o for o in objects if (group_of(o), o["kind"]) == (_GATEWAY_API, "Gateway")]


def _gateways(objects: Sequence[Object]) -> list[NeededGateway]:
    made = {(o["metadata"]["namespace"], o["metadata"]["name"]) for o in _made(objects)}
    listeners: dict[tuple[str, str], set[str]] = {}
    for route in (obj for obj in objects if obj["kind"] == "HTTPRoute"):
        for parent in route["spec"]["parentRefs"]:
            where = (parent.get("namespace", route["metadata"]["namespace"]), parent["name"])
            if where not in made:
                names = listeners.setdefault(where, set())
                names |= {parent["sectionName"]} if "sectionName" in parent else set()
    return [
        NeededGateway(namespace=namespace, name=name, listeners=tuple(sorted(names)))
        for (namespace, name), names in sorted(listeners.items())
    ]


def _storage(objects: Iterable[Object]) -> list[NeededStorage]:
    return sorted(
        NeededStorage(
            claim=claim["metadata"]["name"],
            storage_class=claim["spec"].get("storageClassName", ""),
        )
        for claim in objects
        if claim["kind"] == "PersistentVolumeClaim"
    )


def _texts(objects: Sequence[Object]) -> list[NeededTexts]:
    made = {
        (obj["metadata"].get("namespace"), obj["metadata"]["name"])
        for obj in objects
        if obj["kind"] == "ConfigMap"
    }
    made |= {(obj["metadata"].get("namespace"), _EVERYWHERE) for obj in objects}
    read: dict[tuple[str, str], set[str]] = {}
    for workload in objects:
        template = workload.get("spec", {}).get("template", {})
        for volume in template.get("spec", {}).get("volumes", ()):
            source = volume.get("configMap", {"optional": True})
            where = (workload["metadata"].get("namespace"), source.get("name"))
            if not source.get("optional") and where not in made:
                keys = read.setdefault(where, set())
                keys |= {item["key"] for item in source.get("items", ())}
    return [
        NeededTexts(namespace=namespace, name=name, keys=tuple(sorted(keys)))
        for (namespace, name), keys in sorted(read.items())
    ]
