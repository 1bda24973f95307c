"""Features of the platform's servers, and their first versions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """The first version with a feature, and what to do with an older one.

    product: of the version. first: the version. otherwise: what to do instead.
    """

    product: str
    first: str
    otherwise: str


WAYPOINT_PARAMETERS: Final = "a waypoint that is not Istio's default"
FEATURES: Final[Mapping[str, Since]] = MappingProxyType(
    {
        # Namespaces choose their waypoint for ingress since 1.25.0, which still broke the
        # gateway's mutual TLS: istio/istio pull request 54914.
        "ambient mode": Since(
            product="Istio", first="1.25.1", otherwise="use Sidecars() or upgrade Istio"
        ),
        # istiod reads a Gateway's `parametersRef`: istio/istio pull request 55283, of 1.26.
        WAYPOINT_PARAMETERS: Since(
            product="Istio", first="1.26.0", otherwise="leave it out, or upgrade Istio"
        ),
        # appProtocol kubernetes.io/ws on the ingress gateway's Service.
        "a Service that announces websockets": Since(
            product="kgateway", first="2.1.0", otherwise="upgrade kgateway"
        ),
        # https://access.redhat.com/solutions/4870701
        "Kubernetes 1.30 on OpenShift": Since(
            product="OpenShift", first="4.17.0", otherwise="upgrade OpenShift"
        ),
        # The kind MutatingAdmissionPolicy as v1beta1; v1 since 1.36.0 (KEP 3962).
        "JobDefaults": Since(
            product="Kubernetes",
            first="1.34.0",
            otherwise="leave out Config(jobs=...), and let users write it into their jobs",
        ),
        "MutatingAdmissionPolicy v1": Since(
            product="Kubernetes", first="1.36.0", otherwise="v1beta1 says the same"
        ),
        "http2_websockets": Since(
            product="kgateway",
            first="2.4.0",
            otherwise="leave it out, and browsers open websockets over HTTP/1.1",
        ),
        "ListenerPolicy": Since(
            product="kgateway", first="2.2.0", otherwise="HTTPListenerPolicy says the same"
        ),
    }
)


# The oldest of each that works, and the defaults.
ISTIO: Final = FEATURES["ambient mode"].first
KGATEWAY: Final = FEATURES["a Service that announces websockets"].first


def parse_version(value: str, product: str, example: str) -> tuple[int, ...]:
    """Return a version's three numbers. Raises ValueError for anything else."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", value):
        raise ValueError(f"{product}'s version must look like {example!r}, got {value!r}")
    return tuple(map(int, value.split(".")))


def has(feature: str, version: str) -> bool:
    """Return whether a product's version has a feature."""
    since = FEATURES[feature]
    return parse_version(version, since.product, since.first) >= parse_version(
        since.first, since.product, since.first
    )


def check_feature(feature: str, version: str) -> None:
    """Refuse a version that lacks a feature, and name the first that has it."""
    since = FEATURES[feature]
    if not has(feature, version):
        raise ValueError(
            f"{feature} needs {since.product} {since.first} or newer, got {version!r}; "
            f"{since.otherwise}"
        )
