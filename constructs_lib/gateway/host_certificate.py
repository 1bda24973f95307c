"""The certificate of the platform's hosts."""

from collections.abc import Sequence
from typing import Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import Issuer, ParentGateway, Tls
from ..kube import Manifest, is_first
from .reference_grant import Grant, Referrer

_CERT_MANAGER: Final = "cert-manager.io/v1"


class HostCertificate(Construct):
    """Requests the hosts' certificate from cert-manager, and lets the Gateway read it.

    The HTTPS listener refers to the Secret `tls.secret`, in the Gateway's namespace unless
    `tls.secret_namespace` is set: then a ReferenceGrant gives the Gateway this one Secret
    there. Nothing is written where the platform keeps the Secret in the Gateway's namespace.
    Raises ValueError where another route's certificate uses the same Secret.
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
        namespace = tls.certificate_namespace(parent)
        if tls.issuer:
            if not is_first(self, "Certificate", tls.secret, namespace=namespace):
                raise ValueError(
                    f"Secret {tls.secret!r} in namespace {namespace!r} already holds another "
                    "route's certificate; use another listener and Secret, Tls(section=…, "
                    "secret=…), or one route for all hosts"
                )
            self._certificate(tls.issuer, tls.secret, namespace, hosts)
        grant = f"{parent.namespace}-{tls.secret}"
        if namespace != parent.namespace and is_first(
            self, "ReferenceGrant", grant, namespace=namespace
        ):
            Grant(
                self,
                "Grant",
                name=grant,
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
