"""Show the new version of a page to some users first."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from .checks import check_choices, check_email, check_image, check_known, check_unique
from .mesh import Sidecars
from .provider import EMAIL

if TYPE_CHECKING:
    from .environment import Config

# Each has one server for its page, behind the ingress gateway and without state of its own.
CANARY_PAGES: Final = (
    "central-dashboard",
    "jupyter-web-app",
    "katib",
    "tensorboards-web-app",
    "volumes-web-app",
)
# Of the names of a canary's objects, and of every label by which its pods are selected.
SUFFIX: Final = "-canary"
_GROUPS_OF_DEX: Final = "groups"
# A claim, or the names that lead to a nested one, separated by dots as Istio's routes and
# Envoy's `claim_to_headers` do; the others are URLs, which contain dots themselves.
_NESTED_CLAIM: Final = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Canary:
    """Another image of a page, for the users who see it first.

    A user sees the same version on every request: the ingress gateway chooses by the verified
    token, never by chance.
    image: with a tag or digest. groups, users: those who see it, as the provider's tokens
    name them; one of these is enough.
    shown_to: `volunteers` are these groups and users; `everyone` runs the image in place of
    the page's own, and `nobody` the page's own alone.
    Raises ValueError for an image without a tag, for neither groups nor users, and for names
    that no token could hold.
    """

    image: str
    groups: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    shown_to: Literal["volunteers", "everyone", "nobody"] = "volunteers"

    def __post_init__(self) -> None:
        check_choices(self)
        check_image(self.image, "image of a canary")
        if not self.groups and not self.users:
            raise ValueError(
                f"canary {self.image!r} is shown to no groups and no users; name some, such "
                "as groups=('volunteers',), or leave it out"
            )
        check_unique(self.groups, "group of a canary")
        check_unique(self.users, "user of a canary")
        for name in (*self.groups, *self.users):
            if not name.isprintable() or name != name.strip() or not name or "*" in name:
                raise ValueError(
                    f"a canary is shown to {name!r}; name a group or user exactly as tokens "
                    "do: visible text without '*', which is no pattern here, and without "
                    "space at its ends"
                )


@dataclass(frozen=True, kw_only=True, slots=True)
class PageCanary:
    """A canary with the claims of verified tokens by which its users are known.

    claims: as Istio's routes name them, each with a value. image: of the page, as `Canary`
    has it. to_everyone: whether it replaces the page's own.
    """

    image: str
    claims: tuple[tuple[str, str], ...]
    to_everyone: bool


def canary_of(config: "Config", component: str) -> PageCanary | None:
    """Return a component's canary; None where it has none, or nobody sees it."""
    canary = config.canaries.get(component)
    if canary is None or canary.shown_to == "nobody":
        return None
    groups = _groups_claim(config)
    user = _named(config.login.user_claim)
    return PageCanary(
        image=canary.image,
        claims=(
            *((_named(groups or ""), name) for name in canary.groups),
            *((user, name) for name in canary.users),
        ),
        to_everyone=canary.shown_to == "everyone",
    )


def beside_pages(config: "Config") -> tuple[str, ...]:
    """Return the components whose canary has pods of its own, beside the page's."""
    found = ((name, canary_of(config, name)) for name in config.canaries)
    return tuple(name for name, canary in found if canary and not canary.to_everyone)


def check_canaries(config: "Config") -> None:
    """Refuse canaries of what is no page or not installed, and users that no token names."""
    for name, canary in config.canaries.items():
        check_known(name, CANARY_PAGES, "page with a canary")
        if name not in config.components:
            raise ValueError(
                f"canary of {name!r}, which is not installed; add it to components, or leave "
                "the canary out"
            )
        sidecars = isinstance(config.mesh, Sidecars)
        if sidecars:
            raise ValueError(
                f"canary of {name!r} needs mesh=Ambient(): its guards and its route were "
                "written for, and tested with, the ingress gateway of that mesh alone; leave "
                "it out"
            )
        if canary.groups and _groups_claim(config) is None:
            raise ValueError(
                f"canary of {name!r} is for groups, but the provider's tokens have no groups; "
                "name the claim, OidcProvider(groups_claim='groups'), or name users"
            )
        if config.login.user_claim == EMAIL:
            for user in canary.users:
                check_email(user, f"user of the canary of {name!r}")


def _groups_claim(config: "Config") -> str | None:
    provider = config.login.provider
    return provider.groups_claim if provider else _GROUPS_OF_DEX


def _named(claim: str) -> str:
    return f".{claim}" if _NESTED_CLAIM.fullmatch(claim) else f"[{claim}]"
