"""The certificate that a browser is shown."""

from collections.abc import Sequence
from typing import Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import Issuer, ParentGateway, Tls
from ..kube import Manifest
from .reference_grant import Grant, Referrer

_CERT_MANAGER: Final = "cert-manager.io/v1"


class HostCertificate(Construct):
    """Lets cert-manager make the certificate of hosts, and the Gateway read it.

    The HTTPS listener refers to the Secret `tls.secret`, in the Gateway's namespace unless
    `tls.secret_namespace` says another: then the Gateway is granted this one Secret there.
    Nothing is written where the platform keeps the Secret, beside its Gateway.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        hosts: Sequence[str],
        parent: ParentGateway,
        tls: Tls,
    ) -> None:
        super().__init__(scope, id)
        namespace = tls.secret_namespace or parent.namespace
        if tls.issuer:
            self._certificate(tls.issuer, tls.secret, namespace, hosts)
        if namespace != parent.namespace:
            Grant(
                self,
                "Grant",
                name=f"{parent.namespace}-{tls.secret}",
                namespace=namespace,
                referrer=Referrer(kind="Gateway", namespace=parent.namespace),
                kind="Secret",
                names=(tls.secret,),
            )

    def _certificate(
        self, issuer: Issuer, secret: str, namespace: str, hosts: Sequence[str]
    ) -> None:
        Manifest(
            self,
            "Certificate",
            api_version=_CERT_MANAGER,
            kind="Certificate",
            metadata=ApiObjectMetadata(name=secret, namespace=namespace),
            body={
                "spec": {
                    "dnsNames": list(hosts),
                    "issuerRef": {"kind": issuer.kind, "name": issuer.name},
                    "secretName": secret,
                }
            },
        )
