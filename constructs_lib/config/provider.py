"""An OpenID Connect provider, where users log in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from .durations import check_duration
from .secret_key import SecretKey
from .secrets import Place

# By OpenID Connect Core 5.1, where `email_verified` says whether it is the user's.
EMAIL: Final = "email"

_CLAIM: Final = re.compile(r"[A-Za-z0-9_:/.-]{1,128}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ProviderEndpoints:
    """A provider's endpoints, in place of those in its discovery document.

    login: the authorization endpoint for browsers, a URL or a path on the host that they came
    from. token, keys: the token endpoint and JWKS URL, for oauth2-proxy; istiod uses the keys
    too. announced: istiod discovers the keys from the issuer's own URL all the same.
    Raises ValueError for an invalid URL.
    """

    login: str
    token: str
    keys: str
    announced: bool = False

    def __post_init__(self) -> None:
        if not self.login.startswith("/"):
            _check_address(self.login, "login")
        _check_address(self.token, "token")
        _check_address(self.keys, "keys")


@dataclass(frozen=True, kw_only=True, slots=True)
class OidcProvider:
    """An OpenID Connect provider that users log in at, in place of Dex.

    issuer: exactly as in its tokens; it publishes its endpoints below that URL (OpenID Connect
    Discovery 1.0). It begins with `https://`; with `http://` it must be a Service of the
    cluster, which no browser reaches, so `endpoints` is required.
    client_id: the platform's at the provider. client_secret: a key of an existing Secret in
    namespace `oauth2-proxy`; a Place is copied from another Secret.
    name: shown on the sign-in page.
    user_claim, groups_claim: the claims with the user and the groups; without the latter,
    users have no groups. Owners and members of profiles must equal that user exactly. Anyone
    who can set the claim's value can impersonate any user.
    token_lifetime: of its ID tokens.
    endpoints: needed where the issuer does not publish them.
    Raises ValueError for an invalid issuer and for an invalid claim.
    """

    issuer: str
    client_id: str
    client_secret: SecretKey | Place
    name: str = "OpenID Connect"
    user_claim: str = EMAIL
    groups_claim: str | None = "groups"
    token_lifetime: timedelta = timedelta(hours=1)
    endpoints: ProviderEndpoints | None = None

    def __post_init__(self) -> None:
        _check_address(self.issuer, "issuer")
        if not self.client_id:
            raise ValueError(
                f"provider {self.issuer!r} needs the client_id that it knows the platform by"
            )
        if not self.name:
            raise ValueError("the provider needs a name, which users see")
        check_duration(self.token_lifetime, "lifetime of the provider's tokens")
        for field in ("user_claim", "groups_claim"):
            claim = getattr(self, field)
            if claim is not None and not _CLAIM.fullmatch(claim):
                raise ValueError(
                    f"{field} must be the name of a claim such as 'preferred_username', "
                    f"got {claim!r}"
                )

    @property
    def asked(self) -> Mapping[str, str]:
        """The URLs that oauth2-proxy and istiod request."""
        if self.endpoints is None:
            return {"issuer": self.issuer}
        return {
            "issuer": self.issuer,
            "token": self.endpoints.token,
            "keys": self.endpoints.keys,
        }


def _check_address(value: str, what: str) -> None:
    address = urlsplit(value)
    wrong = address.scheme not in ("https", "http") or not address.hostname
    if wrong or address.query or address.fragment or re.search(r"[\s=,]", value):
        raise ValueError(
            f"{what} of the provider must be a URL such as 'https://id.example.com', got "
            f"{value!r}"
        )
    if address.username or address.password:
        raise ValueError(f"{what} of the provider contains a user or a password; leave it out")
