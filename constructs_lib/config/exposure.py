"""How models are reached from outside the cluster."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .checks import check_host, check_label, check_object
from .edge import Edge
from .mesh import Ambient, Mesh
from .metacontroller import MetacontrollerSettings
from .tls import Tls

_PREFIX: Final = re.compile("(/[a-z0-9]([-a-z0-9]*[a-z0-9])?)+")
_LONGEST_PREFIX: Final = 128
# Paths of the platform without routes of their own, by what answers them: those of the login
# are routed before all others, and the dashboard gets every path without a route.
_ANSWERED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("dex", "oauth2"), "the login"),
    **dict.fromkeys(("api", "assets", "healthz", "webcomponents"), "the dashboard"),
}


@dataclass(frozen=True, slots=True)
class Paths:
    """Models are reached below a path of the platform's host, by HTTP.

    A model `iris` of profile `team` answers at `/serving/team/iris/` to all users of the
    profile, and receives requests without that path.
    prefix: of all these paths; it begins with '/', and the platform has no other path there.
    Raises ValueError for a prefix that is no path of lower-case names, for one that ends in
    '/', and for one that the login or the dashboard answers.
    """

    prefix: str = "/serving"

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix) or len(self.prefix) > _LONGEST_PREFIX:
            raise ValueError(
                f"prefix of Paths must be lower-case letters, digits and '-' behind slashes, "
                f"{_LONGEST_PREFIX} characters at most, with no slash at its end, such as "
                f"'/serving'; got {self.prefix!r}"
            )
        first = self.prefix.split("/")[1]
        if first in _ANSWERED:
            raise ValueError(
                f"prefix of Paths is {self.prefix!r}, but paths below '/{first}' are "
                f"{_ANSWERED[first]}'s; choose another, such as '/serving'"
            )


@dataclass(frozen=True, slots=True)
class Hosts:
    """Models are reached by hosts of their own, `iris--team.models.example.com`, by HTTP.

    Requests pass the platform's login as those for a path do; programs send a token, since a
    browser's session is for the platform's own host unless `Session(domain=…)` covers these.
    A model has no host if its name or its profile's contains `--`, if both have more than 61
    characters, or if it is called `xn`.
    domain: below which they are; a record for `*.` and it has to lead to the Gateway.
    certificate: the Secret with a certificate for `*.` and the domain, beside that of the
    platform's host; None where TLS does not end at kgateway.
    section: the listener of the Gateway for these hosts.
    Raises ValueError for an invalid domain, and for names that no object can have.
    """

    domain: str
    certificate: str | None = None
    section: str = "models"

    def __post_init__(self) -> None:
        if self.domain.startswith("*"):
            raise ValueError(
                f"domain of Hosts must be without '*', such as 'models.example.com', whose "
                f"record '*.models.example.com' you make; got {self.domain!r}"
            )
        check_host(self.domain, "domain of Hosts")
        if self.certificate is not None:
            check_object(self.certificate, "certificate of Hosts")
        check_label(self.section, "section of Hosts")

    @property
    def every(self) -> str:
        """All hosts of models, as DNS and the Gateway API write them."""
        return f"*.{self.domain}"

    def check_place(self, *, hosts: Iterable[str], edge: Edge, mesh: Mesh) -> None:
        """Refuse hosts of models that the platform's login would not be in front of.

        hosts: the platform's own.
        """
        if not isinstance(mesh, Ambient):
            raise ValueError(  # noqa: TRY004 - the type is right, and not beside these hosts
                f"exposure=Hosts({self.domain!r}) needs Ambient(): with Sidecars() the paths "
                f"of the login, which need none, would lead to models; set exposure=Paths()"
            )
        if edge.pages.credentials == "forwarded":
            raise ValueError(
                f"exposure=Hosts({self.domain!r}) needs Pages(credentials='kept'), which "
                f"leads the paths of the login to the login on every host; with 'forwarded' a "
                f"model would get such requests; set it, or exposure=Paths()"
            )
        for host in hosts:
            if host == self.domain or host.endswith(f".{self.domain}"):
                raise ValueError(
                    f"domain of Hosts is {self.domain!r}, which the platform's host {host!r} "
                    f"is in, so that a model could have it; choose another, such as "
                    f"'models.{host}'"
                )
        self._check_listener(edge)

    def _check_listener(self, edge: Edge) -> None:
        tls = edge.tls
        if isinstance(tls, Tls) and self.certificate is None:
            raise ValueError(
                f"certificate of Hosts must name the Secret with a certificate for "
                f"{self.every!r}, since TLS ends at kgateway; got None"
            )
        if self.certificate is not None and not isinstance(tls, Tls):
            raise ValueError(
                f"certificate of Hosts is {self.certificate!r}, but TLS does not end at "
                f"kgateway; leave it out, or set Edge(tls=Tls(…))"
            )
        others = (tls.section, tls.redirect_from) if isinstance(tls, Tls) else ("http",)
        if self.section in (*others, edge.parent.section):
            raise ValueError(
                f"section of Hosts is {self.section!r}, a listener of the platform's host; "
                f"name one for {self.every!r}, such as 'models'"
            )


Exposure = Paths | Hosts | None


def check_exposure(exposure: Exposure, *, serverless: bool) -> None:
    """Refuse exposures that do not lead to models: `serverless` has Knative do that."""
    if serverless and exposure is not None:
        raise ValueError(
            "mode='serverless' makes no Service for exposure=Paths(…) or Hosts(…), since "
            "Knative routes to models itself; set exposure=None, or mode='raw'"
        )


def check_writer(exposure: Exposure, metacontroller: MetacontrollerSettings) -> None:
    """Refuse a Metacontroller that may write models' routes in every namespace."""
    if exposure is not None and metacontroller.rights != "granted":
        raise ValueError(
            f"exposure={exposure!r} has Metacontroller write routes, which "
            f"rights={metacontroller.rights!r} lets it do in every namespace; choose "
            f"MetacontrollerSettings(rights='granted'), or Models(exposure=None)"
        )
