"""The service mesh that the platform runs in, and the gateways in front of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .checks import check_label

TRUST_DOMAIN: Final = "cluster.local"
INGRESS_SERVICE_ACCOUNT: Final = "istio-ingressgateway-service-account"
INGRESS_PODS: Final = {"app": "istio-ingressgateway", "istio": "ingressgateway"}

# The Gateway in each profile's namespace whose proxy decides who may open what there.
WAYPOINT: Final = "waypoint"

INJECTION: Final = "istio-injection"
DATAPLANE: Final = "istio.io/dataplane-mode"
USE_WAYPOINT: Final = "istio.io/use-waypoint"
INGRESS_USE_WAYPOINT: Final = "istio.io/ingress-use-waypoint"

# By which Istio knows how a namespace is part of the mesh; they follow from the mesh chosen.
MEMBERSHIP: Final = (INJECTION, DATAPLANE, USE_WAYPOINT, INGRESS_USE_WAYPOINT)

_FIRST_AMBIENT: Final = (1, 25, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sidecars:
    """Upstream's mesh: sidecar proxies, and an ingress gateway in Istio's own namespace."""

    ingress_namespace: str = "istio-system"

    def __post_init__(self) -> None:
        check_label(self.ingress_namespace, "ingress namespace")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ambient:
    """Istio's ambient mesh: no sidecars, and an ingress gateway in Kubeflow's namespace.

    istio: the version of the cluster's Istio, which the ingress proxy's image must follow;
    1.25.1 is the first that works (namespaces choose their waypoint for ingress since 1.25.0,
    which still broke the gateway's mutual TLS; istio/istio pull request 54914).
    """

    istio: str = "1.25.1"
    ingress_namespace: str = "kubeflow"

    def __post_init__(self) -> None:
        check_label(self.ingress_namespace, "ingress namespace")
        if not re.fullmatch(r"\d+\.\d+\.\d+", self.istio):
            raise ValueError(f"Istio's version must look like '1.25.1', got {self.istio!r}")
        if tuple(map(int, self.istio.split("."))) < _FIRST_AMBIENT:
            raise ValueError(
                f"ambient mode needs Istio 1.25.1 or newer, got {self.istio!r}; "
                f"use Sidecars() or upgrade Istio"
            )


Mesh = Sidecars | Ambient


def principal(namespace: str, service_account: str) -> str:
    """Return the identity by which the mesh knows a service account."""
    return f"{TRUST_DOMAIN}/ns/{namespace}/sa/{service_account}"


def ingress_principal(mesh: Mesh) -> str:
    """Return the identity of the ingress gateway, which every app trusts."""
    return principal(mesh.ingress_namespace, INGRESS_SERVICE_ACCOUNT)


def profile_membership(mesh: Mesh) -> Mapping[str, str]:
    """Return the labels by which a profile's namespace is part of the mesh.

    They are for the profile controller, which puts sidecars into a namespace unless told
    otherwise: it removes the key of an empty value (setNamespaceLabels in
    components/profile-controller/controllers/profile_controller.go).
    """
    if isinstance(mesh, Sidecars):
        return {}
    return {
        INJECTION: "",
        DATAPLANE: "ambient",
        USE_WAYPOINT: WAYPOINT,
        INGRESS_USE_WAYPOINT: "true",
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class ParentGateway:
    """The Gateway of the platform that Kubeflow's route attaches to.

    section: the listener's name; without one the route attaches to every listener that
    admits it. Raises ValueError for names that Kubernetes would refuse.
    """

    name: str = "default-gateway"
    namespace: str = "default"
    section: str | None = None

    def __post_init__(self) -> None:
        check_label(self.name, "gateway")
        check_label(self.namespace, "gateway namespace")
        if self.section is not None:
            check_label(self.section, "gateway section")
