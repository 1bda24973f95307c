"""Validation of single values."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from ipaddress import IPv6Address, ip_address
from socket import inet_aton
from typing import Final, Literal, get_args, get_origin, get_type_hints

from ..releases import Image

# Labels and annotations of these domains have a meaning for controllers.
_MEANT: Final = (
    "argoproj.io",
    "istio.io",
    "k8s.io",
    "kubernetes.io",
    "kustomize.io",
    "x-k8s.io",
)
# By these Istio injects sidecars in a namespace, and KServe's webhook passes over one.
_MEANT_ALONE: Final = ("istio-injection", "control-plane")
_LABEL: Final = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_QUANTITY: Final = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]?)")
# Istio takes `*` at either end of a policy's value for any text.
_EMAIL: Final = re.compile(r"[^@\s*]+@[^@\s*]+\.[^@\s*]+")
_LABEL_KEY: Final = re.compile(
    r"((?=[^/]{1,253}/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
    r"[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
)
_LABEL_VALUE: Final = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?")
_IMAGE: Final = re.compile(
    r"[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
    r"(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[0-9a-f]{64})+"
)
# What git refuses in a branch's name, and what it would take for an option.
_NO_BRANCH: Final = re.compile(
    r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|//|@\{|^[-/]|^@$|^$|[/.]$|\.lock(/|$)|(^|/)\."
)
_ORIGIN: Final = re.compile(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:]+\])(?::([0-9]{1,5}))?")
# Servers differ in whether they want an IPv6 address in brackets, so a host is a name.
_IPV6: Final = re.compile(r"\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\]?")
# A path has none of the characters by which Prometheus and the collector mark variables.
_URL: Final = re.compile(
    r"https?://[-A-Za-z0-9]+(?:\.[-A-Za-z0-9]+)*(?::([0-9]{1,5}))?"
    r"(?:/[-A-Za-z0-9._~%!()*+,;=:@&/]*)?"
)
_OWN_PORTS: Final = {"http": "80", "https": "443"}
# What MySQL and Postgres both accept unquoted: no component here quotes it.
_DATABASE: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
_LONGEST_LABEL: Final = 63
_LONGEST_HOST: Final = 253
_HIGHEST_PORT: Final = 65535
_USERINFO: Final = re.compile(r"(?!ssh)[a-z+]+://[^/@\s]*@|[a-z+]+://[^/@:\s]*:[^/@\s]*@")
_SCHEDULE: Final = re.compile(r"[0-9*/,-]+( [0-9*/,-]+){2}( [0-9A-Za-z*/,-]+){2}")
_SUFFIXES: Final = {
    "": Decimal(1),
    "n": Decimal(10) ** -9,
    "u": Decimal(10) ** -6,
    "m": Decimal(10) ** -3,
    **{suffix: Decimal(1000) ** (i + 1) for i, suffix in enumerate("kMGTPE")},
    **{f"{suffix}i": Decimal(1024) ** (i + 1) for i, suffix in enumerate("KMGTPE")},
}


def check_label(value: str, what: str) -> None:
    """Refuse what is no valid name in Kubernetes (RFC 1123 label, 63 characters)."""
    if not value:
        raise ValueError(f"{what} is empty; give it a name such as 'default'")
    if len(value) > _LONGEST_LABEL:
        raise ValueError(
            f"{what} {value!r} has {len(value)} characters; {_LONGEST_LABEL} are allowed"
        )
    if not _LABEL.fullmatch(value):
        raise ValueError(
            f"{what} {value!r} must be lower-case letters, digits and '-', "
            f"and begin and end with a letter or digit"
        )


def check_object(value: str, what: str) -> None:
    """Refuse what is no valid object name in Kubernetes (RFC 1123 subdomain)."""
    labels = value.split(".")
    if len(value) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError(
            f"{what} must be lower-case letters, digits, '-' and '.', at most "
            f"{_LONGEST_HOST}, and begin and end with a letter or digit; got {value!r}"
        )


def check_port(value: int, what: str) -> None:
    """Refuse what is no TCP port."""
    if not 1 <= value <= _HIGHEST_PORT:
        raise ValueError(f"{what} must be 1 to {_HIGHEST_PORT}, got {value}")


def check_database(name: str) -> None:
    """Refuse what no database server accepts as an unquoted name."""
    if not _DATABASE.fullmatch(name):
        raise ValueError(
            f"database must be 1 to 63 lower-case letters, digits and '_', beginning with a "
            f"letter, such as 'ml_staging'; got {name!r}"
        )


def check_no_credentials(
    url: str, what: str, *, instead: str = "give Argo CD and git a credential of their own"
) -> None:
    """Refuse an address with a password or token in it, without repeating it."""
    if _USERINFO.match(url):
        raise ValueError(
            f"{what} holds a password or token, which everybody who can read the repository "
            f"would see; leave it out, and {instead}"
        )


def check_branch(value: str, what: str) -> None:
    """Refuse what git refuses as a branch's name."""
    if _NO_BRANCH.search(value):
        raise ValueError(f"{what} must be a branch such as 'staging', got {value!r}")


def check_host(value: str, what: str) -> None:
    """Refuse what is no DNS name: a scheme, a port, a path, a wildcard or a bare word."""
    if _IPV6.fullmatch(value):
        raise ValueError(
            f"{what} must be a DNS name such as 'kubeflow.example.com', got the IPv6 address "
            f"{value!r}; give it a name in DNS"
        )
    if "://" in value or "/" in value or ":" in value:
        raise ValueError(
            f"{what} must be a DNS name such as 'kubeflow.example.com', "
            f"without scheme, port or path; got {value!r}"
        )
    labels = value.split(".")
    if (
        len(value) > _LONGEST_HOST
        or "." not in value
        or not all(
            _LABEL.fullmatch(label) and len(label) <= _LONGEST_LABEL for label in labels
        )
    ):
        raise ValueError(
            f"{what} must be a DNS name such as 'kubeflow.example.com', got {value!r}"
        )


def check_elsewhere(host: str, what: str) -> None:
    """Refuse the name or address of the machine itself: in a pod, that is the pod."""
    name = host.lower().rstrip(".").strip("[]")
    if name == "localhost" or name.endswith(".localhost") or _is_own_address(name):
        raise ValueError(
            f"{what} must be on another machine, since each pod would connect to itself; got "
            f"{host!r}"
        )


def _is_own_address(host: str) -> bool:
    """Return whether this is an address of the machine itself, also a short one like 127.1."""
    try:
        address = ip_address(host)
    except ValueError:
        try:
            address = ip_address(inet_aton(host))
        except (OSError, ValueError):
            return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_loopback or address.is_unspecified


def check_origin(value: str, what: str) -> None:
    """Refuse what is no origin as browsers name it (RFC 6454, 6.2): without the usual port."""
    found = _ORIGIN.fullmatch(value)
    if not found or found[3] == _OWN_PORTS[found[1]]:
        raise ValueError(
            f"{what} must be an origin as browsers name it, such as "
            f"'https://portal.example.com', without a path, a wildcard or the scheme's own "
            f"port; got {value!r}"
        )


def is_url(value: str) -> bool:
    """Return whether this is a URL of http or https, without query, fragment and variables."""
    found = _URL.fullmatch(value)
    return found is not None and 1 <= int(found[1] or 1) <= _HIGHEST_PORT


def check_labels(labels: Mapping[str, str], what: str) -> None:
    """Refuse labels that Kubernetes refuses."""
    for key, value in labels.items():
        if not _LABEL_KEY.fullmatch(key):
            raise ValueError(
                f"{what} has key {key!r}; a key must look like 'pool' or 'example.com/pool'"
            )
        if len(value) > _LONGEST_LABEL or not _LABEL_VALUE.fullmatch(value):
            raise ValueError(
                f"{what} has value {value!r}; a value must be at most {_LONGEST_LABEL} "
                "letters, digits, '-', '_' and '.'"
            )


def check_own_key(key: str, where: str) -> None:
    """Refuse keys that Kubernetes, Istio, Argo CD or kustomize select objects by."""
    domain = key.partition("/")[0] if "/" in key else ""
    if key in _MEANT_ALONE or any(f".{domain}".endswith(f".{each}") for each in _MEANT):
        raise ValueError(
            f"{key!r} {where} would change how controllers treat them; choose a key "
            "of your own domain, such as 'example.com/owner'"
        )


def check_annotations(annotations: Iterable[str], what: str) -> None:
    """Refuse keys of annotations that Kubernetes refuses."""
    check_labels(dict.fromkeys(annotations, ""), what)


def check_selector(labels: Mapping[str, str], what: str) -> None:
    """Refuse a selector that matches every pod, and labels that no pod can have."""
    if not labels:
        raise ValueError(
            f"{what} is empty, which selects every pod of the namespace; name labels of the "
            f"intended pods, such as {{'app': 'web'}}"
        )
    check_labels(labels, what)


def check_mount(path: str, what: str) -> None:
    """Refuse a mount path that Kubernetes refuses or that is not in normal form."""
    parts = path.split("/")[1:]
    if not path.startswith("/") or ":" in path or not set(parts).isdisjoint(("", ".", "..")):
        raise ValueError(
            f"{what} is mounted at {path!r}; a mount path must look like '/data/sets': begin "
            "with '/', not end with one, and contain no ':' and no folder '.' or '..'"
        )


def check_image(value: Image, what: str) -> None:
    """Refuse what is no image reference with a tag or digest.

    Whether a release has an image of its own is known in a Config.
    """
    if isinstance(value, str) and not _IMAGE.fullmatch(value):
        raise ValueError(
            f"{what} must be an image with a tag or digest such as "
            f"'registry.example.com/viewer:v1.0', got {value!r}"
        )


def is_email(value: str) -> bool:
    """Return whether this is an e-mail address that an identity provider could send."""
    return _EMAIL.fullmatch(value) is not None


def check_email(value: str, what: str) -> None:
    """Refuse what is no e-mail address that an identity provider could send."""
    if not is_email(value):
        raise ValueError(
            f"{what} must be an e-mail address such as 'user@example.com', got {value!r}"
        )


def check_quantity(value: str, what: str) -> None:
    """Refuse what is no non-negative quantity in Kubernetes."""
    parse_quantity(value, what)


def parse_quantity(value: str, what: str) -> Decimal:
    """Return a quantity's worth in base units: cores, bytes or pieces.

    Raises ValueError for a negative or malformed quantity.
    """
    number, suffix = _split(value, what)
    return number * _SUFFIXES[suffix]


def _split(value: str, what: str) -> tuple[Decimal, str]:
    if value.startswith("-"):
        raise ValueError(f"{what} must not be negative, got {value!r}")
    if not (match := _QUANTITY.fullmatch(value)):
        raise ValueError(
            f"{what} must be a quantity such as '500m', '2' or '512Mi', got {value!r}"
        )
    return Decimal(match[1]), match[2]


def divide_quantity(value: str, parts: int) -> str:
    """Return one of `parts` equal shares of a quantity, in the quantity's own unit."""
    number, suffix = _split(value, "quantity")
    return f"{(number / parts).normalize():f}{suffix}"


def check_schedule(value: str, what: str) -> None:
    """Refuse what is not a schedule as CronJobs have it."""
    if not _SCHEDULE.fullmatch(value):
        raise ValueError(
            f"{what} must be cron's five fields such as '30 2 * * *', got {value!r}"
        )


def check_known(value: str, known: Iterable[str], what: str) -> None:
    """Refuse a name that is not on the list, and show the list."""
    names = sorted(set(known))
    if value not in names:
        raise ValueError(f"unknown {what} {value!r}; known are {', '.join(names)}")


def check_unique(values: Iterable[str], what: str) -> None:
    """Refuse a duplicate name."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what} {value!r} is given twice; leave one out, or rename it")
        seen.add(value)


def check_one_spelling(emails: Iterable[str], what: str) -> None:
    """Refuse an address in two spellings: one mailbox, but two users to Kubernetes."""
    known: dict[str, str] = {}
    for email in emails:
        first = known.setdefault(email.casefold(), email)
        if email != first:
            raise ValueError(
                f"{what} {email!r} is spelled {first!r} elsewhere, which is another user to "
                "Kubernetes; spell both as the identity provider does"
            )


def check_choices(decision: object) -> None:
    """Refuse a value that the field's Literal type does not list."""
    cls: type = type(decision)
    for name, choices in _choices(cls).items():
        if getattr(decision, name) not in choices:
            listed = " or ".join(map(repr, choices))
            raise ValueError(f"{name} must be {listed}, got {getattr(decision, name)!r}")


@cache
def _choices(cls: type) -> Mapping[str, tuple[object, ...]]:
    """Return what each field of a Literal type may be."""
    return {
        name: get_args(hint)
        for name, hint in get_type_hints(cls).items()
        if get_origin(hint) is Literal
    }
