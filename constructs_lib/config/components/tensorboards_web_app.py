"""The page where users start TensorBoards."""

from typing import Final

from ..links import Link, Links
from .component import Component, IngressRule

TENSORBOARDS_WEB_APP: Final = Component(
    name="tensorboards-web-app",
    group="Pages",
    upstream=True,
    images=("tensorboards-web-app",),
    needs=("tensorboard-controller", "admission-webhook"),
    links=Links(menu=(Link("TensorBoards", "/tensorboards/", icon="assessment"),)),
    reached_by=(
        IngressRule(
            name="tensorboards-web-app",
            pods={"app": "tensorboards-web-app"},
            callers=("gateway",),
            ports=(5000,),
        ),
    ),
)
