"""What the cluster is, where that changes what runs in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Final, Literal

from ..catalog import NOTEBOOK_IMAGES
from .checks import check_choices
from .data import S3, ObjectStore
from .mesh import Mesh, Sidecars
from .pods import Hardening
from .proxy import Proxy
from .versions import check_feature, parse_version

Addresses = Literal["ipv4", "ipv6", "dual-stack"]

# Since then its Ingress Operator installs the Gateway API's kinds and puts back what others
# change of them (openshift/enhancements, ingress/gateway-api-crd-life-cycle-management.md).
_OWN_GATEWAY_API: Final = (4, 19)
_LEFT_ALONE: Final = {"admissions.enforcer/disabled": "true"}


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenShift:
    """Red Hat's, which gives each namespace the users that its pods may run as.

    Nothing here says then as which user it runs, or whose its volumes are: the SCC
    `restricted-v2`, which everybody may use, says both. The dashboard needs the user that its
    image has, and `nonroot-v2` for that.
    version: of the cluster; 4.17.0 is the first with Kubernetes 1.30.
    notebook_user: as whom notebooks run. `image` lets pods of profiles run as the user of
    their image, never root, by `nonroot-v2`: upstream's images are made for user 1000 alone.
    `assigned` is for images that any user can run.
    Raises ValueError for a version that is too old.
    """

    version: str
    notebook_user: Literal["image", "assigned"] = "image"

    def __post_init__(self) -> None:
        check_choices(self)
        check_feature("Kubernetes 1.30 on OpenShift", self.version)

    @property
    def brings_gateway_api(self) -> bool:
        """Whether the Gateway API's kinds are there, and are nobody else's to install."""
        return parse_version(self.version, "OpenShift", "4.19.0") >= _OWN_GATEWAY_API


@dataclass(frozen=True, slots=True)
class Aks:
    """Azure's, whose Admissions Enforcer edits every webhook's selector of namespaces.

    It is told to leave ours alone, by the annotation `admissions.enforcer/disabled`: Argo CD
    would put back what it edits, without end (https://github.com/Azure/AKS/issues/4002). None
    of ours is asked about the cluster's own namespaces: they go by labels of profiles and
    pods, or ask about kinds of Kubeflow's.
    """


@dataclass(frozen=True, slots=True)
class Autopilot:
    """Google's GKE where Google looks after the nodes, and admits nothing that touches them.

    It admits neither Istio's CNI plugin nor ztunnel
    (https://github.com/istio/istio/issues/57356), so that its mesh is of sidecars that
    redirect traffic themselves, which the cluster must allow
    (`--workload-policies=allow-net-admin`).
    It adds its own namespaces to selectors of webhooks, and raises what pods ask for: Argo CD
    is told to ignore both.
    """


Distribution = OpenShift | Aks | Autopilot


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """What the cluster is, where that changes what runs in it.

    distribution: whose Kubernetes, where it has rules of its own; None for any other.
    addresses: which its pods have. Servers in Go, Node, Java and gRPC listen for both by
    themselves; with `ipv6` and `dual-stack` so do gunicorn and Envoy, for which upstream's
    images have 0.0.0.0. Services have the family that the cluster gives them: its first.
    proxy: by which pods reach what is outside; None where they reach it themselves.
    Raises ValueError for an address family that there is not.
    """

    distribution: Distribution | None = None
    addresses: Addresses = "ipv4"
    proxy: Proxy | None = None

    def __post_init__(self) -> None:
        check_choices(self)

    @property
    def binds_ipv6(self) -> bool:
        """Whether pods have IPv6 addresses, so that servers must listen there."""
        return self.addresses != "ipv4"

    @property
    def families(self) -> tuple[str, ...]:
        """The address families that every pod has."""
        names = {"ipv4": ("IPv4",), "ipv6": ("IPv6",), "dual-stack": ("IPv4", "IPv6")}
        return names[self.addresses]

    @property
    def assigns_users(self) -> bool:
        """Whether the cluster says as which user a pod runs, and whose its volumes are."""
        return isinstance(self.distribution, OpenShift)

    @property
    def name(self) -> str | None:
        """What the check before a sync calls the distribution; None where it is any."""
        return type(self.distribution).__name__ if self.distribution else None

    @property
    def of_webhooks(self) -> Mapping[str, str]:
        """The annotations of webhooks' configurations, by which the cluster leaves them be."""
        return _LEFT_ALONE if isinstance(self.distribution, Aks) else {}

    @property
    def istio_platform(self) -> str | None:
        """What Istio's charts call it (`global.platform`), where that changes them."""
        return "openshift" if isinstance(self.distribution, OpenShift) else None

    def check_mesh(self, mesh: Mesh) -> None:
        """Refuse a mesh whose pods the cluster would not admit."""
        if self.assigns_users and isinstance(mesh, Sidecars) and not mesh.cni:
            raise ValueError(
                "OpenShift admits no container that redirects the pod's traffic, which is "
                "what Sidecars() has without a CNI plugin; say Sidecars(cni=True) or Ambient()"
            )
        if isinstance(self.distribution, Autopilot):
            _check_autopilot(mesh)

    def check_store(self, store: ObjectStore) -> None:
        """Refuse a store behind the proxy, of which not all who ask a store know.

        The artifact servers of profiles are in Node, whose client of S3 heeds no variable, and
        launchers and drivers are not told of it (frontend/server/minio-helper.ts and
        backend/src/v2 of kubeflow/pipelines 2.3.0).
        """
        if self.proxy is None or not isinstance(store, S3):
            return
        inside = store.endpoint.endswith(".svc") or ".svc." in store.endpoint
        if not inside and not self.proxy.spares(store.endpoint):
            raise ValueError(
                f"the store {store.endpoint!r} would be behind the proxy, which artifact "
                f"servers and steps of pipelines do not know: let pods reach it, and say "
                f"Proxy(no_proxy=({store.endpoint!r},))"
            )

    def check_notebooks(self, images: Iterable[str]) -> None:
        """Refuse notebooks that nobody would reach.

        Source: components/example-notebook-servers/*/s6/services.d of kubeflow/kubeflow
        v1.9.2, where jupyter, code-server and rstudio are told 0.0.0.0.
        """
        if self.addresses == "ipv6" and (deaf := listening_on_ipv4(images)):
            raise ValueError(
                f"addresses='ipv6' leaves pods without IPv4, where alone upstream's notebook "
                f"image {deaf[0]!r} listens; offer images that listen on '::', "
                f"Notebooks(spawner=Spawner(jupyter=ImageChoice((…,)), code_server=None, "
                f"rstudio=None))"
            )

    def check_hardening(self, hardening: Hardening) -> None:
        """Refuse an API server at addresses that no pod can send to."""
        if self.addresses != "ipv6" or hardening.api_server is None:
            return
        blocks = hardening.api_server.addresses
        if all(ip_network(block).version == 4 for block in blocks):  # noqa: PLR2004 - IPv4
            raise ValueError(
                f"addresses='ipv6' leaves pods without IPv4, and the API server is at "
                f"{', '.join(blocks)}; name its IPv6 addresses, such as '2001:db8::1/128'"
            )


def _check_autopilot(mesh: Mesh) -> None:
    if not isinstance(mesh, Sidecars) or mesh.cni:
        raise ValueError(
            f"GKE Autopilot admits neither Istio's CNI plugin nor ztunnel, which write to "
            f"nodes, and mesh is {mesh!r}; say Sidecars(), or run on GKE Standard"
        )


def listening_on_ipv4(images: Iterable[str]) -> list[str]:
    """Return upstream's notebook images among these, which listen on IPv4 alone."""
    return sorted(set(images) & set(NOTEBOOK_IMAGES.values()))
