"""The controller that makes profiles, and KFAM, which manages their members."""

from typing import Final

from .component import Component, MetricsPort

PROFILES: Final = Component(
    name="profiles",
    group="Pages",
    upstream=True,
    images=("kfam", "profile-controller"),
    # KFAM, in the same pods, serves its metrics on 8081, the port of its API, which trusts the
    # user's header.
    metrics=(
        MetricsPort(
            name="profile-controller", pods={"kustomize.component": "profiles"}, number=8080
        ),
    ),
)
