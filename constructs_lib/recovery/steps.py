"""Restore a set step by step; each step can be run again, and leaves what is there."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from ..scripts.keep_objects import KINDS, PLATFORM, PROFILES, RUNS, SECRETS, cleaned, path_of
from .cluster import Cluster, ClusterError
from .kept_set import Kept, KeptSet
from .lease import Lease
from .recurring_runs import Pipelines

# By file, in the order of creation.
FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "profiles": (PROFILES,),
    "claims": ("claims",),
    "rights": (SECRETS, "pod-defaults", "role-bindings", "policies"),
    "work": ("notebooks", "experiments", "models"),
}
_WAYPOINT: Final = "istio.io/use-waypoint"
_GATEWAYS: Final = "/apis/gateway.networking.k8s.io/v1/namespaces"
_PAUSE: Final = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Restore:
    """A set, the cluster that it is restored into, and how.

    pipelines: None where no recurring runs are restored. patience: for namespaces and
    waypoints. lease: the right to write.
    """

    kept: KeptSet
    cluster: Cluster
    lease: Lease
    pipelines: Pipelines | None = None
    patience: timedelta = timedelta(minutes=10)

    def old_secrets(self) -> Iterator[str]:
        """Create the platform's kept Secrets, before Argo CD makes new ones."""
        found = [each for each in self.kept.of(SECRETS) if each.namespace == PLATFORM]
        if found and self.cluster.read(f"/api/v1/namespaces/{PLATFORM}") is None:
            raise ClusterError(
                f"namespace {PLATFORM} does not exist; create it: "
                f"kubectl create namespace {PLATFORM}"
            )
        yield from self._created(SECRETS, found)

    def profiles(self) -> Iterator[str]:
        """Create the Profiles that people registered; their controller makes the rest."""
        yield from self._made("profiles")

    def wait(self) -> Iterator[str]:
        """Wait until each Profile has its own namespace, and each waypoint is ready."""
        end = time.monotonic() + self.patience.total_seconds()
        for each in self.kept.of(PROFILES):
            while reason := self._lacks(each):
                if time.monotonic() > end:
                    raise ClusterError(f"{reason}, after {self.patience}; run `wait` again")
                time.sleep(_PAUSE)
            yield f"{each.name}: namespace and waypoint are ready"

    def claims(self) -> Iterator[str]:
        """Create claims, which get empty volumes unless a restored one is bound to them."""
        yield from self._made("claims")

    def rights(self) -> Iterator[str]:
        """Create users' Secrets, PodDefaults, and what admits contributors."""
        yield from self._made("rights")

    def work(self) -> Iterator[str]:
        """Create Notebooks, InferenceServices, and the Experiments that had not ended."""
        yield from self._made("work")

    def recurring_runs(self) -> Iterator[str]:
        """Create recurring runs by the API of Pipelines."""
        if self.kept.runs and self.pipelines is None:
            raise ClusterError(
                f"{len(self.kept.runs)} recurring runs are kept; forward the API of Pipelines "
                "and name it: --pipelines http://127.0.0.1:8888"
            )
        for run in self.kept.runs:
            self.lease.renew()
            what = f"recurring run {run['namespace']}/{run['display_name']}"
            if reason := self._unfit(RUNS, run["namespace"]):
                yield f"left out: {what}, {reason}"
            elif self.pipelines and self.pipelines.restore(run):
                yield f"created: {what}"
            else:
                yield f"there: {what}"

    def owners(self) -> Iterator[str]:
        """Write the new uid of each owner into what it owned."""
        by_kind = {(version, kind): file for file, (version, _, kind) in KINDS.items()}
        for file in KINDS:
            for each in self.kept.of(file):
                if not each.owners:
                    continue
                self.lease.renew()
                yield self._mended(file, each, by_kind)

    def _made(self, step: str) -> Iterator[str]:
        for file in FILES[step]:
            kept = [
                each
                for each in self.kept.of(file)
                if not (file == SECRETS and each.namespace == PLATFORM)
            ]
            yield from self._created(file, kept)

    def _created(self, file: str, kept: list[Kept]) -> Iterator[str]:
        for each in kept:
            self.lease.renew()
            if each.finished:
                yield f"left out: {each}, which had ended"
            elif file != PROFILES and (reason := self._unfit(file, each.namespace)):
                yield f"left out: {each}, {reason}"
            elif self.cluster.read(path_of(file, each.namespace, each.name)) is None and (
                self.cluster.create(path_of(file, each.namespace), each.obj)
            ):
                yield f"created: {each}"
            else:
                yield self._compared(file, each)

    def _compared(self, file: str, kept: Kept) -> str:
        there = self.cluster.read(path_of(file, kept.namespace, kept.name))
        same = there is not None and cleaned(there) == kept.obj
        return f"there: {kept}" if same else f"left as it is, and differs: {kept}"

    def _unfit(self, file: str, namespace: str) -> str:
        """Return why nothing may be restored into a namespace, empty for no reason.

        Whoever wrote the set, it reaches into profiles only, and of a profile that the set has
        only into that of the same person: another may have registered the name since.
        """
        there = self.cluster.read(f"/api/v1/namespaces/{namespace}")
        if there is None or "deletionTimestamp" in there["metadata"]:
            return "whose namespace does not exist"
        if (file, namespace) == (SECRETS, PLATFORM):
            return ""
        profile = self.cluster.read(path_of(PROFILES, "", namespace))
        if profile is None or not owned_by(there, profile):
            return "whose namespace belongs to no Profile"
        for kept in self.kept.of(PROFILES):
            if kept.name == namespace and _person(kept.obj) != _person(profile):
                return "whose Profile belongs to somebody else now"
        return ""

    def _lacks(self, profile: Kept) -> str:
        """Return what a Profile still waits for, empty for nothing."""
        name = profile.name
        there = self.cluster.read(path_of(PROFILES, "", name))
        if there is None:
            return f"Profile {name} does not exist"
        namespace = self.cluster.read(f"/api/v1/namespaces/{name}")
        if namespace is None:
            return f"Profile {name} has no namespace"
        if not owned_by(namespace, there):
            return f"namespace {name} does not belong to Profile {name}"
        waypoint = namespace["metadata"].get("labels", {}).get(_WAYPOINT)
        if waypoint and not self._is_ready(f"{_GATEWAYS}/{name}/gateways/{waypoint}"):
            return f"waypoint {waypoint} of {name} is not ready"
        return ""

    def _is_ready(self, path: str) -> bool:
        gateway = self.cluster.read(path) or {}
        return any(
            each["type"] == "Programmed" and each["status"] == "True"
            for each in gateway.get("status", {}).get("conditions", ())
        )

    def _mended(self, file: str, kept: Kept, by_kind: Mapping[tuple[str, str], str]) -> str:
        path = path_of(file, kept.namespace, kept.name)
        there = self.cluster.read(path)
        if there is None:
            return f"left out: the owner of {kept}, which does not exist"
        owners = []
        for owner in kept.owners:
            of = by_kind.get((owner["apiVersion"], owner["kind"]))
            own = self.cluster.read(path_of(of, kept.namespace, owner["name"])) if of else None
            if own is None:
                return f"left out: {kept} was owned by {owner['kind']} {owner['name']}"
            owners.append({**owner, "uid": own["metadata"]["uid"]})
        present = there["metadata"].get("ownerReferences", ())
        if {each["uid"] for each in owners} <= {each["uid"] for each in present}:
            return f"there: the owner of {kept}"
        # A list is replaced whole, and others may own it by now, such as a controller.
        known = {(each["kind"], each["name"]) for each in owners}
        others = [each for each in present if (each["kind"], each["name"]) not in known]
        self.cluster.merge(path, {"metadata": {"ownerReferences": [*others, *owners]}})
        return f"mended: the owner of {kept}"


def _person(profile: Mapping[str, Any]) -> tuple[str | None, str | None]:
    owner = profile.get("spec", {}).get("owner", {})
    return owner.get("kind"), owner.get("name")


def owned_by(obj: Mapping[str, Any], owner: Mapping[str, Any]) -> bool:
    """Return whether an object names another, by its uid, as its owner."""
    return any(
        each["uid"] == owner["metadata"]["uid"]
        for each in obj["metadata"].get("ownerReferences", ())
    )


STEPS: Final[Mapping[str, Callable[[Restore], Iterator[str]]]] = {
    "old-secrets": Restore.old_secrets,
    "profiles": Restore.profiles,
    "wait": Restore.wait,
    "claims": Restore.claims,
    "rights": Restore.rights,
    "work": Restore.work,
    "recurring-runs": Restore.recurring_runs,
    "owners": Restore.owners,
}
