"""List the controllers that write routes in profiles, with their prefixes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import notebook_controller, pvcviewer_controller, tensorboard_controller

# By account in Kubeflow's namespace; each appends the profile's name and the object's.
ROUTE_WRITERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        each.SERVICE_ACCOUNT: f"{each.ROUTES}/"
        for each in (notebook_controller, pvcviewer_controller, tensorboard_controller)
    }
)
