import re
from datetime import timedelta

import pytest

from constructs_lib.config import (
    Config,
    DnsEndpoint,
    Edge,
    ExternalDns,
)


@pytest.mark.parametrize(
    ("version", "prefix"),
    [
        ("0.21.9", "external-dns.alpha.kubernetes.io"),
        ("0.22.0", "external-dns.kubernetes.io"),
        ("1.0.0", "external-dns.kubernetes.io"),
    ],
)
def test_annotations_have_the_prefix_that_the_version_reads(version, prefix):
    dns = ExternalDns(version=version, ttl=timedelta(minutes=1), settings={"aws-weight": "10"})

    assert dns.annotations == {f"{prefix}/ttl": "60", f"{prefix}/aws-weight": "10"}


def test_a_route_is_published_without_any_annotation():
    assert ExternalDns(version="0.22.0").annotations == {}


@pytest.mark.parametrize("key", ["hostname", "target", "ttl", "controller"])
def test_fails_for_a_setting_that_a_route_does_not_have(key):
    with pytest.raises(ValueError, match=f"'{key}' is not a setting of a route: "):
        ExternalDns(version="0.22.0", settings={key: "x"})


@pytest.mark.parametrize("key", ["external-dns.kubernetes.io/ttl", "AWS", ""])
def test_fails_for_a_setting_with_a_prefix(key):
    with pytest.raises(ValueError, match=f"without its prefix.*got '{re.escape(key)}'"):
        ExternalDns(version="0.22.0", settings={key: "x"})


@pytest.mark.parametrize("version", ["0.22", "v0.22.0"])
def test_fails_for_a_version_that_is_none(version):
    with pytest.raises(ValueError, match="external-dns's version must look like"):
        ExternalDns(version=version)


@pytest.mark.parametrize(
    "ttl", [timedelta(0), timedelta(seconds=-1), timedelta(seconds=2**31)]
)
@pytest.mark.parametrize("dns", [ExternalDns, DnsEndpoint])
def test_fails_for_a_time_to_live_that_dns_does_not_have(dns, ttl):
    fields = {"version": "0.22.0"} if dns is ExternalDns else {"targets": ("192.0.2.1",)}
    with pytest.raises(ValueError, match="DNS record"):
        dns(ttl=ttl, **fields)


@pytest.mark.parametrize(
    ("targets", "records"),
    [
        (("192.0.2.1", "192.0.2.2"), {"A": ("192.0.2.1", "192.0.2.2")}),
        (("192.0.2.1", "2001:db8::1"), {"A": ("192.0.2.1",), "AAAA": ("2001:db8::1",)}),
        (("lb.example.com",), {"CNAME": ("lb.example.com",)}),
    ],
)
def test_a_record_is_of_the_type_of_its_targets(targets, records):
    assert DnsEndpoint(targets=targets).records == records


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        ((), "must be a tuple of addresses"),
        (("lb.example.com", "192.0.2.1"), "targets must be addresses"),
        (("a.example.com", "b.example.com"), "'a.example.com', alone"),
        (("https://lb.example.com",), "target must be a DNS name"),
        (("lb",), "target must be a DNS name"),
        (("192.0.2.256",), "target '192.0.2.256'"),
        (("192.0.2.1", "192.0.2.1"), "target '192.0.2.1' is given twice"),
        (("2001:db8::1", "2001:DB8:0::1"), "target '2001:db8::1' is given twice"),
    ],
)
def test_fails_for_targets_that_dns_cannot_hold(targets, message):
    with pytest.raises(ValueError, match=message):
        DnsEndpoint(targets=targets)


def test_fails_for_a_host_that_leads_to_itself():
    with pytest.raises(ValueError, match=r"'ml\.example\.com' would be an alias of itself"):
        Config(host="ml.example.com", edge=Edge(dns=DnsEndpoint(targets=("ml.example.com",))))
