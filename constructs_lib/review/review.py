"""Compare two trees of dist/ by their effect on the cluster."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from ..delivery.overlay import ResourceId
from ..kube import Object
from ..reach import Doors, Question, Site, doors
from .change import Change, at
from .fields import FieldChange, field_changes
from .rules import PATH, Finding, findings
from .severity import Severity
from .tree import Place, Placed, Tree, environment, permits, prunes, read_trees, same_files

Action = Literal["added", "changed", "deleted"]
_ENVIRONMENTS: Final = "environments"
_PROFILES: Final = Path("kubeflow/profiles")
_AUTOSCALER: Final = "HorizontalPodAutoscaler"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewed:
    """An object that differs, with every place where it differs in this way.

    findings: most severe first. fields: differences that no finding shows.
    """

    component: str
    identity: ResourceId
    action: Action
    places: tuple[str, ...]
    findings: tuple[Finding, ...]
    fields: tuple[FieldChange, ...]

    @property
    def severity(self) -> Severity:
        """The severity of the most severe finding."""
        return self.findings[0].severity

    @property
    def title(self) -> str:
        """The kind and the name, with the namespace if there is one."""
        namespace = f"{self.identity.namespace}/" if self.identity.namespace else ""
        return f"{self.identity.kind} {namespace}{self.identity.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """Every object that differs between two trees, by component, most severe first.

    doors: by environment, the requests that are decided otherwise.
    """

    objects: tuple[Reviewed, ...]
    doors: Mapping[str, Doors] = field(default_factory=dict)

    @property
    def severity(self) -> Severity | None:
        """The severity of the most severe change, or None if nothing changed."""
        return max((obj.severity for obj in self.objects), default=None)

    def components(self) -> dict[str, list[Reviewed]]:
        """Return the objects of each component, in order."""
        found: dict[str, list[Reviewed]] = {}
        for obj in self.objects:
            found.setdefault(obj.component, []).append(obj)
        return found


def review(before: Path, after: Path, questions: Sequence[Question] = ()) -> Review:
    """Compare two trees of dist/ as they are applied to a cluster.

    questions: the site's own of who reaches what, asked of every environment.
    Raises ValueError for a folder that is not such a tree, RuntimeError if kustomize fails.
    """
    if same_files(before, after):
        return Review(objects=())
    old, new = read_trees(before, after)
    return review_trees(old, new, questions)


def review_trees(old: Tree, new: Tree, questions: Sequence[Question] = ()) -> Review:
    """Compare two trees that are in memory."""
    return Review(
        objects=_ordered(_merged(_reviewed(old, new))), doors=dict(_doors(old, new, questions))
    )


def _doors(old: Tree, new: Tree, questions: Sequence[Question]) -> Iterator[tuple[str, Doors]]:
    """Yield the environments in which a request is decided otherwise, each with what is."""
    for path in sorted(old.keys() & new.keys()):
        before, after = (Site.found(_with_profiles(tree, path)) for tree in (old, new))
        if before and after and (found := doors(before, after, questions)):
            yield environment(path), found


def _with_profiles(tree: Tree, path: Path) -> list[Object]:
    """Return the objects of an environment's overlay, and those of its profiles."""
    shared = _PROFILES, _PROFILES / environment(path)
    return [placed.obj for place in (path, *shared) for placed in tree.get(place, {}).values()]


def _reviewed(old: Tree, new: Tree) -> Iterator[Reviewed]:
    for path in sorted({*old, *new}):
        place = environment(path)
        for component, change in _changes(path, old, new):
            yield _judged(component, place, change)


def _changes(path: Path, old: Tree, new: Tree) -> Iterator[tuple[str, Change]]:
    """Yield the changes of a path with their components; a missing path is one change."""
    if path not in old or path not in new:
        yield _ENVIRONMENTS, _of_path(path, old, new)
        return
    pruned = next((p for tree in (new, old) if (p := prunes(tree, path)) is not None), True)
    fixed = dict(_fixed(new[path]))
    for identity in sorted({*old[path], *new[path]}):
        before, after = old[path].get(identity), new[path].get(identity)
        if before and after and before.obj == after.obj:
            continue
        change = Change(
            identity=identity,
            before=_obj(before),
            after=_obj(after),
            pruned=pruned and permits(new, path, identity),
            fixed=fixed.get(identity),
        )
        yield _component(after or before), change


def _fixed(place: Place) -> Iterator[tuple[ResourceId, int]]:
    """Yield autoscalers and what they scale, with the number of pods that it names itself."""
    for identity, placed in place.items():
        if identity.kind != _AUTOSCALER:
            continue
        target = placed.obj["spec"]["scaleTargetRef"]
        scaled = ResourceId(
            group=target.get("apiVersion", "").rpartition("/")[0],
            kind=target["kind"],
            namespace=identity.namespace,
            name=target["name"],
        )
        number = at(_obj(place.get(scaled)), "spec", "replicas")
        if isinstance(number, int):
            yield from ((identity, number), (scaled, number))


def _obj(placed: Placed | None) -> Object | None:
    return placed.obj if placed else None


def _component(placed: Placed | None) -> str:
    return placed.component if placed else ""


def _of_path(path: Path, old: Tree, new: Tree) -> Change:
    """Return an added or deleted path as the change of one object."""
    name = path.as_posix()
    before, after = (_as_object(tree.get(path)) for tree in (old, new))
    identity = ResourceId(group="", kind=PATH, namespace="", name=name)
    return Change(identity=identity, before=before, after=after)


def _as_object(place: Place | None) -> Object | None:
    return None if place is None else {"kind": PATH, "objects": len(place)}


def _judged(component: str, place: str, change: Change) -> Reviewed:
    action: Action = "changed"
    fields: tuple[FieldChange, ...] = ()
    if change.before is None:
        action = "added"
    elif change.after is None:
        action = "deleted"
    else:
        fields = field_changes(change.before, change.after)
    found = findings(change)
    said = " ".join(finding.sentence for finding in found)
    return Reviewed(
        component=component,
        identity=change.identity,
        action=action,
        places=(place,),
        findings=found,
        fields=tuple(f for f in fields if "→" not in f.text or f.text not in said),
    )


def _merged(found: Iterable[Reviewed]) -> list[Reviewed]:
    """Merge the same change of several places into one with all places."""
    places: dict[Reviewed, list[str]] = {}
    for reviewed in found:
        places.setdefault(replace(reviewed, places=()), []).extend(reviewed.places)
    return [replace(reviewed, places=tuple(names)) for reviewed, names in places.items()]


def _ordered(objects: Iterable[Reviewed]) -> tuple[Reviewed, ...]:
    """Sort by component, most severe component and object first, then by name."""
    found = list(objects)
    gravest: dict[str, Severity] = {}
    for obj in found:
        gravest[obj.component] = max(obj.severity, gravest.get(obj.component, obj.severity))
    return tuple(
        sorted(
            found,
            key=lambda o: (
                -gravest[o.component],
                o.component,
                -o.severity,
                o.identity,
                o.places,
            ),
        )
    )
