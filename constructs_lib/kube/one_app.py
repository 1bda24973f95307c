"""Record what the constructs of an app share: the mesh, and the created components."""

from dataclasses import fields
from typing import Final

from constructs import Construct

from ..config import Mesh
from .scope import app_of
from .tree import path_of

_MESHES: Final[dict[str, dict[str, tuple[Mesh, str]]]] = {}
_MADE: Final[dict[str, set[str]]] = {}


def one_mesh(construct: Construct, mesh: Mesh, *, kind_alone: bool = False) -> None:
    """Refuse a mesh that differs from the mesh of earlier constructs in the same app.

    Policies would name the account of a gateway that does not exist.
    kind_alone: compare only whether the mesh is ambient or uses sidecars.
    """
    known = _MESHES.setdefault(app_of(construct), {})
    here = path_of(construct)
    first, place = known.setdefault("kind", (mesh, here))
    if type(first) is type(mesh) and not kind_alone:
        first, place = known.setdefault("whole", (mesh, here))
    if type(first) is not type(mesh) or (not kind_alone and first != mesh):
        raise ValueError(
            f"{here!r} is for mesh {_shown(mesh)}, and {place!r} of the same app is for "
            f"{_shown(first)}; give both the same, by Config, WorkloadDefaults or mesh=…"
        )


def note_made(construct: Construct, component: str) -> None:
    """Record that an app creates a component."""
    _MADE.setdefault(app_of(construct), set()).add(component)


def made_in(construct: Construct) -> frozenset[str]:
    """Return the recorded components of a construct's app."""
    return frozenset(_MADE.get(app_of(construct), ()))


def _shown(mesh: Mesh) -> str:
    """Return a mesh as source code, without default values."""
    plain = type(mesh)()
    said = [
        f"{field.name}={getattr(mesh, field.name)!r}"
        for field in fields(mesh)
        if getattr(mesh, field.name) != getattr(plain, field.name)
    ]
    return f"{type(mesh).__name__}({', '.join(said)})"
