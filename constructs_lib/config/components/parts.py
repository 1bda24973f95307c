"""Parts that components require; they cannot be chosen by name."""

from typing import Final

from .component import Component

METACONTROLLER: Final = Component(
    name="metacontroller",
    group="Profiles' objects",
    images=("metacontroller",),
    without_clients=("metacontroller",),
)

PROFILE_WAYPOINTS: Final = Component(
    name="profile-waypoints", group="Profiles' objects", images=("python",)
)
