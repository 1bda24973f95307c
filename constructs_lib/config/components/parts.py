"""Parts that components require; they cannot be chosen by name."""

from typing import Final

from .component import Component, MetricsPort

METACONTROLLER: Final = Component(
    name="metacontroller",
    group="Profiles' objects",
    images=("metacontroller",),
    without_clients=("metacontroller",),
    settings="metacontroller",
    metrics=(MetricsPort(name="metacontroller", pods={"app": "metacontroller"}, number=9999),),
)

PROFILE_WAYPOINTS: Final = Component(
    name="profile-waypoints", group="Profiles' objects", images=("python",)
)
