"""What a value must look like before anything is made of it."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, Literal, get_args, get_origin, get_type_hints

_LABEL: Final = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_QUANTITY: Final = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]?)")
# `*` at either end would be any text to whoever matches it: Istio, in a policy.
_EMAIL: Final = re.compile(r"[^@\s*]+@[^@\s*]+\.[^@\s*]+")
_LABEL_KEY: Final = re.compile(
    r"([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
)
_LABEL_VALUE: Final = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?")
_IMAGE: Final = re.compile(
    r"[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
    r"(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[0-9a-f]{64})+"
)
# What git refuses in a branch's name, and what would be an option of a command.
_NO_BRANCH: Final = re.compile(
    r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|//|@\{|^[-/]|^@$|^$|[/.]$|\.lock(/|$)|(^|/)\."
)
_ORIGIN: Final = re.compile(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:]+\])(?::([0-9]{1,5}))?")
# Servers differ in whether they want its brackets, so that a host is a name.
_IPV6: Final = re.compile(r"\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\]?")
_OWN_PORTS: Final = {"http": "80", "https": "443"}
# What MySQL and Postgres both take without quotes, in which no program here puts it.
_DATABASE: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
_LONGEST_LABEL: Final = 63
_LONGEST_HOST: Final = 253
_HIGHEST_PORT: Final = 65535
_USERINFO: Final = re.compile(r"(?!ssh)[a-z+]+://[^/@\s]*@|[a-z+]+://[^/@:\s]*:[^/@\s]*@")
_SUFFIXES: Final = {
    "": Decimal(1),
    "n": Decimal(10) ** -9,
    "u": Decimal(10) ** -6,
    "m": Decimal(10) ** -3,
    **{suffix: Decimal(1000) ** (i + 1) for i, suffix in enumerate("kMGTPE")},
    **{f"{suffix}i": Decimal(1024) ** (i + 1) for i, suffix in enumerate("KMGTPE")},
}


def check_label(value: str, what: str) -> None:
    """Refuse what Kubernetes would not take as a name (RFC 1123 label, 63 characters)."""
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
    """Refuse what Kubernetes would not take as an object's name (RFC 1123 subdomain)."""
    labels = value.split(".")
    if len(value) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError(
            f"{what} must be lower-case letters, digits, '-' and '.', at most "
            f"{_LONGEST_HOST}, and begin and end with a letter or digit; got {value!r}"
        )


def check_port(value: int, what: str) -> None:
    """Refuse what is no port of TCP."""
    if not 1 <= value <= _HIGHEST_PORT:
        raise ValueError(f"{what} must be 1 to {_HIGHEST_PORT}, got {value}")


def check_database(name: str) -> None:
    """Refuse what no server of databases takes as a name without quotes."""
    if not _DATABASE.fullmatch(name):
        raise ValueError(
            f"database must be 1 to 63 lower-case letters, digits and '_', beginning with a "
            f"letter, such as 'ml_staging'; got {name!r}"
        )


def check_no_credentials(url: str, what: str) -> None:
    """Refuse an address with a password or token in it, without repeating it."""
    if _USERINFO.match(url):
        raise ValueError(
            f"{what} holds a password or token, which everybody who reads the repository "
            f"would know; leave it out, and give Argo CD and git a credential of their own"
        )


def check_branch(value: str, what: str) -> None:
    """Refuse what git would not take as a branch's name."""
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


def check_origin(value: str, what: str) -> None:
    """Refuse what is no origin as browsers name it (RFC 6454, 6.2): without the usual port."""
    found = _ORIGIN.fullmatch(value)
    if not found or found[3] == _OWN_PORTS[found[1]]:
        raise ValueError(
            f"{what} must be an origin as browsers name it, such as "
            f"'https://portal.example.com', without a path, a wildcard or the scheme's own "
            f"port; got {value!r}"
        )


def check_labels(labels: Mapping[str, str], what: str) -> None:
    """Refuse labels that Kubernetes would not take."""
    for key, value in labels.items():
        if not _LABEL_KEY.fullmatch(key):
            raise ValueError(
                f"{what} has key {key!r}; a key looks like 'pool' or 'example.com/pool'"
            )
        if len(value) > _LONGEST_LABEL or not _LABEL_VALUE.fullmatch(value):
            raise ValueError(
                f"{what} has value {value!r}; a value is at most {_LONGEST_LABEL} letters, "
                f"digits, '-', '_' and '.'"
            )


def check_annotations(annotations: Iterable[str], what: str) -> None:
    """Refuse keys of annotations that Kubernetes would not take."""
    check_labels(dict.fromkeys(annotations, ""), what)


def check_selector(labels: Mapping[str, str], what: str) -> None:
    """Refuse a selector that finds every pod, and labels that no pod can have."""
    if not labels:
        raise ValueError(
            f"{what} is empty, which selects every pod of the namespace; "
            f"give labels of the pods that are meant, such as {{'app': 'web'}}"
        )
    check_labels(labels, what)


def check_mount(path: str, what: str) -> None:
    """Refuse a path where Kubernetes would not mount, or that has another spelling."""
    parts = path.split("/")[1:]
    if not path.startswith("/") or ":" in path or not set(parts).isdisjoint(("", ".", "..")):
        raise ValueError(
            f"{what} is mounted at {path!r}; a mount path looks like '/data/sets': it begins "
            f"with '/', does not end with one, and has no ':', '.' or '..' for a folder"
        )


def check_image(value: str, what: str) -> None:
    """Refuse what is no image reference with a tag or digest."""
    if not _IMAGE.fullmatch(value):
        raise ValueError(
            f"{what} must be an image with a tag or digest such as "
            f"'registry.example.com/viewer:v1.0', got {value!r}"
        )


def is_email(value: str) -> bool:
    """Return whether an identity provider could send this as an e-mail address."""
    return _EMAIL.fullmatch(value) is not None


def check_email(value: str, what: str) -> None:
    """Refuse what no identity provider would send as an e-mail address."""
    if not is_email(value):
        raise ValueError(
            f"{what} must be an e-mail address such as 'user@example.com', got {value!r}"
        )


def check_quantity(value: str, what: str) -> None:
    """Refuse what Kubernetes would not read as a non-negative quantity."""
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
    """Return one of `parts` equal shares of a quantity, in the unit it was given in."""
    number, suffix = _split(value, "quantity")
    return f"{(number / parts).normalize():f}{suffix}"


def check_known(value: str, known: Iterable[str], what: str) -> None:
    """Refuse a name that is not on the list, and show the list."""
    names = sorted(known)
    if value not in names:
        raise ValueError(f"unknown {what} {value!r}; known are {', '.join(names)}")


def check_unique(values: Iterable[str], what: str) -> None:
    """Refuse a name that comes twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what} {value!r} comes twice; each needs a name of its own")
        seen.add(value)


def check_one_spelling(emails: Iterable[str], what: str) -> None:
    """Refuse an address in two spellings: one person to mail, and two to Kubernetes."""
    known: dict[str, str] = {}
    for email in emails:
        first = known.setdefault(email.casefold(), email)
        if email != first:
            raise ValueError(
                f"{what} {email!r} is elsewhere {first!r}, which Kubernetes takes for "
                f"somebody else; write both as the identity provider does"
            )


def check_choices(decision: object) -> None:
    """Refuse a field's value that its type, a Literal, does not list."""
    for name, hint in get_type_hints(type(decision)).items():
        if get_origin(hint) is Literal and getattr(decision, name) not in get_args(hint):
            choices = " or ".join(map(repr, get_args(hint)))
            raise ValueError(f"{name} must be {choices}, got {getattr(decision, name)!r}")
