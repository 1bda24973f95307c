"""Prevent tenants from preempting other pods and from bypassing the scheduler."""

from typing import Final

from constructs import Construct

from ..config import TenantRules
from .policy import BY_KUBELET, Demand, Kinds, TenantPolicy, one_of

NAME: Final = "pods"


def guard_pods(scope: Construct, rules: TenantRules) -> None:
    """Refuse PriorityClasses that are not listed, and pods that set `nodeName`.

    A pod of a higher class preempts others. One with a node's name bypasses the scheduler,
    and with it taints, quotas of nodes and the autoscaler.
    """
    known = ", ".join(rules.priority_classes) or "none"
    TenantPolicy(
        scope,
        name=NAME,
        rules=rules,
        kinds=[Kinds(group="", resources=("pods",))],
        operations=("CREATE",),
        demands=[
            Demand(
                expression=(
                    f"object.spec.?priorityClassName.orValue('') in "
                    f"{one_of(('', *rules.priority_classes))}"
                ),
                message=f"pods in profiles may have these PriorityClasses: {known}",
            ),
            Demand(
                expression=f"object.spec.?nodeName.orValue('') == '' ||\n{BY_KUBELET}",
                message="the scheduler chooses the node; say nodeSelector instead of nodeName",
            ),
        ],
    )
