"""Open ports in plain text of pods that otherwise require mutual TLS."""

from collections.abc import Mapping, Sequence

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    PeerAuthentication,
    PeerAuthenticationMtls,
    PeerAuthenticationMtlsMode,
    PeerAuthenticationPortMtls,
    PeerAuthenticationPortMtlsMode,
    PeerAuthenticationSelector,
    PeerAuthenticationSpec,
)
from ..kube import declare


class PlainText(Construct):
    """Lets pods of an ambient mesh accept plain text on some ports, and on no other.

    Istio applies only the oldest such object to a pod: all ports of a pod belong in one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        selector: Mapping[str, str],
        ports: Sequence[int],
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        permissive = PeerAuthenticationPortMtls(mode=PeerAuthenticationPortMtlsMode.PERMISSIVE)
        declare(
            PeerAuthentication,
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            spec=PeerAuthenticationSpec(
                selector=PeerAuthenticationSelector(match_labels=selector),
                mtls=PeerAuthenticationMtls(mode=PeerAuthenticationMtlsMode.STRICT),
                port_level_mtls={str(port): permissive for port in ports},
            ),
        )
