"""Create the AppProject and Applications of Kubeflow's prerequisites."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from cdk8s import App, Chart

from ..catalog import ADD_ONS
from ..config import (
    AddOn,
    Ambient,
    Config,
    DnsEndpoint,
    Environment,
    IgnoredDifference,
    PlatformPrerequisites,
    Tls,
)
from ..config.mesh import ROOT_NAMESPACE
from ..kube import Object, objects_of
from ..mesh import istiod_values, mesh_places
from .add_on_kinds import CLUSTER_KINDS, NAMESPACE_KINDS
from .argo_application import ArgoApplication
from .argo_project import ArgoProject, Kind
from .argo_source import HelmSource, KustomizeSource, Source

_GATEWAY_API: Final = "gateway-api"
_ADMISSION: Final = "admissionregistration.k8s.io"
_AUTHORITY: Final = ".webhooks[].clientConfig.caBundle"

# Istio's is configured by Ambient; the others have the add-on's name. Gateway-api's is
# empty, but each Application needs one.
_NAMESPACES: Final[Mapping[str, str]] = {
    "kgateway": "kgateway-system",
}

# OpenShift admits them in this namespace (profile-platform-openshift.yaml of the charts).
_PRIVILEGED: Final = ("istio-cni", "ztunnel")
_PRIVILEGED_NAMESPACE: Final = "kube-system"

# multus calls Istio's CNI plugin by it; the chart writes it into `default`.
_ATTACHMENT: Final = Kind("k8s.cni.cncf.io", "NetworkAttachmentDefinition")

# Before Kubeflow's own project, which is in wave -1. Readers of a kind come after it: istiod
# finds the Gateway API's kinds only when it starts.
_FIRST: Final = -20
_WAVES: Final[Mapping[str, int]] = {
    "istiod": _FIRST + 1,
    "kgateway": _FIRST + 1,
    "external-dns": _FIRST + 1,
    "istio-cni": _FIRST + 2,
    "ztunnel": _FIRST + 3,
}

# cert-manager and istiod write their CA bundles, and istiod makes its validation fail closed.
_INJECTION: Final = IgnoredDifference(
    group=_ADMISSION, kind="MutatingWebhookConfiguration", expressions=(_AUTHORITY,)
)
_VALIDATION: Final = IgnoredDifference(
    group=_ADMISSION, kind="ValidatingWebhookConfiguration", expressions=(_AUTHORITY,)
)
_ISTIOS: Final = replace(_VALIDATION, expressions=(_AUTHORITY, ".webhooks[].failurePolicy"))
_COMPLETED: Final[Mapping[str, Sequence[IgnoredDifference]]] = {
    "cert-manager": (_INJECTION, _VALIDATION),
    "istio-base": (_ISTIOS,),
    "istiod": (_INJECTION, _ISTIOS),
}


def add_on_objects(wanted: PlatformPrerequisites, environment: Environment) -> list[Object]:
    """Return the AppProject and Applications of an environment's add-ons, at least one.

    The project is not Kubeflow's: write access to `istio-system` is access to everything.
    """
    argo_cd = environment.argo_cd
    chart = Chart(App(), "add_ons", namespace=argo_cd.namespace)
    names = [add_on.name for add_on in wanted.add_ons]
    project = ArgoProject(
        chart,
        "project",
        name=argo_cd.projects(environment.name)[2],
        description=f"Prerequisites of Kubeflow in environment {environment.name}",
        repositories=list(dict.fromkeys(add_on.source for add_on in wanted.add_ons)),
        destination=argo_cd.destination,
        namespaces=_namespaces(wanted.add_ons, environment.config),
        cluster_kinds=_united(CLUSTER_KINDS[name] for name in names),
        namespace_kinds=_united(
            (*NAMESPACE_KINDS[name], *_of_cluster(name, environment.config)) for name in names
        ),
        windows=environment.windows,
        wave=_FIRST - 1,
    )
    for add_on in wanted.add_ons:
        sources = _sources(add_on, wanted, environment.config)
        for name, source in zip(add_on.applications, sources, strict=True):
            ArgoApplication(
                chart,
                name,
                name=argo_cd.named(name, environment.name),
                project=project,
                source=source,
                namespace=_namespace(add_on.name, environment.config, name),
                sync=wanted.sync,
                wave=_WAVES.get(name, _FIRST),
                labels=argo_cd.labels,
                annotations=argo_cd.annotations,
                ignored=_COMPLETED.get(name, ()),
            )
    return objects_of(chart)


def _namespaces(add_ons: Iterable[AddOn], config: Config) -> list[str]:
    found = (
        _namespace(add_on.name, config, application)
        for add_on in add_ons
        for application in add_on.applications
    )
    attached = any(_of_cluster(add_on.name, config) for add_on in add_ons)
    return list(dict.fromkeys((*found, *(("default",) if attached else ()))))


def _of_cluster(add_on: str, config: Config) -> tuple[Kind, ...]:
    """Return the further kinds that an add-on's charts write on this distribution."""
    openshift = config.cluster.istio_platform == "openshift"
    return (_ATTACHMENT,) if add_on == "istio" and openshift else ()


def _namespace(add_on: str, config: Config, application: str = "") -> str:
    if application in _PRIVILEGED and config.cluster.istio_platform == "openshift":
        return _PRIVILEGED_NAMESPACE
    if add_on == "istio" and isinstance(config.mesh, Ambient):
        return config.mesh.istiod_namespace
    return _NAMESPACES.get(add_on, add_on)


def _united(kinds: Iterable[Sequence[Kind]]) -> list[Kind]:
    found = {kind for some in kinds for kind in some}
    return sorted(found, key=lambda kind: (kind.group, kind.kind))


def _sources(add_on: AddOn, wanted: PlatformPrerequisites, config: Config) -> Iterator[Source]:
    """Yield the source of each of an add-on's Applications."""
    version = add_on.tag_in(config)
    if add_on.name == _GATEWAY_API:
        # This folder contains the standard channel.
        yield KustomizeSource(repository=add_on.source, revision=version, path="config/crd")
    for chart in ADD_ONS[add_on.name].charts:
        ours = _values(chart, wanted, config)
        yield HelmSource(
            repository=add_on.source,
            chart=chart,
            version=version,
            values=_beside(ours, add_on.values.get(chart, {}), chart),
        )


def _values(chart: str, wanted: PlatformPrerequisites, config: Config) -> dict[str, Any]:
    """Return the required values of a chart, by the names of its values.yaml."""
    match chart:
        case "cert-manager":
            # Its leader election is in `kube-system` by default, where it would need rights.
            election = {"leaderElection": {"namespace": _namespace(chart, config)}}
            return {"crds": {"enabled": True}, "global": election, **_solving(config)}
        case "istiod":
            return {"profile": "ambient", **istiod_values(config, wanted)}
        case "base":
            return _whose(chart, config)
        case "cni" | "ztunnel":
            return {"profile": "ambient", **_whose(chart, config)}
        case "external-dns":
            found = "crd" if isinstance(config.edge.dns, DnsEndpoint) else "gateway-httproute"
            return {"sources": [found]}
    return {}


def _whose(chart: str, config: Config) -> dict[str, Any]:
    """Return the values of Istio's namespace, revision and istiod that are not defaults."""
    values: dict[str, Any] = {}
    mesh = config.mesh
    if not isinstance(mesh, Ambient):
        return values
    if mesh.revision:
        values["defaultRevision" if chart == "base" else "revision"] = mesh.revision
    shared: dict[str, Any] = {}
    if config.cluster.istio_platform:
        shared["platform"] = config.cluster.istio_platform
    if chart == "base" and mesh.istiod_namespace != ROOT_NAMESPACE:
        shared["istioNamespace"] = mesh.istiod_namespace
    if shared:
        values["global"] = shared
    return values | (mesh_places(mesh) if chart == "ztunnel" else {})


def _solving(config: Config) -> dict[str, Any]:
    """Return the values by which cert-manager solves challenges by routes, if it should."""
    if not (isinstance(config.edge.tls, Tls) and config.edge.tls.answers_challenges):
        return {}
    return {
        "config": {
            "apiVersion": "controller.config.cert-manager.io/v1alpha1",
            "kind": "ControllerConfiguration",
            "enableGatewayAPI": True,
        }
    }


def _beside(ours: object, given: object, where: str) -> Any:
    """Return values merged with others; refuse those that would replace one of ours."""
    if isinstance(ours, Mapping) and isinstance(given, Mapping):
        both = {
            key: _beside(ours[key], given[key], f"{where}.{key}")
            for key in ours.keys() & given.keys()
        }
        return {**ours, **given, **both}
    raise ValueError(f"{where} is {ours!r}: Kubeflow needs it so; got {given!r}")
