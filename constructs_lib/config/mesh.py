"""The service mesh that the platform runs in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from .checks import check_choices, check_label, check_labels, check_object, check_unique
from .versions import ISTIO, WAYPOINT_PARAMETERS, check_feature, has

# Istio's default trust domain; despite its looks no DNS name.
TRUST_DOMAIN: Final = "cluster.local"
ROOT_NAMESPACE: Final = "istio-system"
CLUSTER_ID: Final = "Kubernetes"
INGRESS_SERVICE_ACCOUNT: Final = "istio-ingressgateway-service-account"
INGRESS_PODS: Final = {"app": "istio-ingressgateway", "istio": "ingressgateway"}

# The Gateway in each profile's namespace whose proxy enforces the profile's policies.
WAYPOINT: Final = "waypoint"

# Either label makes a pod a proxy of the Gateway that it names.
GATEWAY_LABELS: Final = ("gateway.networking.k8s.io/gateway-name", "istio.io/gateway-name")

# The port where mesh traffic enters an ambient pod or a waypoint, whatever its target port.
HBONE: Final = 15008

REVISION: Final = "istio.io/rev"
NETWORK: Final = "topology.istio.io/network"
INJECTION: Final = "istio-injection"
DATAPLANE: Final = "istio.io/dataplane-mode"
USE_WAYPOINT: Final = "istio.io/use-waypoint"
INGRESS_USE_WAYPOINT: Final = "istio.io/ingress-use-waypoint"

# Labels that enroll a namespace in the mesh; they follow from the mesh chosen.
MEMBERSHIP: Final = (INJECTION, DATAPLANE, USE_WAYPOINT, INGRESS_USE_WAYPOINT)

# Labels and annotations by which Istio decides which pods to capture and which waypoint serves
# a Service, and the values that keep the profile's settings (istio.io/api label/labels.gen.go
# and annotation/annotations.gen.go).
IN_MESH: Final[Mapping[str, tuple[str, ...]]] = {
    DATAPLANE: ("ambient",),
    USE_WAYPOINT: (WAYPOINT,),
    INGRESS_USE_WAYPOINT: ("true",),
    f"{USE_WAYPOINT}-namespace": (),
    f"{USE_WAYPOINT}-canary": (),
    f"{USE_WAYPOINT}-canary-namespace": (),
    # The CNI plugin ignores a pod that seems to have a sidecar (cni/pkg/util/podutil.go).
    "sidecar.istio.io/status": (),
    "ambient.istio.io/bypass-inbound-capture": (),
    "ambient.istio.io/redirection": ("enabled", "pending"),
    "istio.io/reroute-virtual-interfaces": (),
    NETWORK: (),
    # Other addresses that callers reach a Service at, besides its pods.
    "alpha.istio.io/canonical-serviceaccounts": (),
    "alpha.istio.io/kubernetes-serviceaccounts": (),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sidecars:
    """Upstream's mesh: sidecar proxies, and an ingress gateway in Istio's own namespace.

    ingress_namespace: of the gateway's pods.
    cni: whether Istio's CNI plugin redirects the pods' traffic. Without it each pod's
    container `istio-init` does, which needs NET_ADMIN: a namespace that enforces the Pod
    Security Standard `baseline` refuses that.
    trust_domain: the prefix of the mesh's identities, `meshConfig.trustDomain`.
    trust_domain_aliases: further trust domains that it treats as its own,
    `trustDomainAliases`; istiod repeats every policy for them, so they are in its values and
    in none of our policies (ReplaceTrustDomainAliases in
    pilot/pkg/security/trustdomain/bundle.go).
    Raises ValueError for an invalid namespace or trust domain, and for an alias that is a
    duplicate or the trust domain itself.
    """

    ingress_namespace: str = "istio-system"
    cni: bool = False
    trust_domain: str = TRUST_DOMAIN
    trust_domain_aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_label(self.ingress_namespace, "ingress namespace")
        check_object(self.trust_domain, "trust domain")
        for alias in self.trust_domain_aliases:
            check_object(alias, "alias of the trust domain")
        check_unique((self.trust_domain, *self.trust_domain_aliases), "trust domain")

    @property
    def namespaces(self) -> frozenset[str]:
        """Namespaces of the mesh, which no user may own."""
        return frozenset({self.ingress_namespace})

    @property
    def policies_namespace(self) -> str:
        """The namespace of mesh-wide policies."""
        return ROOT_NAMESPACE

    def principal(self, namespace: str, service_account: str) -> str:
        """Return a service account's identity in this mesh."""
        return _identity(self.trust_domain, namespace, service_account)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ambient:
    """Istio's ambient mesh: no sidecars, and an ingress gateway in Kubeflow's namespace.

    ingress_namespace: of the gateway's pods.
    istio: the version of the cluster's Istio, which the ingress proxy's image must match; the
    default is the first that works.
    other_waypoints: a waypoint without a policy admits everyone. `open` leaves other teams'
    waypoints as they are; `closed` denies, at every waypoint of the cluster, what no policy
    allows. That affects other teams' waypoints too, so use it in clusters dedicated to
    Kubeflow.
    istiod_namespace, revision: where istiod runs, and its revision; empty for the default one.
    Only its account, `istiod` or `istiod-<revision>`, may create the profiles' waypoints; the
    ingress proxy connects to its Service of that name; waypoints select the revision by the
    label `istio.io/rev`. A revision tag does not work: it has no account.
    root_namespace: of mesh-wide policies, `meshConfig.rootNamespace`; empty for istiod's own.
    cluster_id: this cluster's name in istiod, `global.multiCluster.clusterName`; istiod does
    not authenticate proxies that use another name (authenticate/kubeauth of istio/istio).
    network: the cluster's network in a mesh of several, `global.network`; empty with a single
    one.
    trust_domain: the prefix of the mesh's identities, `meshConfig.trustDomain`. Policies name
    it in full: waypoints accept `cluster.local` as an alias of any trust domain, ztunnel does
    not (https://github.com/istio/ztunnel/issues/1260). ztunnel does not support aliases
    either, so there is no field for them (https://github.com/istio/istio/issues/58511).
    Raises ValueError for an invalid namespace, revision, trust domain, cluster or network,
    and for a version that is too old.
    """

    istio: str = ISTIO
    ingress_namespace: str = "kubeflow"
    other_waypoints: Literal["open", "closed"] = "open"
    istiod_namespace: str = ROOT_NAMESPACE
    revision: str = ""
    trust_domain: str = TRUST_DOMAIN
    root_namespace: str = ""
    cluster_id: str = CLUSTER_ID
    network: str = ""

    def __post_init__(self) -> None:
        check_choices(self)
        check_object(self.trust_domain, "trust domain")
        check_label(self.ingress_namespace, "ingress namespace")
        check_feature("ambient mode", self.istio)
        check_label(self.istiod_namespace, "istiod namespace")
        if self.revision:
            check_label(self.revision, "revision of Istio")
        if self.revision == "default":
            raise ValueError(
                "revision 'default' is Istio's name for an istiod without a revision; leave "
                "it out"
            )
        if self.root_namespace:
            check_label(self.root_namespace, "root namespace")
        if not self.cluster_id:
            raise ValueError(f"cluster_id is empty; Istio's default is {CLUSTER_ID!r}")
        # Istio writes both as label values.
        check_labels({"topology.istio.io/cluster": self.cluster_id}, "cluster_id")
        check_labels({NETWORK: self.network}, "network")

    def principal(self, namespace: str, service_account: str) -> str:
        """Return a service account's identity in this mesh."""
        return _identity(self.trust_domain, namespace, service_account)

    @property
    def istiod(self) -> str:
        """The name of istiod's account and Service."""
        return self._revised("istiod")

    @property
    def istiod_user(self) -> str:
        """The user name of istiod at the API server."""
        return api_user(self.istiod_namespace, self.istiod)

    @property
    def discovery_address(self) -> str:
        """The address of istiod for proxies: configuration and certificates."""
        return f"{self.istiod}.{self.istiod_namespace}.svc:15012"

    @property
    def settings(self) -> str:
        """The name of istiod's ConfigMap with the mesh config."""
        return self._revised("istio")

    @property
    def injector(self) -> str:
        """The name of istiod's ConfigMap with the values that pods are made with."""
        return self._revised("istio-sidecar-injector")

    @property
    def reads_parameters(self) -> bool:
        """Whether istiod reads the parameters of a waypoint's Gateway."""
        return has(WAYPOINT_PARAMETERS, self.istio)

    @property
    def policies_namespace(self) -> str:
        """The namespace of mesh-wide policies."""
        return self.root_namespace or self.istiod_namespace

    @property
    def chosen_revision(self) -> Mapping[str, str]:
        """The label that assigns an object to a revision; none for the default one."""
        return {REVISION: self.revision} if self.revision else {}

    @property
    def namespaces(self) -> frozenset[str]:
        """Namespaces of the mesh, which no user may own."""
        return frozenset(
            {self.ingress_namespace, self.istiod_namespace, self.policies_namespace}
        )

    def _revised(self, name: str) -> str:
        return f"{name}-{self.revision}" if self.revision else name


Mesh = Sidecars | Ambient

_CALLER: Final = re.compile(
    r"\*|[a-z0-9.-]+/ns/[a-z0-9-]+/sa/[a-z0-9.-]+"
    r"|[a-z0-9.-]+/ns/([a-z0-9-]+/(sa/[a-z0-9.-]*)?|[a-z0-9-]*)\*|\*(/ns/[a-z0-9-]+)?/sa/[a-z0-9.-]+"
)


def _identity(trust_domain: str, namespace: str, service_account: str) -> str:
    return f"{trust_domain}/ns/{namespace}/sa/{service_account}"


def check_caller(value: str, what: str) -> None:
    """Refuse what matches no identity of the mesh.

    Valid are whole identities, as `principal` of the mesh returns them, a prefix or suffix
    with `*`, or `*` for any identity.
    """
    if "://" in value:
        raise ValueError(
            f"{what} must be an identity without its scheme, such as "
            f"'{TRUST_DOMAIN}/ns/team/sa/default'; got {value!r}"
        )
    if not _CALLER.fullmatch(value):
        raise ValueError(
            f"{what} must be a mesh identity such as '{TRUST_DOMAIN}/ns/team/sa/default', "
            f"or one that begins or ends with '*'; got {value!r}"
        )


def caller_namespace(caller: str) -> str | None:
    """Return a caller's namespace, None where it may be in any."""
    found = re.search(r"/ns/([a-z0-9-]+)/", caller)
    return found[1] if found else None


def api_user(namespace: str, service_account: str) -> str:
    """Return a service account's user name at the API server."""
    return f"system:serviceaccount:{namespace}:{service_account}"


def ingress_principal(mesh: Mesh) -> str:
    """Return the identity of the ingress gateway, which every app trusts."""
    return mesh.principal(mesh.ingress_namespace, INGRESS_SERVICE_ACCOUNT)


def proxies(mesh: Mesh) -> tuple[str, ...]:
    """Return the labels of pods in profiles that are Istio's proxies: waypoints."""
    return GATEWAY_LABELS if isinstance(mesh, Ambient) else ()


def profile_membership(mesh: Mesh) -> Mapping[str, str]:
    """Return the labels that enroll a profile's namespace in the mesh.

    They are for the profile controller, which enables sidecar injection by default: it removes
    the key of an empty value (setNamespaceLabels in
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
