"""kgateway's version and its policies for Kubeflow's Gateway and route."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from .checks import check_label
from .durations import check_duration
from .versions import KGATEWAY, check_feature

# More than any platform has: one trusted hop too many lets a client forge its address.
_MOST_HOPS: Final = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class ParentGateway:
    """The Gateway of the platform that Kubeflow's route attaches to.

    name, namespace: of the Gateway.
    section: the listener's name; without one the route attaches to every listener that allows
    it. Raises ValueError for names that Kubernetes refuses.
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
    """kgateway's version, and its policies for the route; no policy by default.

    Websockets need no policy in an ambient mesh, where the ingress gateway's Service has
    `appProtocol: kubernetes.io/ws`.
    version: of the cluster's kgateway, three numbers; 2.1.0 is the first that supports that.
    listener_websockets: upgrade websockets of every route on the Gateway, other teams' too;
    needed with Sidecars(), where the ingress gateway's Service is Istio's own.
    http2_websockets: let browsers open websockets over HTTP/2, as Firefox does over TLS.
    stream_idle: the idle timeout of a stream, `timedelta(0)` for none; None keeps five
    minutes, the default of kgateway's Envoy.
    trusted_hops: the number of proxies in front of it whose `X-Forwarded-For` and
    `X-Forwarded-Proto` are trusted, such as 1 load balancer that ends TLS. None by default: a
    client that bypasses them could forge those headers.
    Raises ValueError for a feature that this version lacks, with the first that has it.
    """

    version: str = KGATEWAY
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
