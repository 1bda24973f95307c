"""Prerequisites of Kubeflow that can be synthesized for the platform's team."""

from dataclasses import dataclass
from typing import Literal

from . import oauth2_proxy
from .add_ons import AddOn
from .argo import SyncPolicy
from .checks import check_choices, check_host, check_label, check_port, check_unique


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformPrerequisites:
    """Values for istiod's chart, a Gateway for kgateway, and health checks for Argo CD.

    gateway_class: the Gateway's class. login_host, login_port: the external authorizer for
    requests without a token; None means oauth2-proxy's Service.
    ingress_controller: whether istiod serves Ingresses: `STRICT` those of class `istio`
    (`ingressControllerMode` of istio.io/api, mesh/v1alpha1). Such a route takes precedence
    over Kubeflow's, for any host of the Ingress: use it only where other teams need it.
    add_ons: installed by Argo CD; none by default. sync: their sync policy. It deletes
    nothing: the whole cluster uses them.
    Raises ValueError for a duplicate add-on.
    """

    gateway_class: str = "kgateway"
    login_host: str | None = None
    login_port: int = oauth2_proxy.PORT
    ingress_controller: Literal["OFF", "STRICT"] = "OFF"
    add_ons: tuple[AddOn, ...] = ()
    sync: SyncPolicy = SyncPolicy(prune=False, create_namespace=True)

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.gateway_class, "gateway class")
        if self.login_host is not None:
            check_host(self.login_host, "login host")
        check_port(self.login_port, "login_port")
        check_unique((add_on.name for add_on in self.add_ons), "add-on")
