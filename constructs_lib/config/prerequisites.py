"""What the platform's team can have synthesized of what Kubeflow needs from it."""

from dataclasses import dataclass
from typing import Final

from . import oauth2_proxy
from .checks import check_host, check_label

_HIGHEST_PORT: Final = 65535


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformPrerequisites:
    """Values for istiod's chart and a Gateway for kgateway, from an environment's decisions.

    gateway_class: the Gateway's class. login_host, login_port: where istiod's proxies ask
    about a request without a token; oauth2-proxy's Service by default.
    """

    gateway_class: str = "kgateway"
    login_host: str = oauth2_proxy.HOST
    login_port: int = oauth2_proxy.PORT

    def __post_init__(self) -> None:
        check_label(self.gateway_class, "gateway class")
        check_host(self.login_host, "login host")
        if not 1 <= self.login_port <= _HIGHEST_PORT:
            raise ValueError(
                f"login_port must be between 1 and {_HIGHEST_PORT}, got {self.login_port}"
            )
