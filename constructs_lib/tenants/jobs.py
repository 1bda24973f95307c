"""Give pods of Jobs and of training jobs in profiles their defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from constructs import Construct

from ..config import PROFILES, JobDefaults, Pods
from ..config.accelerators import Accelerator, AnyAccelerator, offered
from ..kube import MutatingPolicy
from ..workloads import placed
from .policy import Kinds, any_of, literal, text_literal

NAME: Final = "kubeflow-job-defaults"

# Labels of a pod when it is created: of Kubernetes' Job controller since 1.27, and of the
# training operator (GenLabels in pkg/controller.v1/common/job_controller.go of v1.8.1).
# A trial is a Job or one of the operator's. Katib's own labels come later, from its webhook
# (mutatePodMetadata in pkg/webhook/v1beta1/pod/utils.go of v0.17.0).
_JOBS: Final = ("batch.kubernetes.io/job-name", "training.kubeflow.org/job-name")

# CEL, by the names of variables.
_CONTAINERS: Final = "object.spec.containers +\nobject.spec.?initContainers.orValue([])"
_LIMITS: Final = "variables.containers.map(each,\n  each.?resources.?limits.orValue({}))"


class JobPolicy(Construct):
    """Adds to pods of Jobs and training jobs in profiles what they do not say themselves.

    Labels and a node selector are added by key; tolerations and pull secrets, unless a pod has
    the same; an affinity and a priority class, unless it has any. It fails closed.
    jobs: what is added. pods: how pods in profiles are placed. accelerators: what nodes offer.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        jobs: JobDefaults,
        pods: Pods,
        accelerators: Sequence[AnyAccelerator],
    ) -> None:
        super().__init__(scope, id)
        known = offered(accelerators)
        place = placed(
            replace(
                pods,
                priority_class=jobs.priority_class or pods.priority_class,
                tolerations=(
                    *(pods.tolerations or ()),
                    *(each for one in offered(jobs.tolerates) for each in one.tolerations),
                ),
            )
        )
        variables = {
            "containers": _CONTAINERS,
            "limits": _LIMITS,
            "labels": literal(jobs.labels),
            "nodeSelector": _nodes(place.get("nodeSelector", {}), known),
            "tolerations": _tolerations(place.get("tolerations", []), known),
            "imagePullSecrets": literal(place.get("imagePullSecrets", [])),
        }
        mutations = [
            _by_key("/metadata/labels", "object.metadata.?labels", "labels"),
            _by_key("/spec/nodeSelector", "object.spec.?nodeSelector", "nodeSelector"),
            _appended("tolerations"),
            _appended("imagePullSecrets"),
        ]
        if affinity := place.get("affinity"):
            mutations.append(_affinity(affinity, known))
        if priority := place.get("priorityClassName"):
            mutations.append(_priority(priority))
        spec = {
            "failurePolicy": "Fail",
            # No label that a webhook adds later makes a pod one of a job.
            "reinvocationPolicy": "Never",
            "matchConstraints": {
                "namespaceSelector": {"matchLabels": PROFILES},
                "resourceRules": [Kinds(group="", resources=("pods",)).to_json(["CREATE"])],
            },
            "matchConditions": [
                {
                    "name": "job",
                    "expression": any_of(_JOBS, "object.metadata.?labels.orValue({})"),
                }
            ],
            "variables": [
                {"name": name, "expression": expression}
                for name, expression in variables.items()
            ],
            "mutations": [
                {"patchType": "JSONPatch", "jsonPatch": {"expression": each}}
                for each in mutations
            ],
        }
        MutatingPolicy(self, "Policy", name=NAME, spec=spec, version=jobs.version)


def _requests(*resources: str) -> str:
    """Return the CEL expression that a container requests one of some resources."""
    asked = " || ".join(f"{text_literal(each)} in limits" for each in resources)
    return f"variables.limits.exists(limits, {asked})"


def _nodes(selector: Mapping[str, str], known: Sequence[Accelerator]) -> str:
    """Return the labels that a pod's node needs: its accelerator's, or those of every pod.

    A pod that requests what two accelerators have alike chooses one by labels of its own.
    """
    by_resource: dict[str, list[Accelerator]] = {}
    for each in known:
        by_resource.setdefault(each.resource, []).append(each)
    labels = {
        resource: same[0].node_labels if len(same) == 1 else {}
        for resource, same in by_resource.items()
    }
    choices = [f"{_requests(each)} ? {literal(labels[each])} :\n" for each in labels]
    return f"{''.join(choices)}{literal(selector)}"


def _tolerations(every: Sequence[Mapping[str, str]], known: Sequence[Accelerator]) -> str:
    """Return the tolerations that a pod needs: of every pod, and of what it requests."""
    by_resource: list[tuple[dict[str, str], list[str]]] = []
    for accelerator in known:
        for spec in (each.to_spec() for each in accelerator.tolerations):
            if spec in every:
                continue
            same = next((resources for it, resources in by_resource if it == spec), None)
            if same is None:
                by_resource.append((spec, [accelerator.resource]))
            elif accelerator.resource not in same:
                same.append(accelerator.resource)
    return " +\n".join(
        [
            literal(every),
            *(
                f"({_requests(*resources)} ? [{literal(spec)}] : [])"
                for spec, resources in by_resource
            ),
        ]
    )


def _by_key(path: str, there: str, wanted: str) -> str:
    """Return the patch that adds each key of a map that an object's map lacks."""
    return (
        f"({there}.hasValue() || variables.{wanted}.size() == 0 ? [] :\n"
        f"  [JSONPatch{{op: 'add', path: '{path}', value: {{}}}}]) +\n"
        f"variables.{wanted}.filter(key, !(key in {there}.orValue({{}}))).map(key,\n"
        f"  JSONPatch{{op: 'add', path: '{path}/' + jsonpatch.escapeKey(key),\n"
        f"    value: variables.{wanted}[key]}})"
    )


def _appended(field: str) -> str:
    """Return the patch that appends to a list of a pod what it lacks."""
    there = f"object.spec.?{field}"
    return (
        f"({there}.hasValue() || variables.{field}.size() == 0 ? [] :\n"
        f"  [JSONPatch{{op: 'add', path: '/spec/{field}', value: []}}]) +\n"
        f"variables.{field}.filter(each, !(each in {there}.orValue([]))).map(each,\n"
        f"  JSONPatch{{op: 'add', path: '/spec/{field}/-', value: each}})"
    )


def _affinity(affinity: Mapping[str, Any], known: Sequence[Accelerator]) -> str:
    """Return the patch that adds an affinity, but not to a pod with an accelerator."""
    resources = dict.fromkeys(each.resource for each in known)
    elsewhere = f" ||\n{_requests(*resources)}" if resources else ""
    return (
        f"object.spec.?affinity.hasValue(){elsewhere} ? [] :\n"
        f"[JSONPatch{{op: 'add', path: '/spec/affinity', value: {literal(affinity)}}}]"
    )


def _priority(name: str) -> str:
    """Return the patch that adds a priority class, whose number the API server looks up.

    It has already looked up that of a pod without a class, and would refuse another.
    """
    found = "\n".join(
        f"+ (object.spec.?{field}.hasValue() ?\n"
        f"  [JSONPatch{{op: 'remove', path: '/spec/{field}'}}] : [])"
        for field in ("priority", "preemptionPolicy")
    )
    return (
        "object.spec.?priorityClassName.orValue('') != '' ? [] :\n"
        f"[JSONPatch{{op: 'add', path: '/spec/priorityClassName',\n"
        f"  value: {text_literal(name)}}}]\n{found}"
    )
