"""What was read from a running cluster: its release, its versions, users' objects."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ...delivery.overlay import ResourceId
from ...kube import Object
from ...releases import RELEASES, Release
from ...releases.floor import is_older
from ...releases.hazard import images
from ..migration.definitions import Definition, definitions_of
from ..migration.refusals import Changed, changed

_VERSION: Final = re.compile(r"v?(\d+\.\d+\.\d+)")
_WORKLOADS: Final = ("DaemonSet", "Deployment", "StatefulSet")


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveCluster:
    """The objects that were read from a cluster."""

    objects: Sequence[Object]

    @property
    def kubernetes(self) -> str | None:
        """The oldest version among the nodes that were read; None if there was none."""
        found = None
        for obj in self.objects:
            status = obj.get("status") or {}
            said = (status.get("nodeInfo") or {}).get("kubeletVersion") or ""
            if obj["kind"] == "Node" and (matched := _VERSION.match(said)):
                found = matched[1] if not found or is_older(matched[1], found) else found
        return found

    def instead_of(self, objects: Sequence[Object]) -> list[Object]:
        """Return what is in the namespaces of these objects, or in none.

        Where no object of a kind was read from a namespace, these stand for it: the files need
        not hold everything.
        """
        read = set(map(_place, self.objects))
        namespaces = {obj["metadata"].get("namespace") for obj in objects}
        return [
            *(obj for obj in objects if _place(obj) not in read),
            *(
                obj
                for obj in self.objects
                if obj["metadata"].get("namespace") in {*namespaces, None}
            ),
        ]

    def definitions(self, after: Iterable[Object]) -> tuple[Definition, ...]:
        """Return the definitions of the platform's groups, with the objects of each."""
        then = {ResourceId.of(obj): obj for obj in after}
        return definitions_of(self._known, then, ())

    def refusals(self, after: Iterable[Object]) -> tuple[Changed, ...]:
        """Return what the API server would refuse to change into these objects."""
        return changed(self._known, {ResourceId.of(obj): obj for obj in after})

    @property
    def _known(self) -> dict[ResourceId, Object]:
        return {ResourceId.of(obj): obj for obj in self.objects}


def _place(obj: Object) -> tuple[str, str | None]:
    return obj["kind"], obj["metadata"].get("namespace")


def release_of(objects: Iterable[Object], releases: Sequence[Release] = RELEASES) -> Release:
    """Return the release that running workloads are of, by the images that they have.

    Raises ValueError if no image is of a release that is carried.
    """
    workloads = {
        (obj["kind"], str(number)): obj
        for number, obj in enumerate(objects)
        if obj["kind"] in _WORKLOADS
    }
    # A mirror changes all of a reference but its end.
    running = {image.rpartition("/")[2] for image in images(workloads)}
    found = {
        release: len(running & {each.rpartition("/")[2] for each in release.images.values()})
        for release in releases
    }
    best = max(releases, key=lambda release: found[release])
    if not found[best]:
        names = ", ".join(release.name for release in releases)
        raise ValueError(
            "no workload that was read has an image of a release that is carried, which are "
            f"{names}; read the Deployments and StatefulSets too, or name the release"
        )
    return best
