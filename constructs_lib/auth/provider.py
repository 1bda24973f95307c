"""What Dex tells others about itself: each fact once."""

from dataclasses import dataclass

from ..config import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class OidcClient:
    """A program that an OpenID Connect provider knows.

    id: by which the provider knows it. secret: where its secret is.
    """

    id: str
    secret: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class OidcProvider:
    """An OpenID Connect provider, as a session in front of the platform needs it.

    issuer: the name in its tokens. login: where browsers begin, below the host they came
    from. token, keys: addresses in the cluster. announced: whether the issuer's own address,
    asked from within the cluster, tells the others. client: the session itself, as the
    provider knows it.
    """

    issuer: str
    login: str
    token: str
    keys: str
    announced: bool
    client: OidcClient
