"""A host's records in DNS."""

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import DnsEndpoint
from ..kube import Manifest


class DnsRecords(Construct):
    """A DNSEndpoint by which external-dns publishes where a host leads."""

    def __init__(
        self, scope: Construct, id: str, *, name: str, host: str, endpoint: DnsEndpoint
    ) -> None:
        super().__init__(scope, id)
        Manifest(
            self,
            "Resource",
            api_version="externaldns.k8s.io/v1alpha1",
            kind="DNSEndpoint",
            metadata=ApiObjectMetadata(name=name),
            body={
                "spec": {
                    "endpoints": [
                        {
                            "dnsName": host,
                            "recordType": kind,
                            "recordTTL": endpoint.ttl,
                            "targets": list(targets),
                        }
                        for kind, targets in endpoint.records.items()
                    ]
                }
            },
        )
