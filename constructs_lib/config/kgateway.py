"""The platform's kgateway, and what it is told about Kubeflow's Gateway and route."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from .checks import check_label
from .durations import check_duration
from .versions import check_feature

# More than anybody has; each believed proxy too many lets a client say who it is.
_MOST_HOPS: Final = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class ParentGateway:
    """The Gateway of the platform that Kubeflow's route attaches to.

    name, namespace: of the Gateway.
    section: the listener's name; without one the route attaches to every listener that
    admits it. Raises ValueError for names that Kubernetes would refuse.
    """

    name: str = "default-gateway"
    namespace: str = "default"
    section: str | None = None

    def __post_init__(self) -> None:
        check_label(self.name, "gateway")
        check_label(self.namespace, "gateway namespace")
        if self.section is not None:
            check_label(self.section, "gateway section")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kgateway:
    """kgateway's version, and policies that it takes beside the route; none by default.

    Websockets need none where the ingress gateway is ours: its Service says
    `appProtocol: kubernetes.io/ws`.
    version: the cluster's kgateway, three numbers; 2.1.0 is the first that reads that.
    listener_websockets: upgrade websockets of every route on the Gateway, others' too; needed
    with Sidecars(), whose ingress gateway's Service is not ours.
    http2_websockets: let browsers open websockets over HTTP/2, as Firefox does by TLS.
    stream_idle: how long a stream may stay silent, `timedelta(0)` for ever; kgateway's
    Envoy waits five minutes where None.
    trusted_hops: how many proxies before it are believed in `X-Forwarded-For` and
    `X-Forwarded-Proto`, such as 1 load balancer that ends TLS. None by default: whoever can
    reach it past them writes those headers as they like.
    Raises ValueError for what this version does not have, with the first that does.
    """

    version: str = "2.1.0"
    listener_websockets: bool = False
    http2_websockets: bool = False
    stream_idle: timedelta | None = None
    trusted_hops: int = 0

    def __post_init__(self) -> None:
        check_feature("a Service that announces websockets", self.version)
        if self.http2_websockets:
            check_feature("http2_websockets", self.version)
        if self.stream_idle is not None:
            check_duration(self.stream_idle, "stream_idle", zero=True)
        if not 0 <= self.trusted_hops <= _MOST_HOPS:
            raise ValueError(
                f"trusted_hops must be 0 to {_MOST_HOPS} proxies; got {self.trusted_hops}"
            )
