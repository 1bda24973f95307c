from datetime import timedelta

from constructs_lib.config import DnsEndpoint
from constructs_lib.gateway.dns_records import DnsRecords
from constructs_lib.kube import objects_of


def test_manifests(chart, yaml_snapshot):
    endpoint = DnsEndpoint(
        targets=("192.0.2.10", "2001:db8::10", "192.0.2.11"), ttl=timedelta(minutes=1)
    )
    DnsRecords(chart, "Dns", name="kubeflow-route", host="ml.example.com", endpoint=endpoint)

    assert objects_of(chart) == yaml_snapshot


def test_an_alias_has_one_record(chart, find):
    endpoint = DnsEndpoint(targets=("lb.example.com",))
    DnsRecords(chart, "Dns", name="dns", host="ml.example.com", endpoint=endpoint)

    assert find("DNSEndpoint", "dns")["spec"]["endpoints"] == [
        {
            "dnsName": "ml.example.com",
            "recordType": "CNAME",
            "recordTTL": 300,
            "targets": ["lb.example.com"],
        }
    ]
