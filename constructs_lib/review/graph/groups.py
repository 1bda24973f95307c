"""Assign components to the groups of the picture, and order the groups."""

from typing import Final

from ...config.components import IMPLIED, INSTALLABLE, LOGIN_SERVERS
from ...delivery.cluster import MESH, PROFILES, ClusterWorkload
from .value import Line, Node

DATA: Final = "Data"
# The groups of components, and of files of dist/ that are not components.
_GROUPS: Final = {
    **{each.name: each.group for each in (*INSTALLABLE, *IMPLIED, *LOGIN_SERVERS)},
    "gateway-config": "Ingress",
    "secrets": "Jobs",
    "backup": "Jobs",
    "recovery": "Jobs",
}

_ORDER: Final = (
    "Users",
    "Edge",
    "Other namespaces",
    "Ingress",
    "Login",
    "Pages",
    "Kubernetes",
    "Controllers",
    "Mesh",
    "Profiles",
    "Pipelines",
    "Katib",
    "KServe",
    "Spark",
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
        key=MESH, group="Mesh", kind="actor", lines=(Line(name="every workload in the mesh"),)
    ),
    PROFILES: Node(
        key=PROFILES,
        group="Profiles",
        kind="actor",
        lines=(Line(name="notebooks, steps, trials", notes=("in every profile",)),),
    ),
}


def place(node: Node) -> int:
    """Return the position of a box's group; an unknown group comes last."""
    return _ORDER.index(node.group) if node.group in _ORDER else len(_ORDER)


def group_of(workload: ClusterWorkload) -> str:
    """Return the group of a workload's component, by default the component's name."""
    return _GROUPS.get(workload.component, workload.component)
