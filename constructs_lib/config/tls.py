"""Where the browser's TLS ends."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from .checks import check_choices, check_label
from .durations import check_duration
from .kgateway import ParentGateway


@dataclass(frozen=True, kw_only=True, slots=True)
class Issuer:
    """cert-manager's issuer of the host's certificate.

    An `Issuer` must be in the certificate's own namespace, a `ClusterIssuer` is in none.
    name, kind: of cert-manager's object.
    challenge: how the authority makes sure that the host is ours. `elsewhere`: without the
    Gateway, by DNS-01 or as a private authority does. `http-01`: it asks the host at port 80,
    where cert-manager's `gatewayHTTPRoute` solver answers by a route beside the certificate
    (pkg/issuer/acme/http/httproute.go of cert-manager); the Gateway that
    `PlatformPrerequisites` writes admits it, and its pod is let in where it would be shut.
    """

    name: str
    kind: Literal["ClusterIssuer", "Issuer"] = "ClusterIssuer"
    challenge: Literal["elsewhere", "http-01"] = "elsewhere"

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.name, "issuer")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tls:
    """TLS ends at kgateway: the route attaches to its HTTPS listener alone.

    section: the HTTPS listener's name. redirect_from: the plain listener whose requests are
    sent on to HTTPS; None where something else does it, or nothing listens.
    secret: the certificate that the HTTPS listener refers to. secret_namespace: where it is;
    the Gateway's namespace by default, another one needs a ReferenceGrant, which is written.
    issuer: lets cert-manager make that Secret; None where the platform provides it.
    strict: for how long a browser that came once comes by TLS only, by the header
    `Strict-Transport-Security` (RFC 6797): to this host, not to those below it. None sends
    none.
    """

    section: str = "https"
    redirect_from: str | None = "http"
    secret: str = "kubeflow-tls"  # noqa: S105 - its name
    secret_namespace: str | None = None
    issuer: Issuer | None = None
    strict: timedelta | None = timedelta(days=365)

    def __post_init__(self) -> None:
        check_label(self.section, "TLS section")
        if self.strict is not None:
            check_duration(self.strict, "time for which browsers come by TLS only")
        check_label(self.secret, "TLS secret")
        if self.redirect_from is not None:
            check_label(self.redirect_from, "section to redirect from")
        if self.secret_namespace is not None:
            check_label(self.secret_namespace, "namespace of the TLS secret")
        if self.redirect_from == self.section:
            raise ValueError(
                f"redirect_from must be the plain listener, but {self.section!r} is where TLS "
                f"ends: browsers would be sent in circles; name another or None"
            )

        if self.answers_challenges and self.redirect_from is None:
            raise ValueError(
                "the authority of challenge='http-01' asks at the plain listener, which "
                "redirect_from names, and that is None; name the listener, or take an issuer "
                "whose challenge is answered elsewhere"
            )

    @property
    def answers_challenges(self) -> bool:
        """Whether cert-manager answers the authority through the Gateway."""
        return self.issuer is not None and self.issuer.challenge == "http-01"

    def certificate_namespace(self, parent: ParentGateway) -> str:
        """Return where the Secret of the HTTPS listener is."""
        return self.secret_namespace or parent.namespace

    def check_parent(self, parent: ParentGateway) -> None:
        """Refuse a Gateway whose chosen section is another than the one where TLS ends."""
        if parent.section not in (None, self.section):
            raise ValueError(
                f"the route attaches to section {parent.section!r}, but TLS ends at "
                f"{self.section!r}; leave out ParentGateway's section, or say "
                f"Tls(section={parent.section!r})"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class TlsElsewhere:
    """TLS ends where the platform decides: before kgateway, or at a listener of its own.

    Browsers come by HTTPS all the same: cookies are for TLS only.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainHttp:
    """Browsers come without TLS: cookies travel in the clear; for trying things out."""


Encryption = Tls | TlsElsewhere | PlainHttp
