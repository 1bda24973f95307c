"""Where the browser's TLS ends."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from .checks import check_choices, check_label
from .durations import check_duration
from .kgateway import ParentGateway


@dataclass(frozen=True, kw_only=True, slots=True)
class Issuer:
    """The cert-manager issuer of the host's certificate.

    An `Issuer` must be in the certificate's own namespace, a `ClusterIssuer` has none.
    name, kind: of cert-manager's object.
    challenge: how the CA validates the host. `elsewhere`: without the Gateway, by DNS-01 or a
    private CA's own way. `http-01`: through port 80 of the host, where cert-manager's
    `gatewayHTTPRoute` solver answers by a route in the certificate's namespace
    (pkg/issuer/acme/http/httproute.go of cert-manager); the Gateway of `PlatformPrerequisites`
    allows that route, and policies that would block its pod admit it.
    """

    name: str
    kind: Literal["ClusterIssuer", "Issuer"] = "ClusterIssuer"
    challenge: Literal["elsewhere", "http-01"] = "elsewhere"

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.name, "issuer")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tls:
    """TLS terminates at kgateway: the route attaches to its HTTPS listener only.

    section: the HTTPS listener's name. redirect_from: the HTTP listener whose requests are
    redirected to HTTPS; None where another component does that, or nothing listens.
    secret: the certificate that the HTTPS listener refers to. secret_namespace: where it is;
    the Gateway's namespace by default, another one needs a ReferenceGrant, which is written.
    issuer: lets cert-manager make that Secret; None where the platform provides it.
    strict: max-age of the header `Strict-Transport-Security` (RFC 6797), for this host without
    its subdomains. None sends no header.
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
            check_duration(self.strict, "time for which browsers must use TLS")
        check_label(self.secret, "TLS secret")
        if self.redirect_from is not None:
            check_label(self.redirect_from, "section to redirect from")
        if self.secret_namespace is not None:
            check_label(self.secret_namespace, "namespace of the TLS secret")
        if self.redirect_from == self.section:
            raise ValueError(
                f"redirect_from must be the HTTP listener, but TLS ends at {self.section!r}, "
                "so browsers would be redirected in circles; name another listener or None"
            )

        if self.answers_challenges and self.redirect_from is None:
            raise ValueError(
                "challenge='http-01' needs the HTTP listener, but redirect_from is None; "
                "name the listener, or use an issuer with challenge='elsewhere'"
            )

    @property
    def answers_challenges(self) -> bool:
        """Whether cert-manager solves the challenge through the Gateway."""
        return self.issuer is not None and self.issuer.challenge == "http-01"

    def certificate_namespace(self, parent: ParentGateway) -> str:
        """Return the namespace of the HTTPS listener's Secret."""
        return self.secret_namespace or parent.namespace

    def check_parent(self, parent: ParentGateway) -> None:
        """Refuse a parent's section other than the one where TLS ends."""
        if parent.section not in (None, self.section):
            raise ValueError(
                f"the route attaches to section {parent.section!r}, but TLS ends at "
                f"{self.section!r}; leave out ParentGateway's section, or set "
                f"Tls(section={parent.section!r})"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class TlsElsewhere:
    """TLS terminates elsewhere: before kgateway, or at a listener of the platform.

    Browsers use HTTPS all the same, so cookies are Secure.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainHttp:
    """No TLS: cookies are sent in the clear; for trials only."""


Encryption = Tls | TlsElsewhere | PlainHttp
