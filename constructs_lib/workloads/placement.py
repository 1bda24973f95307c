"""Convert the placement of pods to cdk8s's structs."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdk8s_plus_27 import k8s

from ..config import NodeAffinity, Pods
from ..config.placement import SPREAD


def placement(
    pods: Pods,
    node_selector: Mapping[str, str] | None = None,
    affinity: Sequence[NodeAffinity] = (),
    priority_class: str | None = None,
) -> dict[str, Any]:
    """Return a pod's fields of placement and of image pulls.

    node_selector, affinity: the component's own, to which the environment's are added.
    priority_class: the component's own, if the environment has none.
    """
    return {
        "affinity": _affinity((*affinity, *(pods.affinity or ()))),
        "priority_class_name": pods.priority_class or priority_class,
        "node_selector": {**(node_selector or {}), **(pods.node_selector or {})} or None,
        "tolerations": [
            k8s.Toleration(
                key=toleration.key,
                operator="Exists" if toleration.value is None else "Equal",
                value=toleration.value,
                effect=toleration.effect,
            )
            for toleration in pods.tolerations or ()
        ]
        or None,
        "image_pull_secrets": [
            k8s.LocalObjectReference(name=secret) for secret in pods.pull_secrets or ()
        ]
        or None,
    }


def _affinity(terms: Sequence[NodeAffinity]) -> k8s.Affinity | None:
    if not terms:
        return None
    required = [_requirement(term) for term in terms if term.weight is None]
    return k8s.Affinity(
        node_affinity=k8s.NodeAffinity(
            required_during_scheduling_ignored_during_execution=k8s.NodeSelector(
                node_selector_terms=[k8s.NodeSelectorTerm(match_expressions=required)]
            )
            if required
            else None,
            preferred_during_scheduling_ignored_during_execution=[
                k8s.PreferredSchedulingTerm(
                    weight=term.weight,
                    preference=k8s.NodeSelectorTerm(match_expressions=[_requirement(term)]),
                )
                for term in terms
                if term.weight is not None
            ]
            or None,
        )
    )


def _requirement(term: NodeAffinity) -> k8s.NodeSelectorRequirement:
    return k8s.NodeSelectorRequirement(
        key=term.key, operator=term.operator, values=list(term.values) or None
    )


def topology_spread(
    pods: Pods, selector: Mapping[str, str]
) -> list[k8s.TopologySpreadConstraint] | None:
    """Return the spread constraints of a selector's pods, or None if there are none."""
    spread = SPREAD if pods.spread is None else pods.spread
    return [
        k8s.TopologySpreadConstraint(
            topology_key=each.over,
            max_skew=each.skew,
            when_unsatisfiable="DoNotSchedule" if each.required else "ScheduleAnyway",
            label_selector=k8s.LabelSelector(match_labels=selector),
        )
        for each in spread
    ] or None
