"""Authorities that somebody else keeps, and programs are told to believe."""

import re
from dataclasses import dataclass
from typing import Final

from .checks import check_object

_KEY: Final = re.compile(r"[-._a-zA-Z0-9]{1,253}")


@dataclass(frozen=True, slots=True)
class CaBundle:
    """Certificates of authorities, in PEM, in a ConfigMap that somebody else puts there.

    config_map: its name, in each namespace that the field names; trust-manager's Bundle makes
    one in several. key: of the text in it.
    Raises ValueError for names that Kubernetes would refuse.
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
