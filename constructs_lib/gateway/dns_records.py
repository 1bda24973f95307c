"""A host's DNS records."""

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import DnsEndpoint
from ..config.checks import check_host, check_object
from ..config.durations import seconds
from ..kube import Manifest, namespace_of, only_one


class DnsRecords(Construct):
    """A DNSEndpoint that external-dns, with `--source=crd`, publishes for a host.

    name: of the object. host: a DNS name, or `*.` and one. endpoint: its targets and their
    time to live.
    Raises ValueError for an invalid name or host, a host that would be an alias of
    itself, a duplicate DNSEndpoint, and in a chart without a namespace.
    """

    def __init__(
        self, scope: Construct, id: str, *, name: str, host: str, endpoint: DnsEndpoint
    ) -> None:
        super().__init__(scope, id)
        namespace_of(self)
        check_object(name, "DNSEndpoint")
        check_host(host.removeprefix("*."), f"host of DNSEndpoint {name!r}")
        endpoint.check_leads_on(host)
        only_one(self, "DNSEndpoint", name)
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
                            "recordTTL": seconds(endpoint.ttl),
                            "targets": list(targets),
                        }
                        for kind, targets in endpoint.records.items()
                    ]
                }
            },
        )
