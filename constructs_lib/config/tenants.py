"""Restrictions on tenants in their profiles, beyond their roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal

from ..releases import Release
from .checks import check_label, check_unique
from .durations import check_duration
from .mesh import Ambient, Mesh, Sidecars, api_user

TenantRoutes = Literal["guarded", "writable"]
PodSecurity = Literal["baseline", "privileged", "restricted"]
ServiceType = Literal["NodePort", "LoadBalancer"]

# Labels with the Pod Security Standard that a namespace enforces or warns about.
ENFORCED: Final = "pod-security.kubernetes.io/enforce"
_WARNED: Final = "pod-security.kubernetes.io/warn"

_LONGEST_TOKEN: Final = timedelta(hours=24)
# The API server issues no shorter token (pkg/registry/core/serviceaccount/storage/token.go).
_SHORTEST_TOKEN: Final = timedelta(minutes=10)

# The classes of Kubernetes' own pods, which the API server reserves itself.
_SYSTEM_CLASS: Final = "system-"


@dataclass(frozen=True, kw_only=True, slots=True)
class TenantRules:
    """What the API server refuses in profiles, to isolate tenants.

    Every choice but the default weakens isolation, as docs/security.md describes.

    routes: with `guarded` users can read Istio's kinds in their profiles but not write them,
    and no route there can set the user's header; with `writable`, upstream's, one user can
    send requests as another.
    ingress: an Ingress of any class is `refused`. `admitted` lets a tenant's Ingress take over
    the platform's host and its login form where Istio serves Ingresses.
    mesh: `guarded` keeps pods and Services in the mesh and behind the profile's waypoint,
    which only Istio may run. `open` lets editors take them out, or join the waypoint, and
    receive unauthenticated requests. It concerns an ambient mesh only.
    pod_security: the Pod Security Standard that profiles enforce. `privileged` lets an editor
    mount the node's disk and become root on it. None means `baseline` where that works: with
    Ambient(), and with Sidecars(cni=True). `restricted` is refused, with the reason.
    services: `internal` refuses Services that point out of their profile: of type
    ExternalName, without a selector, with external addresses, or with manual endpoints. `any`
    lets a tenant's route lead to other tenants' pods.
    external_services: names of Services, by profile, that may point out of the cluster all the
    same, such as to a database.
    service_types: allowed types of Services in profiles, of NodePort and LoadBalancer.
    priority_classes: the PriorityClasses that pods in profiles may have. Where the cluster has
    a global default, name it: the API server gives it to every pod.
    recurring_runs: with `own` only the API server of Pipelines names the experiment of a
    recurring run, in a release whose runs start in the profile of that experiment. `any` lets
    an editor start runs in another profile, of which an experiment's id is known.
    tokens: `bound` refuses Secrets with a service account's permanent token, and tokens that
    live longer than a day. `any` lets a departing user keep a permanent one.
    token_lifetime: the longest lifetime of a token, instead of a day; whole seconds.
    token_accounts: accounts outside of kube-system that may create such Secrets, as
    `<namespace>/<name>`.
    enforcement: `deny`, or `warn`, which allows everything but warns the client and writes to
    the audit log.

    Raises ValueError for a name that Kubernetes refuses, a duplicate class or one of
    Kubernetes' own, a lifetime below 10 minutes, and `pod_security="restricted"`, which the
    pods of Kubeflow's own controllers in profiles do not meet.
    """

    routes: TenantRoutes = "guarded"
    ingress: Literal["refused", "admitted"] = "refused"
    mesh: Literal["guarded", "open"] = "guarded"
    pod_security: PodSecurity | None = None
    services: Literal["internal", "any"] = "internal"
    external_services: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    service_types: tuple[ServiceType, ...] = ()
    priority_classes: tuple[str, ...] = ()
    recurring_runs: Literal["own", "any"] = "own"
    tokens: Literal["bound", "any"] = "bound"
    token_lifetime: timedelta = _LONGEST_TOKEN
    token_accounts: tuple[str, ...] = ()
    enforcement: Literal["deny", "warn"] = "deny"

    def __post_init__(self) -> None:
        if self.pod_security == "restricted":
            raise ValueError(
                "pod_security='restricted' would refuse Kubeflow's own pods in profiles: "
                "steps of pipelines, trials, volume viewers, TensorBoards and notebooks of "
                "the form lack the security context that it requires; use 'baseline'"
            )
        self._check_services()
        check_unique(self.priority_classes, "priority class")
        for name in self.priority_classes:
            for part in name.split("."):
                check_label(part, f"priority class {name!r}: it")
            if name.startswith(_SYSTEM_CLASS):
                raise ValueError(
                    f"priority class {name!r} is for Kubernetes' own pods, which a tenant's "
                    "pods would preempt; create one of your own"
                )
        self._check_tokens()

    def _check_services(self) -> None:
        for profile, names in self.external_services.items():
            check_label(profile, "profile with external services")
            check_unique(names, f"external service of profile {profile!r}")
            for name in names:
                check_label(name, f"external service of profile {profile!r}")
        if self.services == "any" and (self.external_services or self.service_types):
            raise ValueError(
                "services='any' refuses no Service, so external_services and service_types "
                "have no effect; leave them out, or set services='internal'"
            )

    def _check_tokens(self) -> None:
        check_duration(self.token_lifetime, "token_lifetime")
        if self.token_lifetime < _SHORTEST_TOKEN:
            raise ValueError(
                f"token_lifetime must be {_SHORTEST_TOKEN} or more, the shortest that the API "
                f"server issues; got {self.token_lifetime}"
            )
        if self.tokens == "any" and (
            self.token_accounts or self.token_lifetime != _LONGEST_TOKEN
        ):
            raise ValueError(
                "tokens='any' refuses no token, so token_accounts and token_lifetime have no "
                "effect; leave them out, or set tokens='bound'"
            )
        for account in self.token_accounts:
            namespace, found, name = account.partition("/")
            if not found:
                raise ValueError(
                    "a token account must be '<namespace>/<name>', such as 'vault/issuer'; "
                    f"got {account!r}"
                )
            check_label(namespace, f"namespace of token account {account!r}")
            check_label(name, f"name of token account {account!r}")

    def level(self, mesh: Mesh) -> PodSecurity:
        """Return the Pod Security Standard that profiles enforce in a mesh.

        Raises ValueError for `baseline` where every pod has a privileged init container.
        """
        if isinstance(mesh, Ambient) or mesh.cni:
            return self.pod_security or "baseline"
        if self.pod_security == "baseline":
            raise ValueError(
                "pod_security='baseline' would refuse every pod with a sidecar, whose "
                "istio-init needs NET_ADMIN; use Sidecars(cni=True) where Istio's CNI plugin "
                "runs, or leave pod_security out"
            )
        return "privileged"

    def labels(self, mesh: Mesh) -> Mapping[str, str]:
        """Return the label that makes a profile's namespace enforce the standard, or warn."""
        if (level := self.level(mesh)) == "privileged":
            return {}
        return {ENFORCED if self.enforcement == "deny" else _WARNED: level}

    @property
    def token_users(self) -> tuple[str, ...]:
        """The API server's user names that may create Secrets with tokens."""
        return tuple(api_user(*account.split("/")) for account in self.token_accounts)


def enforced(release: Release, namespace: str, mesh: Mesh = Ambient()) -> Mapping[str, str]:
    """Return the label by which a namespace of the platform enforces a standard.

    mesh: that of its pods. None is enforced where each has a privileged init container.
    """
    standard = release.enforced.get(namespace)
    if standard is None or (isinstance(mesh, Sidecars) and not mesh.cni):
        return {}
    return {ENFORCED: standard}


# Upstream restricts none of this.
UNGUARDED: Final = TenantRules(
    routes="writable",
    ingress="admitted",
    mesh="open",
    pod_security="privileged",
    services="any",
    recurring_runs="any",
    tokens="any",
)
