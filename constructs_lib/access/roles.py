"""Define roles of Kubeflow's users, aggregated into admin, edit and view."""

from collections.abc import Mapping, Sequence
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..kube import cluster_scoped, declare
from .rules import Rule

_AGGREGATE: Final = "rbac.authorization.kubeflow.org/aggregate-to-"


class UserRole(Construct):
    """A cluster role that others aggregate, and that may aggregate others.

    aggregate_to: the roles that aggregate it. aggregates: the aggregation that
    its rules come from, such as `kubeflow-edit`; such a role has no rules of its own.
    Raises ValueError for a role with both rules and `aggregates`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        rules: Sequence[Rule] = (),
        aggregate_to: Sequence[str] = (),
        aggregates: str | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        if rules and aggregates:
            raise ValueError(
                f"role {name!r} aggregates {aggregates!r}: Kubernetes overwrites its own rules"
            )
        self.name = name
        joined = {f"{_AGGREGATE}{role}": "true" for role in aggregate_to}
        aggregation = aggregates and k8s.AggregationRule(
            cluster_role_selectors=[
                k8s.LabelSelector(match_labels={f"{_AGGREGATE}{aggregates}": "true"})
            ]
        )
        cluster_scoped(
            declare(
                k8s.KubeClusterRole,
                self,
                "Resource",
                metadata=k8s.ObjectMeta(
                    name=name, labels={**(labels or {}), **joined} or None
                ),
                aggregation_rule=aggregation or None,
                rules=[rule.to_k8s() for rule in rules],
            )
        )


class UserRoles(Construct):
    """The three roles of a web app's users: admin, edit and view."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        edit: Sequence[Rule],
        view: Sequence[Rule],
        labels: Mapping[str, str],
    ) -> None:
        super().__init__(scope, id)
        for level, rules in (("admin", ()), ("edit", edit), ("view", view)):
            UserRole(
                self,
                level,
                name=f"{name}-{level}",
                rules=rules,
                aggregate_to=[f"kubeflow-{level}"],
                labels=labels,
            )
