"""Upstream's dead links, unused policies and unavailable images."""

from dataclasses import dataclass
from typing import Literal

from .checks import check_choices


@dataclass(frozen=True, kw_only=True, slots=True)
class UpstreamChoices:
    """Which of upstream's links, policies, trials and images to keep although they are unused.

    links, network_policies: `installed` keeps those whose component is installed, `all` keeps
    every one, as upstream.
    trials: whether Katib watches jobs of Trainer where it is not installed: `installed`
    watches none, `all` does, as upstream of releases with Trainer.
    images: `pullable` replaces images that can no longer be pulled, `as-shipped` keeps them.
    """

    links: Literal["installed", "all"] = "installed"
    network_policies: Literal["installed", "all"] = "installed"
    trials: Literal["installed", "all"] = "installed"
    images: Literal["pullable", "as-shipped"] = "pullable"

    def __post_init__(self) -> None:
        check_choices(self)
