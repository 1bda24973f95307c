"""How users and machines prove who they are: Dex, the session, and whose tokens count."""

import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from .checks import check_choices, check_unique
from .connectors import SamlConnector
from .dex import Dex
from .durations import go_duration
from .machines import MachineIssuer
from .session import Session

_NOT_IN_GO: Final = re.compile(r"\(\?(P=|<?[=!])|\\[1-9]")
_CALLBACK: Final = "/oauth2/callback"
_OFFLINE: Final = "offline_access"


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """Dex, the session in front of the platform, and whose tokens are taken.

    dex: who may log in. session: how long, and in what cookie. scopes: what oauth2-proxy asks
    of Dex.
    redirect: where Dex sends browsers back to; below the host they came from, or with
    `https://`, at one. skip_routes: regular expressions of paths that need no session.
    api_routes: of paths that answer 401 where others lead to the login.
    sign_in_page: show a page with a button first, instead of going to Dex at once.
    only_groups: who may log in; everybody whom Dex knows where empty.
    machines: issuers besides Dex whose tokens are taken in place of a session.
    verify_certificates: of the issuer; upstream does not.
    unverified_emails: of issuers whose claim `email` is the user, `refused` takes no token
    whose claim `email_verified` is there and anything but true; `accepted` is upstream's.
    mesh: `enrolled`, in an ambient mesh, or `outside` it as upstream, where passwords and
    tokens cross nodes in clear.
    Raises ValueError for decisions that contradict one another.
    """

    dex: Dex = Dex()
    session: Session = Session()
    scopes: tuple[str, ...] = ("profile", "email", "groups", "openid")
    redirect: str = _CALLBACK
    skip_routes: tuple[str, ...] = ("^/dex/",)
    api_routes: tuple[str, ...] = ("/api/", "/apis/", "^/ml_metadata")
    sign_in_page: bool = True
    only_groups: tuple[str, ...] = ()
    machines: tuple[MachineIssuer, ...] = ()
    verify_certificates: bool = True
    unverified_emails: Literal["refused", "accepted"] = "refused"
    mesh: Literal["enrolled", "outside"] = "enrolled"

    def __post_init__(self) -> None:
        check_choices(self)
        self._check_lifetimes()
        self._check_groups()
        for scope in ("openid", "email"):
            if scope not in self.scopes:
                raise ValueError(f"scope {scope!r} is missing: no token would say who it is")
        for pattern in (*self.skip_routes, *self.api_routes):
            _check_pattern(pattern)
        if urlsplit(self.redirect).path != _CALLBACK:
            raise ValueError(
                f"redirect must be {_CALLBACK!r}, where oauth2-proxy waits, alone or below "
                f"'https://' and the platform's host; got {self.redirect!r}"
            )
        check_unique((machine.name for machine in self.machines), "issuer")
        said = (machine.issuer for machine in self.machines if machine.issuer is not None)
        check_unique(said, "issuer")

    def _check_lifetimes(self) -> None:
        session, tokens = self.session, self.dex.lifetimes.id_tokens
        if session.refresh is None:
            if session.lifetime > tokens:
                raise ValueError(
                    f"the cookie lives {go_duration(session.lifetime)} and the token in it "
                    f"{go_duration(tokens)}: after that every request is refused, and nothing "
                    f"leads to the login. Shorten the session, or refresh it"
                )
            return
        if session.refresh >= tokens:
            raise ValueError(
                f"the session is refreshed every {go_duration(session.refresh)}, but its "
                f"token ends after {go_duration(tokens)}; refresh it sooner"
            )
        if _OFFLINE not in self.scopes:
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
        if "groups" not in self.scopes:
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

    def check_place(self, *, host: str, https: bool) -> None:
        """Refuse what this platform's host cannot serve.

        host: the one that the platform's route serves. https: whether browsers reach it over
        TLS.
        """
        address = urlsplit(self.redirect)
        scheme = "https" if https else "http"
        if address.netloc and (address.scheme, address.netloc) != (scheme, host):
            raise ValueError(
                f"browsers are sent back to {address.scheme}://{address.netloc}, which no "
                f"route serves; the platform is at {scheme}://{host}"
            )
        if self.session.secure and not https:
            raise ValueError(
                "the session's cookie is to travel over TLS only, but the platform has none: "
                "no browser would send it back"
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
