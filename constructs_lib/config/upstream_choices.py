"""What of upstream's is kept although it leads nowhere."""

from dataclasses import dataclass
from typing import Literal

from .checks import check_choices


@dataclass(frozen=True, kw_only=True, slots=True)
class UpstreamChoices:
    """What of upstream's is kept although nothing here needs it.

    links, network_policies: `installed` keeps those whose component is installed, `all` is
    what upstream ships.
    images: `pullable` replaces images that are gone, `as-shipped` keeps them.
    """

    links: Literal["installed", "all"] = "installed"
    network_policies: Literal["installed", "all"] = "installed"
    images: Literal["pullable", "as-shipped"] = "pullable"

    def __post_init__(self) -> None:
        check_choices(self)
