import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.config.checks import (
    check_choices,
    check_elsewhere,
    check_email,
    check_host,
    check_known,
    check_label,
    check_labels,
    check_quantity,
    check_unique,
    divide_quantity,
    parse_quantity,
)

LONGEST = "a" * 63


@pytest.mark.parametrize("name", ["a", "0", "kubeflow-user", "a--b", LONGEST])
def test_a_name_that_kubernetes_takes_is_taken(name):
    check_label(name, "profile")


@pytest.mark.parametrize(
    "key", ["pool", "a/b", "example.com/Pool_1", f"{'a' * 253}/{LONGEST}"]
)
def test_a_label_that_kubernetes_takes_is_taken(key):
    check_labels({key: ""}, "labels")


@pytest.mark.parametrize("key", ["a..b/c", "a.-b/c", "a-.b/c", ".a/b", f"{'a' * 254}/b"])
def test_fails_for_a_label_whose_prefix_is_no_domain(key):
    with pytest.raises(ValueError, match=r"labels has key .*; a key must look like 'pool' or"):
        check_labels({key: ""}, "labels")


def test_fails_for_an_empty_name():
    with pytest.raises(ValueError, match="environment is empty; give it a name such as"):
        check_label("", "environment")


def test_fails_for_a_name_of_64_characters():
    with pytest.raises(ValueError, match=f"'{LONGEST}b' has 64 characters; 63 are allowed"):
        check_label(f"{LONGEST}b", "profile")


@pytest.mark.parametrize(
    "name", ["Alice", "a_b", "a.b", "-a", "a-", "a b", "a\n", "é", "a/b"], ids=repr
)
def test_fails_for_a_name_that_kubernetes_would_refuse(name):
    message = f"profile {name!r} must be lower-case letters, digits and '-'"
    with pytest.raises(ValueError, match=re.escape(message)):
        check_label(name, "profile")


@pytest.mark.parametrize(
    "host", ["kubeflow.example.com", "a.b", "xn--bcher-kva.example", f"{LONGEST}.example.com"]
)
def test_a_dns_name_is_a_host(host):
    check_host(host, "host")


@pytest.mark.parametrize(
    "host",
    ["https://kubeflow.example.com", "kubeflow.example.com:443", "kubeflow.example.com/hub"],
)
def test_fails_for_a_host_with_scheme_port_or_path(host):
    with pytest.raises(ValueError, match=f"without scheme, port or path; got '{host}'"):
        check_host(host, "host")


@pytest.mark.parametrize(
    "host",
    [
        "",
        "kubeflow",
        "*.example.com",
        "Kubeflow.example.com",
        "kubeflow..example.com",
        "kubeflow.example.com.",
        "kube_flow.example.com",
        " kubeflow.example.com",
        f"{LONGEST}b.example.com",
        "a." * 126 + "ab",
    ],
    ids=lambda host: repr(host[:30]),
)
def test_fails_for_what_is_no_dns_name(host):
    message = f"host must be a DNS name such as 'kubeflow.example.com', got {host!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        check_host(host, "host")


@pytest.mark.parametrize(
    "email",
    ["", "alice", "alice@", "@example.com", "alice@example", "a@b@c.d", "a b@c.d", "a@c.d b"],
)
def test_fails_for_what_is_no_email_address(email):
    message = f"member must be an e-mail address such as 'user@example.com', got '{email}'"
    with pytest.raises(ValueError, match=message):
        check_email(email, "member")


@pytest.mark.parametrize(
    ("quantity", "worth"),
    [
        ("0", "0"),
        ("2", "2"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("500m", "0.5"),
        ("100n", "1e-7"),
        ("1k", "1000"),
        ("1Ki", "1024"),
        ("1.5Gi", "1610612736"),
        ("1E", "1e18"),
    ],
)
def test_a_quantity_is_worth_what_kubernetes_says(quantity, worth):
    assert parse_quantity(quantity, "quantity") == Decimal(worth)


@pytest.mark.parametrize(
    "quantity", ["", "m", "1 Gi", "1gi", "1KB", "1K", "1,5", "one", "1Gi\n", "Mi512", "1.2.3"]
)
def test_fails_for_a_malformed_quantity(quantity):
    message = f"memory must be a quantity such as '500m', '2' or '512Mi', got {quantity!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        check_quantity(quantity, "memory")


def test_fails_for_a_negative_quantity():
    with pytest.raises(ValueError, match="CPU must not be negative, got '-100m'"):
        check_quantity("-100m", "CPU")


@pytest.mark.parametrize(
    ("quantity", "parts", "share"),
    [
        ("100m", 1, "100m"),
        ("100m", 2, "50m"),
        ("256Mi", 2, "128Mi"),
        ("1", 2, "0.5"),
        ("1Gi", 4, "0.25Gi"),
        ("0", 2, "0"),
    ],
)
def test_a_share_keeps_the_unit_of_the_whole(quantity, parts, share):
    assert divide_quantity(quantity, parts) == share


def test_fails_for_an_unknown_name_and_shows_the_known_ones():
    with pytest.raises(ValueError, match="unknown component 'katib'; known are dex, profiles"):
        check_known("katib", ("profiles", "dex"), "component")


def test_fails_for_a_name_that_comes_twice():
    with pytest.raises(ValueError, match="environment 'b' is given twice"):
        check_unique(("a", "b", "b"), "environment")


@dataclass
class Sample:
    level: Literal["low", "high"]
    word: str = "any"


def test_fails_for_a_value_that_a_literal_does_not_list():
    with pytest.raises(ValueError, match="level must be 'low' or 'high', got 'middle'"):
        check_choices(Sample("middle"))


def test_fields_that_are_no_literals_are_not_chosen_from_a_list():
    check_choices(Sample("low", word="every"))


@pytest.mark.parametrize("address", ["2001:db8::1", "[2001:db8::1]", "::1", "::ffff:0.0.2.1"])
def test_an_address_of_ipv6_is_no_host(address):
    message = f"got the IPv6 address '{address}'; give it a name in DNS"

    with pytest.raises(ValueError, match=re.escape(message)):
        check_host(address, "host")


SUFFIXES = {
    "": 1,
    "m": Decimal("0.001"),
    "k": 1000,
    "M": 1000**2,
    "G": 1000**3,
    "Ki": 1024,
    "Mi": 1024**2,
    "Gi": 1024**3,
    "Ti": 1024**4,
}
NUMBERS = st.decimals(0, 10**6, places=3, allow_nan=False)


@given(NUMBERS, st.sampled_from(sorted(SUFFIXES)))
def test_any_quantity_is_worth_its_number_times_its_unit(number, suffix):
    assert parse_quantity(f"{number:f}{suffix}", "memory") == number * SUFFIXES[suffix]


@given(st.integers(0, 10**9), st.sampled_from(sorted(SUFFIXES)), st.integers(1, 64))
def test_the_shares_of_any_quantity_make_it_whole_again(count, suffix, parts):
    share = divide_quantity(f"{count * parts}{suffix}", parts)

    assert share == f"{count}{suffix}"


@given(NUMBERS, st.sampled_from(sorted(SUFFIXES)), st.integers(1, 64))
def test_no_share_is_worth_more_than_its_part(number, suffix, parts):
    share = parse_quantity(divide_quantity(f"{number:f}{suffix}", parts), "share")
    whole = parse_quantity(f"{number:f}{suffix}", "whole")

    assert abs(share * parts - whole) <= whole / 10**20


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LocalHost", "localhost.", "db.localhost"),
        *("127.0.0.1", "127.1.2.3", "127.1", "2130706433", "0x7f.1", "0", "0.0.0.0"),
        *("::1", "[::1]", "::", "::ffff:127.0.0.1", "[::ffff:0.0.0.0]"),
    ],
)
def test_fails_for_the_machine_itself(host):
    with pytest.raises(ValueError, match=r"since each pod would connect to itself; got"):
        check_elsewhere(host, "the proxy")


@pytest.mark.parametrize(
    "host",
    [
        "localhost.example.com",
        "10.0.0.1",
        "10.1",
        "[2001:db8::1]",
        "::ffff:10.0.0.1",
        "redis",
        "",
    ],
)
def test_takes_other_machines(host):
    check_elsewhere(host, "the proxy")
