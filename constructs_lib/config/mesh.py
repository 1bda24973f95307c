"""The service mesh that the platform runs in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from .checks import check_choices, check_label, check_labels, check_object, check_unique
from .versions import check_feature

# Istio's own where nothing says another; no name in DNS, whatever it looks like.
TRUST_DOMAIN: Final = "cluster.local"
ROOT_NAMESPACE: Final = "istio-system"
CLUSTER_ID: Final = "Kubernetes"
INGRESS_SERVICE_ACCOUNT: Final = "istio-ingressgateway-service-account"
INGRESS_PODS: Final = {"app": "istio-ingressgateway", "istio": "ingressgateway"}

# The Gateway in each profile's namespace whose proxy decides who may open what there.
WAYPOINT: Final = "waypoint"

# By either of these labels a pod is a proxy of the Gateway that it names.
GATEWAY_LABELS: Final = ("gateway.networking.k8s.io/gateway-name", "istio.io/gateway-name")

# Where mesh traffic comes in at an ambient pod or a waypoint, whatever port it is meant for.
HBONE: Final = 15008

REVISION: Final = "istio.io/rev"
NETWORK: Final = "topology.istio.io/network"
INJECTION: Final = "istio-injection"
DATAPLANE: Final = "istio.io/dataplane-mode"
USE_WAYPOINT: Final = "istio.io/use-waypoint"
INGRESS_USE_WAYPOINT: Final = "istio.io/ingress-use-waypoint"

# By which Istio knows how a namespace is part of the mesh; they follow from the mesh chosen.
MEMBERSHIP: Final = (INJECTION, DATAPLANE, USE_WAYPOINT, INGRESS_USE_WAYPOINT)

# Labels and annotations by which Istio decides who is captured and which waypoint serves a
# Service, and the values that leave that as the profile has it
# (istio.io/api label/labels.gen.go and annotation/annotations.gen.go).
IN_MESH: Final[Mapping[str, tuple[str, ...]]] = {
    DATAPLANE: ("ambient",),
    USE_WAYPOINT: (WAYPOINT,),
    INGRESS_USE_WAYPOINT: ("true",),
    f"{USE_WAYPOINT}-namespace": (),
    f"{USE_WAYPOINT}-canary": (),
    f"{USE_WAYPOINT}-canary-namespace": (),
    # The CNI plugin passes over a pod that seems to have a sidecar (cni/pkg/util/podutil.go).
    "sidecar.istio.io/status": (),
    "ambient.istio.io/bypass-inbound-capture": (),
    "ambient.istio.io/redirection": ("enabled", "pending"),
    "istio.io/reroute-virtual-interfaces": (),
    NETWORK: (),
    # Whom callers take for a Service, beside its pods.
    "alpha.istio.io/canonical-serviceaccounts": (),
    "alpha.istio.io/kubernetes-serviceaccounts": (),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sidecars:
    """Upstream's mesh: sidecar proxies, and an ingress gateway in Istio's own namespace.

    ingress_namespace: where the gateway's pods are.
    cni: whether Istio's CNI plugin redirects the pods' traffic. Without it a container of each
    pod does, `istio-init`, which needs NET_ADMIN: more than a namespace that enforces the Pod
    Security Standard `baseline` admits.
    trust_domain: by which the mesh's identities begin, `meshConfig.trustDomain`.
    trust_domain_aliases: whose identities it takes for its own, `trustDomainAliases`; istiod
    repeats every policy for them, so that they are in its values and in no policy of ours
    (ReplaceTrustDomainAliases in pilot/pkg/security/trustdomain/bundle.go).
    Raises ValueError for an invalid namespace or trust domain, and for an alias that comes
    twice or is the trust domain itself.
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
        """Namespaces that are the mesh's, so that no user may own them."""
        return frozenset({self.ingress_namespace})

    def principal(self, namespace: str, service_account: str) -> str:
        """Return the identity by which this mesh knows a service account."""
        return _identity(self.trust_domain, namespace, service_account)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ambient:
    """Istio's ambient mesh: no sidecars, and an ingress gateway in Kubeflow's namespace.

    ingress_namespace: where the gateway's pods are.
    istio: the version of the cluster's Istio, which the ingress proxy's image must follow;
    1.25.1 is the first that works.
    other_waypoints: a waypoint without a policy lets everybody through. `open` leaves those
    of others alone; `closed` denies, at every waypoint of the cluster, what no policy allows.
    That reaches other teams' waypoints too: it is for clusters that Kubeflow has for itself.
    istiod_namespace, revision: where istiod runs, and its revision; empty for the default one.
    Its account, `istiod` or `istiod-<revision>`, makes the profiles' waypoints, and nobody
    else may; its Service of that name is whom the ingress proxy asks; waypoints ask for the
    revision by the label `istio.io/rev`. A tag will not do: it has no account.
    root_namespace: where policies of the whole mesh are, `meshConfig.rootNamespace`; empty for
    istiod's own.
    cluster_id: what istiod calls this cluster, `global.multiCluster.clusterName`; it knows no
    proxy that calls it otherwise (authenticate/kubeauth of istio/istio).
    network: the cluster's in a mesh of several, `global.network`; empty where there is one.
    trust_domain: by which the mesh's identities begin, `meshConfig.trustDomain`. Policies name
    it as it is: waypoints take `cluster.local` for any mesh's own, ztunnel does not
    (https://github.com/istio/ztunnel/issues/1260). It knows no aliases either, so there are
    none to say (https://github.com/istio/istio/issues/58511).
    Raises ValueError for an invalid namespace, revision, trust domain, cluster or network,
    and for a version that is too old.
    """

    istio: str = "1.25.1"
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
                "revision 'default' is what Istio calls an istiod without one; leave it out"
            )
        if self.root_namespace:
            check_label(self.root_namespace, "root namespace")
        if not self.cluster_id:
            raise ValueError(f"cluster_id is empty; Istio's own is {CLUSTER_ID!r}")
        # Istio writes both as labels of these names.
        check_labels({"topology.istio.io/cluster": self.cluster_id}, "cluster_id")
        check_labels({NETWORK: self.network}, "network")

    def principal(self, namespace: str, service_account: str) -> str:
        """Return the identity by which this mesh knows a service account."""
        return _identity(self.trust_domain, namespace, service_account)

    @property
    def istiod(self) -> str:
        """The name of istiod's account and Service."""
        return self._revised("istiod")

    @property
    def istiod_user(self) -> str:
        """As whom the API server knows istiod."""
        return api_user(self.istiod_namespace, self.istiod)

    @property
    def discovery_address(self) -> str:
        """Where proxies ask istiod for their settings and certificates."""
        return f"{self.istiod}.{self.istiod_namespace}.svc:15012"

    @property
    def settings(self) -> str:
        """The name of the ConfigMap of istiod's settings, in its namespace."""
        return self._revised("istio")

    @property
    def policies_namespace(self) -> str:
        """Where policies of the whole mesh are."""
        return self.root_namespace or self.istiod_namespace

    @property
    def chosen_revision(self) -> Mapping[str, str]:
        """The label by which an object is one revision's; none where that is the default."""
        return {REVISION: self.revision} if self.revision else {}

    @property
    def namespaces(self) -> frozenset[str]:
        """Namespaces that are the mesh's, so that no user may own them."""
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
    """Refuse what the mesh would find nobody by.

    It takes whole identities, as the mesh's `principal` writes them, their beginning or end
    with `*`, or `*` for anybody with an identity.
    """
    if "://" in value:
        raise ValueError(
            f"{what} is an identity without its scheme, such as "
            f"'{TRUST_DOMAIN}/ns/team/sa/default'; got {value!r}"
        )
    if not _CALLER.fullmatch(value):
        raise ValueError(
            f"{what} must be a mesh identity such as '{TRUST_DOMAIN}/ns/team/sa/default', "
            f"or one that begins or ends with '*'; got {value!r}"
        )


def caller_namespace(caller: str) -> str | None:
    """Return the namespace that a caller is in, None where it may be in any."""
    found = re.search(r"/ns/([a-z0-9-]+)/", caller)
    return found[1] if found else None


def api_user(namespace: str, service_account: str) -> str:
    """Return the user name by which the API server knows a service account."""
    return f"system:serviceaccount:{namespace}:{service_account}"


def ingress_principal(mesh: Mesh) -> str:
    """Return the identity of the ingress gateway, which every app trusts."""
    return mesh.principal(mesh.ingress_namespace, INGRESS_SERVICE_ACCOUNT)


def proxies(mesh: Mesh) -> tuple[str, ...]:
    """Return the labels of pods in profiles that are Istio's proxies: waypoints."""
    return GATEWAY_LABELS if isinstance(mesh, Ambient) else ()


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
