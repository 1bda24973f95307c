"""Create a namespace with a default deny."""

from typing import Literal

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicySpec,
    PeerAuthentication,
    PeerAuthenticationMtls,
    PeerAuthenticationMtlsMode,
    PeerAuthenticationSpec,
)
from ..kube import declare, namespace_of
from . import network_door
from .probes import AmbientProbes


class DefaultDeny(Construct):
    """Closes the chart's namespace in an ambient mesh to all callers, except probes.

    Every workload with callers needs its own policy; `AmbientNamespace` finds missing ones.
    network: what admits callers if a CNI enforces NetworkPolicies. `by-policy`: each
    `AccessPolicy` and `WebhookPort` of the same app and namespace. `elsewhere`: other objects,
    as `KubeflowCore` writes them for Kubeflow's own pods.
    Raises ValueError in a chart without a namespace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        network: Literal["by-policy", "elsewhere"] = "by-policy",
    ) -> None:
        super().__init__(scope, id)
        namespace_of(self)
        declare(
            AuthorizationPolicy,
            self,
            "Nobody",
            metadata=ApiObjectMetadata(name="default-deny"),
            spec=AuthorizationPolicySpec(),
        )
        declare(
            PeerAuthentication,
            self,
            "NoPlainText",
            metadata=ApiObjectMetadata(name="default"),
            spec=PeerAuthenticationSpec(
                mtls=PeerAuthenticationMtls(mode=PeerAuthenticationMtlsMode.STRICT)
            ),
        )
        AmbientProbes(self, "Probes")
        if network == "by-policy":
            network_door.shut(self)
