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
    """Where a provider is asked, in place of what its issuer's address tells.

    login: where browsers begin, an address or a path below the host that they came from.
    token, keys: what oauth2-proxy asks, and istiod the keys. announced: istiod asks the
    issuer's own address for the keys all the same.
    Raises ValueError for what is no address.
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
    """An OpenID Connect provider, as the session in front of the platform needs it.

    issuer: the name in its tokens, to the letter; below that address it tells of its endpoints
    (OpenID Connect Discovery 1.0). It begins with `https://`; with `http://` it is a Service
    of the cluster, which no browser reaches: then endpoints are needed.
    client_id: what it knows the platform by. client_secret: a key of a Secret in namespace
    `oauth2-proxy` that somebody else fills; a Place is another Secret's value, of which a copy
    is made.
    name: what the sign-in page calls it.
    user_claim, groups_claim: what of its tokens becomes the user and the groups; nobody has
    groups where None. Owners and members of profiles are compared with that user, letter by
    letter. Whoever can choose what is in the claim can be any user.
    token_lifetime: how long its ID tokens are good for.
    endpoints: where it is asked, if its issuer's address does not tell.
    Raises ValueError for an issuer that is no address, and for an invalid claim.
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
                f"provider {self.issuer!r} needs a client_id: what it knows the platform by"
            )
        if not self.name:
            raise ValueError("the provider needs a name: users are shown it")
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
        """The addresses that oauth2-proxy and istiod ask."""
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
            f"{what} of the provider must be an address such as 'https://id.example.com', "
            f"got {value!r}"
        )
    if address.username or address.password:
        raise ValueError(f"{what} of the provider holds a user or a password; leave it out")
