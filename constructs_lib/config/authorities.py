"""Certificate authorities that only an organization knows."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from .checks import check_choices, check_label, check_object
from .secret_key import SecretKey

_KEY: Final = re.compile(r"[-._a-zA-Z0-9]{1,253}")


@dataclass(frozen=True, kw_only=True, slots=True)
class CertificateAuthorities:
    """Whom the login's servers believe besides the authorities that everybody knows.

    Somebody else puts the certificates into a ConfigMap or a Secret of this name, in the
    namespace of each server: `oauth2-proxy`, and `auth` where there is Dex. trust-manager's
    Bundle does so in every namespace, the store of ExternalSecrets fills a Secret. Pods wait
    until it is there, and read it when they start.
    name, kind: of the object. key: its value that holds the certificates, one PEM after
    another. istiod, which fetches the keys of tokens, has its own: docs/prerequisites.md.
    Raises ValueError for a name or a key that is none.
    """

    name: str
    kind: Literal["ConfigMap", "Secret"] = "ConfigMap"
    key: str = "ca.crt"

    def __post_init__(self) -> None:
        check_choices(self)
        if self.kind == "Secret":
            check_label(self.name, "Secret of certificate authorities")
        check_object(self.name, f"{self.kind} of certificate authorities")
        if not _KEY.fullmatch(self.key):
            raise ValueError(
                f"key of {self.kind} {self.name!r} must be letters, digits, '-', '_' and '.', "
                f"such as 'ca.crt', got {self.key!r}"
            )

    @property
    def secrets(self) -> tuple[SecretKey, ...]:
        """The value of a Secret that holds them, if one does."""
        return (SecretKey(self.name, self.key),) if self.kind == "Secret" else ()
