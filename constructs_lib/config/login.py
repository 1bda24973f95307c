"""How users and machines authenticate: the provider, the session, trusted issuers."""

import re
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

from .ca_bundle import CaBundle
from .checks import check_choices, check_unique
from .connectors import OidcConnector, SamlConnector
from .dex import RETURNING, Dex
from .durations import go_duration
from .issuers import check_inside, check_issuer, is_inside
from .machines import ExternalIssuer, MachineIssuer
from .provider import EMAIL, OidcProvider
from .session import Session

_NOT_IN_GO: Final = re.compile(r"\(\?(P=|<?[=!])|\\[1-9]")
_CALLBACK: Final = "/oauth2/callback"
_OFFLINE: Final = "offline_access"
_DAY: Final = timedelta(hours=24)
_DEX_SCOPES: Final = ("profile", "email", "groups", "openid")
# Those of OpenID Connect Core: a provider may refuse a login with other scopes.
_SCOPES: Final = ("openid", "profile", "email")
_DEX_ROUTES: Final = ("^/dex/",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """Where users log in, the session in front of the platform, and trusted token issuers.

    dex: who may log in. provider: your OpenID Connect provider, instead of Dex, which is then
    not installed. session: its lifetime and cookie. scopes: requested by oauth2-proxy; None
    means `openid`, `profile` and `email`, and with Dex `groups` too.
    redirect: the redirect URI, a path on the host that the browser came from, or an `https://`
    URL. skip_routes: regular expressions of paths that need no session; None means Dex's own
    paths. api_routes: of paths that answer 401 where others redirect to the login.
    sign_in_page: show a page with a button before redirecting to the login.
    only_groups: who may log in; empty means every user of Dex or the provider.
    machines: further issuers whose tokens are accepted in place of a session.
    verify_certificates: of the issuer; upstream does not. authorities: CAs that Dex, for its
    connectors, and oauth2-proxy, for the provider, machines' issuers and Redis, trust besides
    the public ones: a ConfigMap in `oauth2-proxy`, and in `auth` where Dex is installed.
    istiod has its own: docs/prerequisites.md.
    unverified_emails: for issuers whose claim `email` is the user, `refused` rejects tokens
    whose claim `email_verified` is present and not true; `accepted` is upstream's.
    mesh: `enrolled` in an ambient mesh, or `outside` it as upstream, where passwords and
    tokens cross nodes in clear.
    Raises ValueError for settings that contradict each other.
    """

    dex: Dex = Dex()
    provider: OidcProvider | None = None
    session: Session = Session()
    scopes: tuple[str, ...] | None = None
    redirect: str = _CALLBACK
    skip_routes: tuple[str, ...] | None = None
    api_routes: tuple[str, ...] = ("/api/", "/apis/", "^/ml_metadata")
    sign_in_page: bool = True
    only_groups: tuple[str, ...] = ()
    machines: tuple[MachineIssuer, ...] = ()
    verify_certificates: bool = True
    authorities: CaBundle | None = None
    unverified_emails: Literal["refused", "accepted"] = "refused"
    mesh: Literal["enrolled", "outside"] = "enrolled"

    def __post_init__(self) -> None:
        check_choices(self)
        if self.authorities and not self.verify_certificates:
            raise ValueError(
                "authorities have no effect with verify_certificates=False, which verifies "
                "no certificate; leave that out"
            )
        self._check_provider()
        self._check_lifetimes()
        self._check_groups()
        for scope in ("openid", *(("email",) if self.user_claim == EMAIL else ())):
            if scope not in self.asked_scopes:
                raise ValueError(
                    f"scope {scope!r} is missing, without which no token "
                    "identifies the user; add it to scopes"
                )
        for pattern in (*self.open_routes, *self.api_routes):
            _check_pattern(pattern)
        if urlsplit(self.redirect).path != _CALLBACK:
            raise ValueError(
                f"redirect must be {_CALLBACK!r}, oauth2-proxy's callback, alone or after "
                f"'https://' and the platform's host; got {self.redirect!r}"
            )
        check_unique((machine.name for machine in self.machines), "issuer")
        said = (machine.issuer for machine in self.machines if machine.issuer is not None)
        check_unique(said, "issuer")

    @property
    def uses_dex(self) -> bool:
        """Whether users log in through Dex, which the platform then runs."""
        return self.provider is None

    @property
    def user_claim(self) -> str:
        """The token's claim that identifies its user."""
        return self.provider.user_claim if self.provider else EMAIL

    @property
    def asked_scopes(self) -> tuple[str, ...]:
        """The scopes that oauth2-proxy requests."""
        if self.scopes is not None:
            return self.scopes
        return _DEX_SCOPES if self.uses_dex else _SCOPES

    @property
    def open_routes(self) -> tuple[str, ...]:
        """Paths that need no session, as regular expressions."""
        if self.skip_routes is not None:
            return self.skip_routes
        return _DEX_ROUTES if self.uses_dex else ()

    @property
    def token_lifetime(self) -> timedelta:
        """The lifetime of a session's token."""
        return self.provider.token_lifetime if self.provider else self.dex.lifetimes.id_tokens

    @property
    def session_lifetime(self) -> timedelta:
        """The lifetime of the session's cookie."""
        if self.session.lifetime is not None:
            return self.session.lifetime
        return (
            self.token_lifetime
            if self.session.refresh is None
            else max(_DAY, self.token_lifetime)
        )

    def _check_provider(self) -> None:
        if (provider := self.provider) is None:
            return
        for what, url in provider.asked.items():
            check_issuer(url, f"{what} of the provider")
        if is_inside(provider.issuer) and provider.endpoints is None:
            raise ValueError(
                f"no browser reaches {provider.issuer!r}, a name of the cluster; set where "
                "users log in: endpoints=ProviderEndpoints(login=..., ...)"
            )
        standard = Dex()
        for field in fields(Dex):
            if getattr(self.dex, field.name) != getattr(standard, field.name):
                raise ValueError(
                    f"users log in at {provider.issuer!r} instead of Dex, so "
                    f"Dex({field.name}=...) has no effect; leave out one of the two"
                )

    def _check_lifetimes(self) -> None:
        session, tokens = self.session, self.token_lifetime
        if session.refresh is None:
            if self.session_lifetime > tokens:
                raise ValueError(
                    f"the cookie lives {go_duration(self.session_lifetime)} and the token in "
                    f"it {go_duration(tokens)}: after that every request is refused without a "
                    "redirect to the login; shorten the session, or refresh it"
                )
            return
        if session.refresh >= tokens:
            raise ValueError(
                f"the session is refreshed every {go_duration(session.refresh)}, but its "
                f"token expires after {go_duration(tokens)}; refresh it sooner"
            )
        if _OFFLINE not in self.asked_scopes and self.uses_dex:
            raise ValueError(
                "a refreshed session needs a refresh token, which Dex issues for scope "
                f"{_OFFLINE!r} only; add it to the scopes"
            )
        saml = [c.id for c in self.dex.connectors if isinstance(c, SamlConnector)]
        if saml:
            raise ValueError(
                f"connector {saml[0]!r} is SAML, which has no refresh tokens; "
                f"leave out the session's refresh"
            )

    def _check_groups(self) -> None:
        if not self.only_groups:
            return
        if self.provider is not None:
            if self.provider.groups_claim is None:
                raise ValueError(
                    f"only {', '.join(self.only_groups)} may log in, but the provider's "
                    "tokens have no groups; name the claim, "
                    "OidcProvider(groups_claim='groups')"
                )
            return
        if "groups" not in self.asked_scopes:
            raise ValueError(
                "only groups may log in, but scope 'groups' is not requested; add it to scopes"
            )
        for connector in self.dex.connectors:
            if not connector.provides_groups:
                raise ValueError(
                    f"only {', '.join(self.only_groups)} may log in, but connector "
                    f"{connector.id!r} provides no groups, so nobody could log in with it; "
                    "leave it out"
                )
        for user in self.dex.users:
            raise ValueError(
                f"only {', '.join(self.only_groups)} may log in, but static user "
                f"{user.name!r} is in no group; set users=()"
            )

    def _check_names(self, addresses: tuple[str, ...]) -> None:
        """Refuse a login that would end at another DNS name than it began at."""
        domain, aliases = self.session.domain, addresses[1:]
        for name in (urlsplit(address).hostname or "" for address in addresses):
            if domain is not None and not f".{name}".endswith(f".{domain}"):
                raise ValueError(
                    f"browsers reject a cookie of domain {domain!r} from {name!r}; leave out "
                    "Session(domain=...), so that each host has its own session"
                )
        if not aliases or domain is not None:
            return
        leading_back = (*RETURNING, SamlConnector)
        back = [each.id for each in self.dex.connectors if isinstance(each, leading_back)]
        if self.uses_dex and back:
            raise ValueError(
                f"connector {back[0]!r} redirects browsers to {addresses[0]}, which has no "
                f"cookie of a login that began at {aliases[0]}; leave out the aliases, or set "
                "Session(domain=...) to a domain of all of them"
            )
        if not self.redirect.startswith("/"):
            raise ValueError(
                f"a login that began at {aliases[0]} would end at {self.redirect!r}, which "
                f"has no cookie of it; set redirect={_CALLBACK!r}, or Session(domain=...) to "
                "a domain of all hosts"
            )

    def check_mesh(self, *, cluster_domain: str, ambient: bool) -> None:
        """Refuse URLs without TLS outside this cluster, or unprotected by the mesh.

        ambient: whether the mesh encrypts what crosses nodes without a sidecar.
        """
        asked = dict(self.provider.asked) if self.provider else {}
        for connector in self.dex.connectors:
            if isinstance(connector, OidcConnector):
                asked[f"issuer of connector {connector.id!r}"] = connector.issuer
        for what, url in asked.items():
            check_inside(url, what, cluster_domain)
            if is_inside(url) and not (ambient and self.mesh == "enrolled"):
                raise ValueError(
                    f"{what} is {url!r}, but the login is outside the mesh, so secrets would "
                    "cross nodes in clear; use TLS, or Ambient() without "
                    "Login(mesh='outside')"
                )
        for machine in self.machines:
            if isinstance(machine, ExternalIssuer):
                for url in filter(None, (machine.issuer, machine.keys)):
                    check_inside(url, f"issuer {machine.name!r}", cluster_domain)

    def check_place(self, addresses: tuple[str, ...]) -> None:
        """Refuse redirects and cookies that this platform's hosts cannot serve.

        addresses: the platform's URLs, that of its host first.
        """
        redirect, own = urlsplit(self.redirect), urlsplit(addresses[0])
        https = own.scheme == "https"
        if redirect.netloc and redirect[:2] != own[:2]:
            raise ValueError(
                f"redirect leads to {redirect.scheme}://{redirect.netloc}, which no route "
                f"serves; the platform is at {addresses[0]}"
            )
        self._check_names(addresses)
        if self.session.secure and not https:
            raise ValueError(
                "secure=True needs TLS, but the platform has none, so no browser would send "
                "the cookie back; leave it out, or set Edge(tls=...)"
            )
        if https and self.session.secure is False and self.provider and not redirect.netloc:
            raise ValueError(
                "with secure=False oauth2-proxy assumes a platform without TLS, and the "
                "provider would redirect browsers to http://; set "
                f"redirect='{addresses[0]}{_CALLBACK}', or leave out secure=False"
            )
        if https if self.session.secure is None else self.session.secure:
            return
        if self.session.same_site == "none":
            raise ValueError(
                "browsers reject SameSite=None cookies that are not Secure; "
                "leave out same_site='none', or secure=False"
            )
        if self.session.cookie.startswith(("__Secure-", "__Host-")):
            raise ValueError(
                f"browsers reject a cookie named {self.session.cookie!r} that is not Secure; "
                "rename it, or leave out secure=False and set Edge(tls=...)"
            )


def _check_pattern(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"route {pattern!r} is not a regular expression: {error}") from None
    if _NOT_IN_GO.search(pattern):
        raise ValueError(
            f"route {pattern!r} has a lookaround or backreference, which Go's regular "
            "expressions do not support"
        )
