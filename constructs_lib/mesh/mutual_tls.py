"""Encrypt traffic between the gateway's sidecar-style proxy and a workload."""

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    DestinationRule,
    DestinationRuleSpec,
    DestinationRuleTls,
    DestinationRuleTlsMode,
    DestinationRuleTrafficPolicy,
)
from ..config import Mesh, Sidecars
from ..kube import declare
from ..workloads import Endpoint


class MutualTls(Construct):
    """Makes callers with a sidecar use Istio's mutual TLS towards an endpoint.

    An ambient mesh encrypts by itself, and up to Istio 1.25.0 this rule broke it there
    (istio/istio pull request 54914): nothing is written for it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        to: Endpoint,
        mesh: Mesh,
        labels: Mapping[str, str],
    ) -> None:
        super().__init__(scope, id)
        if not isinstance(mesh, Sidecars):
            return
        tls = DestinationRuleTls(mode=DestinationRuleTlsMode.ISTIO_UNDERSCORE_MUTUAL)
        declare(
            DestinationRule,
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=DestinationRuleSpec(
                host=to.host,
                traffic_policy=DestinationRuleTrafficPolicy(tls=tls),
            ),
        )
