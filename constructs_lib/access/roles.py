"""What Kubeflow's users may do, gathered into admin, edit and view."""

from collections.abc import Mapping, Sequence
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..kube import cluster_scoped, declare
from .rules import Rule

_AGGREGATE: Final = "rbac.authorization.kubeflow.org/aggregate-to-"


class UserRole(Construct):
    """A cluster role that is part of others, and may be made of others.

    joins: the roles that it becomes part of. gathers: it is made of all roles that join
    this one; such a role has no rules of its own.
    Raises ValueError for a role with both rules and `gathers`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        rules: Sequence[Rule] = (),
        joins: Sequence[str] = (),
        gathers: str | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        if rules and gathers:
            raise ValueError(
                f"role {name!r} gathers {gathers!r}: Kubernetes overwrites rules of its own"
            )
        self.name = name
        joined = {f"{_AGGREGATE}{role}": "true" for role in joins}
        gathered = gathers and k8s.AggregationRule(
            cluster_role_selectors=[
                k8s.LabelSelector(match_labels={f"{_AGGREGATE}{gathers}": "true"})
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
                aggregation_rule=gathered or None,
                rules=[rule.to_l1() for rule in rules],
            )
        )


class UserRoles(Construct):
    """The trio of roles by which a web app's users act: admin, edit and view."""

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
                joins=[f"kubeflow-{level}"],
                labels=labels,
            )
