"""The cluster's distribution and network, as far as they change what is deployed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import Final, Literal

from ..releases import Image, Release
from .checks import check_choices, check_unique
from .data import S3, ObjectStore
from .mesh import Mesh, Sidecars
from .pods import Hardening
from .proxy import Proxy
from .versions import check_feature, parse_version

Architecture = Literal["amd64", "arm64", "ppc64le", "s390x"]
Addresses = Literal["ipv4", "ipv6", "dual-stack"]

# Since then its Ingress Operator installs the Gateway API's CRDs and reverts changes to them
# (openshift/enhancements, ingress/gateway-api-crd-life-cycle-management.md).
_OWN_GATEWAY_API: Final = (4, 19)
# Of the second number of Kubernetes: https://access.redhat.com/solutions/4870701
_AHEAD: Final = 13
_LEFT_ALONE: Final = {"admissions.enforcer/disabled": "true"}


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenShift:
    """Red Hat OpenShift, which assigns each namespace the user IDs that its pods may run as.

    Workloads then set neither a user nor a group for volumes: the SCC `restricted-v2`, which
    everyone may use, sets both. The dashboard needs its image's user, and so `nonroot-v2`.
    version: of the cluster; 4.17.0 is the first with Kubernetes 1.30.
    notebook_user: the user that notebooks run as. `image` lets pods of profiles run as their
    image's user, never root, by `nonroot-v2`: upstream's images support user 1000 only.
    `assigned` is for images that run as any user.
    Raises ValueError for an unsupported version.
    """

    version: str
    notebook_user: Literal["image", "assigned"] = "image"

    def __post_init__(self) -> None:
        check_choices(self)
        check_feature("Kubernetes 1.30 on OpenShift", self.version)

    @property
    def kubernetes(self) -> str:
        """The version of Kubernetes in it: 4.17 has 1.30, and each next one the next."""
        _, minor, _ = parse_version(self.version, "OpenShift", "4.19.0")
        return f"1.{minor + _AHEAD}.0"

    def with_kubernetes(self, version: str) -> "OpenShift":
        """Return the same as of the first version with such a Kubernetes, as `1.34`."""
        return replace(self, version=f"4.{int(version.split('.')[1]) - _AHEAD}.0")

    @property
    def brings_gateway_api(self) -> bool:
        """Whether the cluster itself installs the Gateway API's CRDs."""
        return parse_version(self.version, "OpenShift", "4.19.0") >= _OWN_GATEWAY_API


@dataclass(frozen=True, slots=True)
class Aks:
    """Azure's AKS, whose Admissions Enforcer edits every webhook's namespaceSelector.

    Kubeflow's webhooks opt out by the annotation `admissions.enforcer/disabled`: otherwise
    Argo CD and the enforcer would revert each other without end
    (https://github.com/Azure/AKS/issues/4002). This is safe: none of them is called for the
    cluster's own namespaces, since they select labels of profiles and pods, or Kubeflow's own
    kinds.
    """


@dataclass(frozen=True, slots=True)
class Autopilot:
    """GKE Autopilot, where Google manages the nodes and admits no workload that touches them.

    It admits neither Istio's CNI plugin nor ztunnel
    (https://github.com/istio/istio/issues/57356), so its mesh must use sidecars that redirect
    traffic themselves, which the cluster must allow (`--workload-policies=allow-net-admin`).
    It adds its own namespaces to webhooks' selectors, and raises pods' requests: Argo CD is
    set to ignore both.
    """


Distribution = OpenShift | Aks | Autopilot


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """The cluster's distribution and network, as far as they change what is deployed.

    distribution: a Kubernetes distribution with rules of its own; None for any other.
    addresses: the IP families of pods. Servers in Go, Node, Java and gRPC listen on both by
    default; with `ipv6` and `dual-stack` so do gunicorn and Envoy, which upstream's images
    bind to 0.0.0.0. Services get the cluster's first family.
    proxy: HTTP proxy for connections out of the cluster; None where pods connect directly.
    kubernetes: the cluster's version, such as `1.33.1`; a release of Kubeflow that needs a
    newer one is refused. None where it is not known here; `PrerequisiteCheck` asks it.
    architectures: of the nodes; with `Config(images="locked")` every image must be for each.
    Raises ValueError for an unknown address family or architecture, and for no version.
    """

    distribution: Distribution | None = None
    addresses: Addresses = "ipv4"
    proxy: Proxy | None = None
    kubernetes: str | None = None
    architectures: tuple[Architecture, ...] = ("amd64",)

    def __post_init__(self) -> None:
        check_choices(self)
        if not self.architectures:
            raise ValueError("architectures must name those of the nodes, such as ('amd64',)")
        check_unique(self.architectures, "architecture")
        if self.kubernetes is not None:
            parse_version(self.kubernetes, "Kubernetes", "1.33.1")

    @property
    def version(self) -> str | None:
        """The cluster's version of Kubernetes, where a setting says it."""
        if self.kubernetes is None and isinstance(self.distribution, OpenShift):
            return self.distribution.kubernetes
        return self.kubernetes

    def upgraded(self, version: str) -> "Cluster":
        """Return the same as of a newer version of Kubernetes, such as `1.34`."""
        there = self.distribution
        if isinstance(there, OpenShift):
            there = there.with_kubernetes(version)
        return replace(self, kubernetes=None, distribution=there)

    @property
    def binds_ipv6(self) -> bool:
        """Whether pods have IPv6 addresses, so that servers must listen on IPv6."""
        return self.addresses != "ipv4"

    @property
    def families(self) -> tuple[str, ...]:
        """The address families that every pod has."""
        names = {"ipv4": ("IPv4",), "ipv6": ("IPv6",), "dual-stack": ("IPv4", "IPv6")}
        return names[self.addresses]

    @property
    def assigns_users(self) -> bool:
        """Whether the cluster assigns the user of a pod and the group of its volumes."""
        return isinstance(self.distribution, OpenShift)

    @property
    def name(self) -> str | None:
        """The distribution's name in the check before a sync; None for any."""
        return type(self.distribution).__name__ if self.distribution else None

    @property
    def of_webhooks(self) -> Mapping[str, str]:
        """Annotations of webhook configurations that keep the cluster from editing them."""
        return _LEFT_ALONE if isinstance(self.distribution, Aks) else {}

    @property
    def istio_platform(self) -> str | None:
        """The distribution's name in Istio's charts, `global.platform`, where they need it."""
        return "openshift" if isinstance(self.distribution, OpenShift) else None

    def check_mesh(self, mesh: Mesh) -> None:
        """Refuse a mesh whose pods the cluster does not admit."""
        if self.assigns_users and isinstance(mesh, Sidecars) and not mesh.cni:
            raise ValueError(
                "OpenShift admits no container that redirects the pod's traffic, as "
                "Sidecars() does without a CNI plugin; use Sidecars(cni=True) or Ambient()"
            )
        if isinstance(self.distribution, Autopilot):
            _check_autopilot(mesh)

    def check_store(self, store: ObjectStore) -> None:
        """Refuse a store behind the proxy, which not every client of the store supports.

        The artifact servers of profiles run on Node, whose S3 client ignores proxy variables,
        and launchers and drivers get no such variables (frontend/server/minio-helper.ts and
        backend/src/v2 of kubeflow/pipelines 2.3.0).
        """
        if self.proxy is None or not isinstance(store, S3):
            return
        inside = store.endpoint.endswith(".svc") or ".svc." in store.endpoint
        if not inside and not self.proxy.spares(store.endpoint):
            raise ValueError(
                f"the store {store.endpoint!r} would be behind the proxy, which artifact "
                "servers and steps of pipelines do not support; let pods reach it directly, "
                f"and set Proxy(no_proxy=({store.endpoint!r},))"
            )

    def check_notebooks(self, images: Iterable[Image], release: Release) -> None:
        """Refuse notebook images that are unreachable over IPv6.

        Source: components/example-notebook-servers/*/s6/services.d of kubeflow/kubeflow
        v1.9.2, where jupyter, code-server and rstudio bind to 0.0.0.0.
        """
        if self.addresses == "ipv6" and (deaf := listening_on_ipv4(images, release)):
            raise ValueError(
                "addresses='ipv6' leaves pods without IPv4, but upstream's notebook image "
                f"{deaf[0]!r} listens on IPv4 only; offer images that listen on '::', "
                "Notebooks(spawner=Spawner(jupyter=ImageChoice((…,)), code_server=None, "
                "rstudio=None))"
            )

    def check_hardening(self, hardening: Hardening) -> None:
        """Refuse an API server at addresses that no pod can reach."""
        if self.addresses != "ipv6" or hardening.api_server is None:
            return
        blocks = hardening.api_server.addresses
        if all(ip_network(block).version == 4 for block in blocks):  # noqa: PLR2004 - IPv4
            raise ValueError(
                "addresses='ipv6' leaves pods without IPv4, but the API server is at "
                f"{', '.join(blocks)}; name its IPv6 addresses, such as '2001:db8::1/128'"
            )


def _check_autopilot(mesh: Mesh) -> None:
    if not isinstance(mesh, Sidecars) or mesh.cni:
        raise ValueError(
            "GKE Autopilot admits neither Istio's CNI plugin nor ztunnel, which write to "
            f"nodes, but mesh is {mesh!r}; use Sidecars(), or run on GKE Standard"
        )


def listening_on_ipv4(images: Iterable[Image], release: Release) -> list[str]:
    """Return upstream's notebook images among these, which listen on IPv4 only."""
    return sorted(release.references(images) & set(release.notebook_images.values()))
