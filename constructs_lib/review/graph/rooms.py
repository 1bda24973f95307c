"""The rooms of the picture: which unit stands in which, and in what order they come."""

from typing import Final

from ...config.components import IMPLIED, INSTALLABLE, LOGIN_SERVERS
from .cluster import MESH, PROFILES, Workload
from .value import Line, Node

DATA: Final = "Data"
# What is no component has to be put somewhere.
_ROOMS: Final = {
    **{each.name: each.group for each in (*INSTALLABLE, *IMPLIED, *LOGIN_SERVERS)},
    "gateway-config": "Way in",
    "secrets": "Jobs",
    "backup": "Jobs",
}

_ORDER: Final = (
    "Users",
    "Edge",
    "Elsewhere",
    "Way in",
    "Login",
    "Pages",
    "Kubernetes",
    "Controllers",
    "Mesh",
    "Profiles",
    "Pipelines",
    "Katib",
    "Data",
    "Profiles' objects",
)

BROWSER: Final = Node(
    key="browser", room="Users", kind="actor", lines=(Line(name="browser, notebook, CI"),)
)
API_SERVER: Final = Node(
    key="api-server", room="Kubernetes", kind="actor", lines=(Line(name="API server"),)
)
ACTORS: Final = {
    MESH: Node(
        key=MESH, room="Mesh", kind="actor", lines=(Line(name="every workload of the mesh"),)
    ),
    PROFILES: Node(
        key=PROFILES,
        room="Profiles",
        kind="actor",
        lines=(Line(name="notebooks, steps, trials", notes=("in every profile",)),),
    ),
}


def place(node: Node) -> int:
    """Return where the room of a box comes; one that nobody planned comes last."""
    return _ORDER.index(node.room) if node.room in _ORDER else len(_ORDER)


def room_of(workload: Workload) -> str:
    """Return the room of a workload: its unit's, or one of its own."""
    return _ROOMS.get(workload.unit, workload.unit)
