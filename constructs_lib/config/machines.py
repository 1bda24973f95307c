"""Whose tokens machines may bring, besides Dex's."""

from dataclasses import dataclass

from .checks import check_label


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterIssuer:
    """Tokens of the cluster's own service accounts.

    issuer: as the API server's `--service-account-issuer`. user_claim: what becomes the user.
    keys: what `kubectl get --raw /openid/v1/jwks` prints. They are public, but the API server
    shows them to who is known only, which istiod is not. They change when the cluster's
    signing key does.
    audience: a token must be made for it: `kubectl create token --audience`.
    """

    audience: str
    keys: str
    issuer: str = "https://kubernetes.default.svc.cluster.local"
    user_claim: str = "sub"

    def __post_init__(self) -> None:
        _check_issuer(self.issuer, self.audience)
        if '"keys"' not in self.keys or '"d"' in self.keys:
            raise ValueError(
                "the cluster's keys must be a JSON Web Key Set of public keys, as "
                "`kubectl get --raw /openid/v1/jwks` prints it"
            )

    @property
    def name(self) -> str:
        """The issuer's name among this platform's."""
        return "cluster"


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
        _check_issuer(self.issuer, self.audience)
        if self.keys is not None and not self.keys.startswith("https://"):
            raise ValueError(f"keys of issuer {self.name!r} must be at an https:// address")


MachineIssuer = ClusterIssuer | ExternalIssuer


def _check_issuer(issuer: str, audience: str) -> None:
    if not issuer.startswith("https://"):
        raise ValueError(f"an issuer of tokens must begin with 'https://', got {issuer!r}")
    if not audience or set("=, ") & set(audience + issuer):
        raise ValueError(
            f"issuer {issuer!r} needs one audience, without which any token of it would do; "
            f"got {audience!r}"
        )
