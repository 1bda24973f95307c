"""Trusted token issuers for machines, besides Dex."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .checks import check_label
from .issuers import check_issuer
from .services import CLUSTER_DOMAIN, service_host

CLUSTER: Final = "cluster"

_SERVICE_ACCOUNT: Final = re.compile(
    r"system:serviceaccount:[a-z0-9-]{1,63}:[a-z0-9.-]{1,253}"
)
# Characters that headers, RoleBindings and policies pass unchanged. No `*`, which Istio treats
# as a wildcard at the ends of a value.
NAME_OF_USER: Final = re.compile(r"[!-)+-~]([ -)+-~]{0,180}[!-)+-~])?")


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterIssuer:
    """Trust in tokens of the cluster's own service accounts.

    issuer: the API server's `--service-account-issuer`; None means kubeadm's default for the
    cluster's DNS domain. user_claim: the claim with the user.
    keys: the output of `kubectl get --raw /openid/v1/jwks`. They are public, but the API
    server shows them to authenticated clients only, and istiod is not one. They change with
    the cluster's signing key.
    audience: required in each token: `kubectl create token --audience`.
    """

    audience: str
    keys: str
    issuer: str | None = None
    user_claim: str = "sub"

    def __post_init__(self) -> None:
        issuer = self.issuer_in(CLUSTER_DOMAIN)
        if not issuer.startswith("https://"):
            raise ValueError(
                f"the cluster's issuer must begin with 'https://', got {issuer!r}"
            )
        _check_audience(issuer, self.audience)
        if not _are_public_keys(self.keys):
            raise ValueError(
                "the cluster's keys must be a JSON Web Key Set of public keys, as "
                "`kubectl get --raw /openid/v1/jwks` prints it"
            )

    @property
    def name(self) -> str:
        """The issuer's name in this platform."""
        return CLUSTER

    def issuer_in(self, cluster_domain: str) -> str:
        """Return the `iss` claim of tokens in a cluster of this DNS domain."""
        host = service_host("kubernetes", "default", cluster_domain)
        return self.issuer or f"https://{host}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalIssuer:
    """Trust in tokens of an external issuer, such as EKS's for another cluster or a CI's.

    name: for the object's name, of your choice. issuer: as in its tokens, with `https://`, or
    `http://` for a Service of the cluster: istiod, outside the mesh, then reads its keys in
    clear.
    audience: required in each token. keys: the JWKS URL, where the issuer does not publish it
    below `/.well-known/`. user_claim, groups_claim: the claims with the user and the groups.
    The issuer's administrators can impersonate any user.
    """

    name: str
    issuer: str
    audience: str
    keys: str | None = None
    user_claim: str = "sub"
    groups_claim: str | None = None

    def __post_init__(self) -> None:
        check_label(self.name, "issuer")
        if self.name == CLUSTER:
            raise ValueError(
                f"an external issuer must not be named {CLUSTER!r}, which is reserved for "
                "ClusterIssuer and the cluster's own service accounts; rename it"
            )
        check_issuer(self.issuer, f"issuer {self.name!r}")
        _check_audience(self.issuer, self.audience)
        if self.keys is not None:
            check_issuer(self.keys, f"keys URL of issuer {self.name!r}")

    def issuer_in(self, cluster_domain: str) -> str:  # noqa: ARG002 - as ClusterIssuer has it
        """Return the `iss` claim of its tokens, the same for every cluster."""
        return self.issuer


MachineIssuer = ClusterIssuer | ExternalIssuer


@dataclass(frozen=True, slots=True)
class Machine:
    """A program that works in profiles, by the user in its tokens.

    user: the value of the issuer's `user_claim`; for the cluster's own issuer
    `system:serviceaccount:<namespace>:<name>`.
    issuer: the name of an ExternalIssuer in Login.machines, or `cluster` for the
    ClusterIssuer.
    Raises ValueError for a name that no header can carry, and for one of issuer `cluster` that
    is no service account's.
    """

    user: str
    issuer: str = CLUSTER

    def __post_init__(self) -> None:
        check_label(self.issuer, "issuer of a machine")
        if self.issuer == CLUSTER and not _SERVICE_ACCOUNT.fullmatch(self.user):
            raise ValueError(
                "a machine of the cluster must be a service account such as "
                f"'system:serviceaccount:ci:runner', got {self.user!r}; for another issuer "
                f"use Machine({self.user!r}, issuer=...)"
            )
        if not NAME_OF_USER.fullmatch(self.user):
            raise ValueError(
                "a machine's name must be 1 to 182 visible ASCII characters without '*', "
                f"such as 'repo:example/models:ref:refs/heads/main', got {self.user!r}"
            )

    def check_known(self, issuers: Iterable[MachineIssuer], what: str) -> None:
        """Refuse a machine whose tokens are not accepted, or identify another user."""
        known = {issuer.name: issuer for issuer in issuers}
        if self.issuer not in known:
            raise ValueError(
                f"{what} {self.user!r} needs tokens of issuer {self.issuer!r}, which is not "
                "trusted; add it to Login(machines=...)"
            )
        claim = known[self.issuer].user_claim
        if self.issuer == CLUSTER and claim != "sub":
            raise ValueError(
                f"{what} {self.user!r} is identified by claim 'sub', but ClusterIssuer reads "
                f"the user from {claim!r}; leave out its user_claim"
            )


def _are_public_keys(text: str) -> bool:
    try:
        keys = json.loads(text)["keys"]
        return bool(keys) and all("kty" in key and "d" not in key for key in keys)
    except (ValueError, TypeError, KeyError):
        return False


def _check_audience(issuer: str, audience: str) -> None:
    if not audience or set("=, ") & set(audience + issuer):
        raise ValueError(
            f"issuer {issuer!r} needs one audience, since any of its tokens would be accepted "
            f"otherwise; got {audience!r}"
        )
