"""How users and machines prove who they are: a provider, the session, whose tokens count."""

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
# Those that OpenID Connect Core knows: a provider may refuse a login that asks for others.
_SCOPES: Final = ("openid", "profile", "email")
_DEX_ROUTES: Final = ("^/dex/",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """Where users log in, the session in front of the platform, and whose tokens are taken.

    dex: who may log in. provider: an OpenID Connect provider of one's own in place of Dex,
    which is then not made. session: how long, and in what cookie. scopes: what oauth2-proxy
    asks for; where None, `openid`, `profile` and `email`, and of Dex `groups` too.
    redirect: where browsers are sent back to; below the host they came from, or with
    `https://`, at one. skip_routes: regular expressions of paths that need no session; where
    None, Dex's own. api_routes: of paths that answer 401 where others lead to the login.
    sign_in_page: show a page with a button first, instead of going on at once.
    only_groups: who may log in; everybody whom Dex or the provider knows where empty.
    machines: further issuers whose tokens are taken in place of a session.
    verify_certificates: of the issuer; upstream does not. authorities: whom Dex, for its
    connectors, and oauth2-proxy, for the provider, machines' issuers and Redis, believe
    besides those that everybody knows: a ConfigMap in `oauth2-proxy`, and in `auth` where
    there is Dex. istiod has its own: docs/prerequisites.md.
    unverified_emails: of issuers whose claim `email` is the user, `refused` takes no token
    whose claim `email_verified` is there and anything but true; `accepted` is upstream's.
    mesh: `enrolled`, in an ambient mesh, or `outside` it as upstream, where passwords and
    tokens cross nodes in clear.
    Raises ValueError for decisions that contradict one another.
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
                "authorities vouch for certificates that verify_certificates=False leaves "
                "unread; leave that out"
            )
        self._check_provider()
        self._check_lifetimes()
        self._check_groups()
        for scope in ("openid", *(("email",) if self.user_claim == EMAIL else ())):
            if scope not in self.asked_scopes:
                raise ValueError(f"scope {scope!r} is missing: no token would say who it is")
        for pattern in (*self.open_routes, *self.api_routes):
            _check_pattern(pattern)
        if urlsplit(self.redirect).path != _CALLBACK:
            raise ValueError(
                f"redirect must be {_CALLBACK!r}, where oauth2-proxy waits, alone or below "
                f"'https://' and the platform's host; got {self.redirect!r}"
            )
        check_unique((machine.name for machine in self.machines), "issuer")
        said = (machine.issuer for machine in self.machines if machine.issuer is not None)
        check_unique(said, "issuer")

    @property
    def uses_dex(self) -> bool:
        """Whether users log in at Dex, which the platform then runs."""
        return self.provider is None

    @property
    def user_claim(self) -> str:
        """What of a token says who its user is."""
        return self.provider.user_claim if self.provider else EMAIL

    @property
    def asked_scopes(self) -> tuple[str, ...]:
        """What oauth2-proxy asks for."""
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
        """How long the token of a session is good for."""
        return self.provider.token_lifetime if self.provider else self.dex.lifetimes.id_tokens

    @property
    def session_lifetime(self) -> timedelta:
        """How long the session's cookie is good for."""
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
                f"no browser reaches {provider.issuer!r}, which only the cluster knows; say "
                f"where users log in: endpoints=ProviderEndpoints(login=..., ...)"
            )
        standard = Dex()
        for field in fields(Dex):
            if getattr(self.dex, field.name) != getattr(standard, field.name):
                raise ValueError(
                    f"users log in at {provider.issuer!r} in place of Dex, so "
                    f"Dex({field.name}=...) would say nothing; leave out one of the two"
                )

    def _check_lifetimes(self) -> None:
        session, tokens = self.session, self.token_lifetime
        if session.refresh is None:
            if self.session_lifetime > tokens:
                raise ValueError(
                    f"the cookie lives {go_duration(self.session_lifetime)} and the token in "
                    f"it {go_duration(tokens)}: after that every request is refused, and "
                    f"nothing leads to the login. Shorten the session, or refresh it"
                )
            return
        if session.refresh >= tokens:
            raise ValueError(
                f"the session is refreshed every {go_duration(session.refresh)}, but its "
                f"token ends after {go_duration(tokens)}; refresh it sooner"
            )
        if _OFFLINE not in self.asked_scopes and self.uses_dex:
            raise ValueError(
                f"the session is to be refreshed, but Dex gives a refresh token only to who "
                f"asks for it: add {_OFFLINE!r} to the scopes"
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
                    f"only {', '.join(self.only_groups)} may log in, but the provider tells "
                    f"no groups; name the claim, OidcProvider(groups_claim='groups')"
                )
            return
        if "groups" not in self.asked_scopes:
            raise ValueError("only groups may log in, but the scope 'groups' is not asked for")
        for connector in self.dex.connectors:
            if not connector.provides_groups:
                raise ValueError(
                    f"only {', '.join(self.only_groups)} may log in, but connector "
                    f"{connector.id!r} tells no groups: nobody could come that way"
                )
        for user in self.dex.users:
            raise ValueError(
                f"only {', '.join(self.only_groups)} may log in, but static user "
                f"{user.name!r} is in no group; write users=()"
            )

    def _check_names(self, addresses: tuple[str, ...]) -> None:
        """Refuse a login that would end at another name than it began at."""
        domain, aliases = self.session.domain, addresses[1:]
        for name in (urlsplit(address).hostname or "" for address in addresses):
            if domain is not None and not f".{name}".endswith(f".{domain}"):
                raise ValueError(
                    f"no browser takes a cookie of domain {domain!r} from {name!r}; leave out "
                    f"Session(domain=...): then each host has its own session"
                )
        if not aliases or domain is not None:
            return
        leading_back = (*RETURNING, SamlConnector)
        back = [each.id for each in self.dex.connectors if isinstance(each, leading_back)]
        if self.uses_dex and back:
            raise ValueError(
                f"connector {back[0]!r} sends browsers back to {addresses[0]}, which knows "
                f"nothing of a login that began at {aliases[0]}; leave out the aliases, or "
                f"say Session(domain=...), a domain of all of them"
            )
        if not self.redirect.startswith("/"):
            raise ValueError(
                f"a login that began at {aliases[0]} would end at {self.redirect!r}, which "
                f"knows nothing of it; say redirect={_CALLBACK!r}, or Session(domain=...), a "
                f"domain of all hosts"
            )

    def check_mesh(self, *, cluster_domain: str, ambient: bool) -> None:
        """Refuse addresses without TLS that this cluster does not have, or not protect.

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
                    f"{what} is {url!r}, and the login is outside the mesh: secrets would "
                    f"cross nodes in clear; give it TLS, or take Ambient() and leave out "
                    f"Login(mesh='outside')"
                )
        for machine in self.machines:
            if isinstance(machine, ExternalIssuer):
                for url in filter(None, (machine.issuer, machine.keys)):
                    check_inside(url, f"issuer {machine.name!r}", cluster_domain)

    def check_place(self, addresses: tuple[str, ...]) -> None:
        """Refuse what this platform's hosts cannot serve.

        addresses: where browsers reach it by each of its names, its own the first.
        """
        redirect, own = urlsplit(self.redirect), urlsplit(addresses[0])
        https = own.scheme == "https"
        if redirect.netloc and redirect[:2] != own[:2]:
            raise ValueError(
                f"browsers are sent back to {redirect.scheme}://{redirect.netloc}, which no "
                f"route serves; the platform is at {addresses[0]}"
            )
        self._check_names(addresses)
        if self.session.secure and not https:
            raise ValueError(
                "the session's cookie is to travel over TLS only, but the platform has none: "
                "no browser would send it back"
            )
        if https and self.session.secure is False and self.provider and not redirect.netloc:
            raise ValueError(
                f"oauth2-proxy takes the platform for one without TLS where secure=False, and "
                f"the provider would send browsers back by http://; say "
                f"redirect='{addresses[0]}{_CALLBACK}', or leave out secure=False"
            )
        if https if self.session.secure is None else self.session.secure:
            return
        if self.session.same_site == "none":
            raise ValueError("browsers drop cookies of SameSite=None that are not secure")
        if self.session.cookie.startswith(("__Secure-", "__Host-")):
            raise ValueError(
                f"browsers drop a cookie called {self.session.cookie!r} that is not secure; "
                f"call it otherwise, or leave out secure=False and say where TLS ends"
            )


def _check_pattern(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"route {pattern!r} is no regular expression: {error}") from None
    if _NOT_IN_GO.search(pattern):
        raise ValueError(
            f"route {pattern!r} looks around or back, which Go's regular expressions do not"
        )
