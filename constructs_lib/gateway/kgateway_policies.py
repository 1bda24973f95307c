"""kgateway's policies for the route."""

from collections.abc import Sequence
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import Kgateway, ParentGateway
from ..config.durations import seconds
from ..config.versions import has
from ..kube import Manifest

_API: Final = "gateway.kgateway.dev/v1alpha1"
_GATEWAY_API: Final = "gateway.networking.k8s.io"


class KgatewayPolicies(Construct):
    """The policies that `kgateway` configures, in its version's API; often none.

    routes: those that a policy is for; it is named after the first.
    A policy of the Gateway is in the Gateway's own namespace: kgateway reads no other.
    Source: api/v1alpha1/kgateway of github.com/kgateway-dev/kgateway, v2.2.0 and v2.4.0.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        kgateway: Kgateway,
        parent: ParentGateway,
        routes: Sequence[str],
    ) -> None:
        super().__init__(scope, id)
        if listener := _listener(kgateway):
            settings: dict[str, Any] = {"default": {"httpSettings": listener}}
            kind = "ListenerPolicy"
            if not has(kind, kgateway.version):
                settings, kind = listener, "HTTPListenerPolicy"
            self._policy(
                kind,
                ApiObjectMetadata(name="kubeflow-listener", namespace=parent.namespace),
                targets=[{"kind": "Gateway", "name": parent.name}],
                settings=settings,
            )
        if kgateway.stream_idle is not None:
            self._policy(
                "TrafficPolicy",
                ApiObjectMetadata(name=routes[0]),
                targets=[{"kind": "HTTPRoute", "name": route} for route in routes],
                settings={"timeouts": {"streamIdle": f"{seconds(kgateway.stream_idle)}s"}},
            )

    def _policy(
        self,
        kind: str,
        metadata: ApiObjectMetadata,
        *,
        targets: Sequence[dict[str, str]],
        settings: dict[str, Any],
    ) -> None:
        grouped = [{"group": _GATEWAY_API, **target} for target in targets]
        Manifest(
            self,
            kind,
            api_version=_API,
            kind=kind,
            metadata=metadata,
            body={"spec": {"targetRefs": grouped, **settings}},
        )


def _listener(kgateway: Kgateway) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if kgateway.listener_websockets:
        settings["upgradeConfig"] = {"enabledUpgrades": ["websocket"]}
    if kgateway.http2_websockets:
        settings["http2ProtocolOptions"] = {"allowConnect": True}
    if kgateway.trusted_hops:
        settings["xffNumTrustedHops"] = kgateway.trusted_hops
    return settings
