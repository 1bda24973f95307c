"""The dashboard, which frames all other pages."""

from typing import Final

from .component import Component, IngressRule

CENTRAL_DASHBOARD: Final = Component(
    name="central-dashboard",
    group="Pages",
    upstream=True,
    images=("centraldashboard",),
    needs=("profiles",),
    reached_by=(
        IngressRule(
            name="centraldashboard",
            pods={"app": "centraldashboard"},
            callers=("gateway", "namespace"),
        ),
    ),
    settings="dashboard",
)
