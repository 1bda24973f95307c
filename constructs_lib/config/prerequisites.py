"""What the platform's team can have synthesized of what Kubeflow needs from it."""

from dataclasses import dataclass
from typing import Literal

from . import oauth2_proxy
from .add_ons import AddOn
from .argo import SyncPolicy
from .checks import check_choices, check_host, check_label, check_port, check_unique


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformPrerequisites:
    """Values for istiod's chart, a Gateway for kgateway, and health checks for Argo CD.

    gateway_class: the Gateway's class. login_host, login_port: where istiod's proxies ask
    about a request without a token; oauth2-proxy's Service where the host is None.
    ingress_controller: whether istiod makes routes of Ingresses: `STRICT` of those of class
    `istio` (`ingressControllerMode` of istio.io/api, mesh/v1alpha1). Such a route comes before
    Kubeflow's, for any host that the Ingress names: it is for platforms whose others need it.
    add_ons: what Argo CD installs besides; nothing by default. sync: what Argo CD does with
    them by itself. It deletes nothing: the whole cluster uses what is there.
    Raises ValueError for an add-on that comes twice.
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
