"""Compare a cluster with a set, object by object."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..scripts.keep_objects import PLATFORM, PROFILES, SECRETS, cleaned, path_of
from .cluster import Cluster
from .kept_set import Kept, KeptSet
from .recurring_runs import Pipelines
from .steps import owned_by

_REVIEWS: Final = "/apis/authorization.k8s.io/v1/subjectaccessreviews"


def differences(
    kept: KeptSet, cluster: Cluster, pipelines: Pipelines | None = None
) -> Iterator[str]:
    """Yield a sentence for each object that is missing or differs, and for each lost right.

    pipelines: None leaves recurring runs out. No value of a Secret is in a sentence.
    """
    for file, objects in kept.objects.items():
        for each in objects:
            if not each.finished:
                yield from _of_object(file, each, cluster)
    for profile in kept.of(PROFILES):
        yield from _of_namespace(profile, cluster)
    for binding in kept.of("role-bindings"):
        yield from _of_rights(binding, cluster)
    for run in kept.runs if pipelines else ():
        if pipelines and not pipelines.has(run):
            yield f"recurring run {run['namespace']}/{run['display_name']} is missing"


def _of_object(file: str, kept: Kept, cluster: Cluster) -> Iterator[str]:
    there = cluster.read(path_of(file, kept.namespace, kept.name))
    if there is None:
        # A scratch cluster makes the platform's own Secrets itself.
        if not (file == SECRETS and kept.namespace == PLATFORM):
            yield f"{kept} is missing"
        return
    for field in fields(kept.obj, cleaned(there)):
        yield f"{kept} differs in {field}"
    names = [(each["kind"], each["name"]) for each in kept.owners]
    owners = there["metadata"].get("ownerReferences", ())
    if names != [
        (each["kind"], each["name"]) for each in owners if not each.get("controller")
    ]:
        yield f"{kept} has another owner"


def _of_namespace(profile: Kept, cluster: Cluster) -> Iterator[str]:
    there = cluster.read(path_of(PROFILES, "", profile.name))
    namespace = cluster.read(f"/api/v1/namespaces/{profile.name}")
    if there and namespace and not owned_by(namespace, there):
        yield f"namespace {profile.name} does not belong to its Profile"


def _of_rights(binding: Kept, cluster: Cluster) -> Iterator[str]:
    for subject in binding.obj.get("subjects", ()):
        if subject["kind"] != "User":
            continue
        asked = {
            "namespace": binding.namespace,
            "verb": "list",
            "group": "kubeflow.org",
            "resource": "notebooks",
        }
        review = {
            "apiVersion": "authorization.k8s.io/v1",
            "kind": "SubjectAccessReview",
            "spec": {"user": subject["name"], "resourceAttributes": asked},
        }
        answer = cluster.create(_REVIEWS, review) or {}
        if not answer.get("status", {}).get("allowed"):
            yield f"{subject['name']} may not list notebooks in {binding.namespace}"


def fields(wanted: Any, there: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of the fields in which two objects differ."""
    if isinstance(wanted, Mapping) and isinstance(there, Mapping):
        for key in sorted({*wanted, *there}):
            if key not in wanted or key not in there:
                yield f"{path}/{key}"
            else:
                yield from fields(wanted[key], there[key], f"{path}/{key}")
    elif wanted != there:
        yield path
