"""Published default credentials, refused wherever a value can be given."""

import re
from hashlib import sha256
from typing import Final

from .checks import check_no_credentials

# SHA-256 of what kubeflow/manifests and distributions of it publish: passwords, their hashes,
# client and cookie secrets. The values themselves are not in this library.
PUBLISHED: Final = frozenset(
    {
        "1718c24b10aeb8099e3fc44960ab6949ab76a267352459f203ea1036bec382c2",
        "179c076ac522159dbbd50d4f1d84faf05551fe5b59d7e5824a800d46559fb1d1",
        "2b200a668f372eb923099cbdb250d0aa340de0163088de1e23482b1a4c50ae9b",
        "2e61afd25d3ca76a0ee265dbc22ba5e9d844dc93ac5f2e37199a34fcbdcb5a52",
        "462a0aa7e3ad7e72bcc06fd22a504044f4a4c79033231b9dc8900ad84fbe29b9",
        "585cf66cd7e1ac88c26f6f59efe6ae9ce9375b90297c8607f8d58d6dfd5b550a",
        "80c8cb5e94a392a3d8fc7cf03d8a73bf68788e684466a02393405c717243c900",
        "ad9858116e63b0c5a4d7dc7f50f034c7247e56838dae22c1832712ffde48e694",
        "c154376989fcff516b441dcc647bfe75780c80caf4f0d10012f98f93db0aa510",
        "d8d6c25825f5c830dd477c43d8f5689b6226c715f1bc6c6dc615945eee921b20",
    }
)

_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SECRET: Final = re.compile(
    r"(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS|(ACCESS|API|PRIVATE|SECRET)_?KEY)$"
)
_PRIVATE_KEY: Final = re.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----")


def is_published(value: str) -> bool:
    """Return whether a value is published."""
    return sha256(value.encode()).hexdigest() in PUBLISHED


def check_unpublished(value: str, what: str) -> None:
    """Refuse a published value, without repeating it."""
    if is_published(value):
        raise ValueError(
            f"{what} is a default published with Kubeflow, which anybody could log in with; "
            "choose another"
        )


def check_variable(
    name: str,
    value: str,
    what: str,
    *,
    instead: str = "pass that to pods by a PodDefault's env_from_secrets",
) -> None:
    """Refuse an invalid variable name, and a secret value, without repeating it.

    instead: what to do with the Secret that holds the value.
    """
    if not _VARIABLE.fullmatch(name):
        raise ValueError(
            f"variable {name!r} of {what} must be letters, digits and '_', "
            f"such as 'HTTP_PROXY'"
        )
    variable = f"variable {name!r} of {what}"
    check_unpublished(value, variable)
    if (value and _SECRET.search(name.upper())) or _PRIVATE_KEY.search(value):
        raise ValueError(
            f"{variable} would be in the repository for everybody to read; keep it in a "
            f"Secret, and {instead}"
        )
    check_no_credentials(value, variable, instead=f"keep it in a Secret, and {instead}")
