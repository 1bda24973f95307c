"""The groups of the picture: which component stands in which, and in what order they come."""

from typing import Final

from ...config.components import IMPLIED, INSTALLABLE, LOGIN_SERVERS
from .cluster import MESH, PROFILES, ClusterWorkload
from .value import Line, Node

DATA: Final = "Data"
# What is no component has to be put somewhere.
_GROUPS: Final = {
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
    "KServe",
    "Data",
    "Profiles' objects",
)

BROWSER: Final = Node(
    key="browser", group="Users", kind="actor", lines=(Line(name="browser, notebook, CI"),)
)
API_SERVER: Final = Node(
    key="api-server", group="Kubernetes", kind="actor", lines=(Line(name="API server"),)
)
ACTORS: Final = {
    MESH: Node(
        key=MESH, group="Mesh", kind="actor", lines=(Line(name="every workload of the mesh"),)
    ),
    PROFILES: Node(
        key=PROFILES,
        group="Profiles",
        kind="actor",
        lines=(Line(name="notebooks, steps, trials", notes=("in every profile",)),),
    ),
}


def place(node: Node) -> int:
    """Return where the group of a box comes; one that nobody planned comes last."""
    return _ORDER.index(node.group) if node.group in _ORDER else len(_ORDER)


def group_of(workload: ClusterWorkload) -> str:
    """Return the group of a workload: its component's, or one of its own."""
    return _GROUPS.get(workload.component, workload.component)
