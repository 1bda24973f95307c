"""Whose tokens machines may bring, besides Dex's."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .checks import check_label
from .services import CLUSTER_DOMAIN, service_host

CLUSTER: Final = "cluster"

_SERVICE_ACCOUNT: Final = re.compile(
    r"system:serviceaccount:[a-z0-9-]{1,63}:[a-z0-9.-]{1,253}"
)
# What a header carries unchanged, and RoleBindings and policies are named by.
# No `*`, which Istio takes for any text at the ends of a value.
_TEXT: Final = re.compile(r"[!-)+-~]([ -)+-~]{0,180}[!-)+-~])?")


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterIssuer:
    """Tokens of the cluster's own service accounts.

    issuer: as the API server's `--service-account-issuer`; where None, what kubeadm makes of
    the cluster's DNS domain. user_claim: what becomes the user.
    keys: what `kubectl get --raw /openid/v1/jwks` prints. They are public, but the API server
    shows them to who is known only, which istiod is not. They change when the cluster's
    signing key does.
    audience: a token must be made for it: `kubectl create token --audience`.
    """

    audience: str
    keys: str
    issuer: str | None = None
    user_claim: str = "sub"

    def __post_init__(self) -> None:
        _check_issuer(self.issuer_in(CLUSTER_DOMAIN), self.audience)
        if not _are_public_keys(self.keys):
            raise ValueError(
                "the cluster's keys must be a JSON Web Key Set of public keys, as "
                "`kubectl get --raw /openid/v1/jwks` prints it"
            )

    @property
    def name(self) -> str:
        """The issuer's name among this platform's."""
        return CLUSTER

    def issuer_in(self, cluster_domain: str) -> str:
        """Return the issuer as the tokens of a cluster of this DNS domain name it."""
        host = service_host("kubernetes", "default", cluster_domain)
        return self.issuer or f"https://{host}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalIssuer:
    """Tokens of an issuer outside, such as EKS's for another cluster or a CI's.

    name: a word of yours, for the object's name. issuer: as in its tokens.
    audience: a token must be made for it. keys: the address of its keys, where it does not
    tell by itself below `/.well-known/`. user_claim, groups_claim: what becomes the user and
    the groups. Whoever controls the issuer can be any user.
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
                f"an issuer outside must not be called {CLUSTER!r}: that is ClusterIssuer, "
                f"whose tokens name the cluster's own service accounts"
            )
        _check_issuer(self.issuer, self.audience)
        if self.keys is not None and not self.keys.startswith("https://"):
            raise ValueError(f"keys of issuer {self.name!r} must be at an https:// address")

    def issuer_in(self, cluster_domain: str) -> str:  # noqa: ARG002 - as ClusterIssuer has it
        """Return the issuer as its tokens name it, in whatever cluster they are shown."""
        return self.issuer


MachineIssuer = ClusterIssuer | ExternalIssuer


@dataclass(frozen=True, slots=True)
class Machine:
    """A program that works in profiles, by the name that its tokens give it.

    user: what the issuer's tokens have in its `user_claim`; of the cluster's own issuer
    `system:serviceaccount:<namespace>:<name>`.
    issuer: the name of an ExternalIssuer of Login.machines, or `cluster` for the
    ClusterIssuer.
    Raises ValueError for a name that no header would carry, and for one of the cluster's that
    is no service account's.
    """

    user: str
    issuer: str = CLUSTER

    def __post_init__(self) -> None:
        check_label(self.issuer, "issuer of a machine")
        if self.issuer == CLUSTER and not _SERVICE_ACCOUNT.fullmatch(self.user):
            raise ValueError(
                f"a machine of the cluster is a service account such as "
                f"'system:serviceaccount:ci:runner', got {self.user!r}; name the issuer where "
                f"it is another's, Machine({self.user!r}, issuer=...)"
            )
        if not _TEXT.fullmatch(self.user):
            raise ValueError(
                f"a machine's name must be 1 to 182 visible characters of ASCII, no '*' among "
                f"them, such as 'repo:example/models:ref:refs/heads/main', got {self.user!r}"
            )

    def check_known(self, issuers: Iterable[MachineIssuer], what: str) -> None:
        """Refuse a machine whose tokens nobody takes, or name somebody else."""
        known = {issuer.name: issuer for issuer in issuers}
        if self.issuer not in known:
            raise ValueError(
                f"{what} {self.user!r} comes with tokens of issuer {self.issuer!r}, which "
                f"are not taken; add it to Login(machines=...)"
            )
        claim = known[self.issuer].user_claim
        if self.issuer == CLUSTER and claim != "sub":
            raise ValueError(
                f"{what} {self.user!r} is named by claim 'sub', but ClusterIssuer takes the "
                f"user from {claim!r}; leave out its user_claim"
            )


def _are_public_keys(text: str) -> bool:
    try:
        keys = json.loads(text)["keys"]
        return bool(keys) and all("kty" in key and "d" not in key for key in keys)
    except (ValueError, TypeError, KeyError):
        return False


def _check_issuer(issuer: str, audience: str) -> None:
    if not issuer.startswith("https://"):
        raise ValueError(f"an issuer of tokens must begin with 'https://', got {issuer!r}")
    if not audience or set("=, ") & set(audience + issuer):
        raise ValueError(
            f"issuer {issuer!r} needs one audience, without which any token of it would do; "
            f"got {audience!r}"
        )
