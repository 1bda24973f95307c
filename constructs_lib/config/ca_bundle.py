"""Certificate authorities (CAs) that the platform provides and components trust."""

import re
from dataclasses import dataclass
from typing import Final

from .checks import check_object

_KEY: Final = re.compile(r"[-._a-zA-Z0-9]{1,253}")


@dataclass(frozen=True, slots=True)
class CaBundle:
    """CA certificates, in PEM, in an existing ConfigMap.

    config_map: its name, in each namespace that the field names; a Bundle of trust-manager
    creates one in several namespaces. key: of the PEM text in it.
    Raises ValueError for names that Kubernetes refuses.
    """

    config_map: str
    key: str = "ca.crt"

    def __post_init__(self) -> None:
        check_object(self.config_map, "ConfigMap of authorities")
        if not _KEY.fullmatch(self.key):
            raise ValueError(
                f"key of authorities must be letters, digits, '-', '_' and '.', such as "
                f"'ca.crt', got {self.key!r}"
            )
