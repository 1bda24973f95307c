"""What the constructs of one app have to agree about: the mesh, and what is made."""

from dataclasses import fields
from typing import Final

from constructs import Construct

from ..config import Mesh
from .scope import app_of
from .tree import path_of

_MESHES: Final[dict[str, dict[str, tuple[Mesh, str]]]] = {}
_MADE: Final[dict[str, set[str]]] = {}


def one_mesh(construct: Construct, mesh: Mesh, *, kind_alone: bool = False) -> None:
    """Refuse a mesh that is another than the one of a construct before, in the same app.

    Policies would name the account of a gateway that is not there.
    kind_alone: whether this construct asks only if the mesh is ambient or of sidecars.
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
    """Note that an app makes a component."""
    _MADE.setdefault(app_of(construct), set()).add(component)


def made_in(construct: Construct) -> frozenset[str]:
    """Return the components that have been noted in a construct's app."""
    return frozenset(_MADE.get(app_of(construct), ()))


def _shown(mesh: Mesh) -> str:
    """Return a mesh as one writes it: without what is the default."""
    plain = type(mesh)()
    said = [
        f"{field.name}={getattr(mesh, field.name)!r}"
        for field in fields(mesh)
        if getattr(mesh, field.name) != getattr(plain, field.name)
    ]
    return f"{type(mesh).__name__}({', '.join(said)})"
