"""How models are reached from outside the cluster."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .checks import check_host, check_object
from .metacontroller import MetacontrollerSettings

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

    def check_writer(self, metacontroller: MetacontrollerSettings) -> None:
        """Refuse a Metacontroller that may write routes in every namespace."""
        if metacontroller.rights != "granted":
            raise ValueError(
                f"exposure=Paths({self.prefix!r}) has Metacontroller write routes, which "
                f"rights={metacontroller.rights!r} lets it do in every namespace; choose "
                f"MetacontrollerSettings(rights='granted'), or Models(exposure=None)"
            )


@dataclass(frozen=True, slots=True)
class Hosts:
    """Models are reached by hosts of their own, `iris-team.models.example.com`.

    domain: below which they are; a record for `*.` and it has to lead to the platform.
    certificate: the Secret with a certificate for `*.` and the domain.
    Raises ValueError for what is no domain, and for no certificate.
    """

    domain: str
    certificate: str

    def __post_init__(self) -> None:
        if self.domain.startswith("*"):
            raise ValueError(
                f"domain of Hosts must be without '*', such as 'models.example.com', whose "
                f"record '*.models.example.com' you make; got {self.domain!r}"
            )
        check_host(self.domain, "domain of Hosts")
        if not self.certificate:
            raise ValueError(
                f"certificate of Hosts must name the Secret with a certificate for "
                f"'*.{self.domain}', since each model has a host of its own; "
                f"got {self.certificate!r}"
            )
        check_object(self.certificate, "certificate of Hosts")


Exposure = Paths | Hosts | None


def check_exposure(exposure: Exposure, *, serverless: bool) -> None:
    """Refuse exposures that do not lead to models.

    serverless: whether Knative serves models. KServe makes routes of the Gateway API since
    v0.15.0, `enableGatewayApi`; docs/serving.md says why none of them is behind the login.
    Source: pkg/controller/v1beta1/inferenceservice/reconcilers/ingress/httproute_reconciler.go
    of kserve/kserve, v0.15.2 to v0.18.0.
    """
    if isinstance(exposure, Hosts):
        raise ValueError(  # noqa: TRY004 - the type is right, and no release leads there
            f"exposure=Hosts({exposure.domain!r}, …) has no login: KServe's own routes lead "
            f"from a Gateway straight to a model, past the ingress gateway at which users log "
            f"in and by whose identity a profile admits them; set exposure=Paths(), or None"
        )
    if serverless and exposure is not None:
        raise ValueError(
            "mode='serverless' has Knative lead to models, and makes no Service to which "
            "exposure=Paths(…) could; set exposure=None, or mode='raw'"
        )
