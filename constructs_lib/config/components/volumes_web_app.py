"""The page where users create and browse volumes."""

from typing import Final

from ..links import Link, Links
from .component import Component, IngressRule

VOLUMES_WEB_APP: Final = Component(
    name="volumes-web-app",
    group="Pages",
    upstream=True,
    images=("volumes-web-app", "filebrowser"),
    needs=("pvcviewer-controller",),
    links=Links(menu=(Link("Volumes", "/volumes/", icon="device:storage"),)),
    reached_by=(
        IngressRule(
            name="volumes-web-app",
            pods={"app": "volumes-web-app"},
            callers=("gateway", "namespace"),
        ),
    ),
    settings="volumes",
)
