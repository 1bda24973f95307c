"""Define the kinds of Spark applications, their operator, and the roles of users."""

from typing import Final

from constructs import Construct

from ...access import READ, WRITE, UserRole, allow
from ...config import SparkOperator as Settings
from ...config import WorkloadDefaults
from ...config.components import SPARK_OPERATOR
from ...kube import note_made, one_mesh
from ...schemas import SPARK_KINDS, CustomResourceDefinition, spark_kinds
from ..context import Context, Part
from .controller import Controller
from .webhook import AdmissionWebhook

NAME: Final = SPARK_OPERATOR.name

_LABELS: Final = {"app": NAME, "app.kubernetes.io/name": NAME}
_GROUP: Final = SPARK_KINDS[0].group
_KINDS: Final = tuple(kind.plural for kind in SPARK_KINDS)
_STATUS: Final = tuple(f"{kind}/status" for kind in _KINDS)


class SparkOperator(Construct):
    """Runs Spark applications: a driver and executors, in the profile that they belong to.

    spark: with which rights, and how many at a time.
    Source: applications/spark/spark-operator/overlays/kubeflow of kubeflow/manifests v1.10.2.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        spark: Settings = Settings(),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        for kind in spark_kinds(defaults.images.release.spark):
            CustomResourceDefinition(
                self,
                kind.kind,
                resource=kind,
                # Kubernetes requires it of groups below k8s.io.
                annotations={
                    "api-approved.kubernetes.io": (
                        "https://github.com/kubeflow/spark-operator/pull/1298"
                    )
                },
            )
        self._user_roles()
        Controller(self, "controller", spark=spark, defaults=defaults)
        AdmissionWebhook(self, "webhook", spark=spark, defaults=defaults)

    def _user_roles(self) -> None:
        status = allow(("get",), *_STATUS, group=_GROUP)
        levels = (
            ("admin", ("admin",), ()),
            ("edit", ("admin", "edit"), (allow(WRITE, *_KINDS, group=_GROUP), status)),
            ("view", ("view",), (allow(READ, *_KINDS, group=_GROUP), status)),
        )
        for level, into, rules in levels:
            UserRole(
                self,
                level.capitalize(),
                name=f"kubeflow-spark-{level}",
                aggregate_to=[f"kubeflow-{each}" for each in into],
                labels=_LABELS,
                rules=rules,
            )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        SparkOperator(
            scope,
            NAME,
            defaults=context.workload_defaults(SPARK_OPERATOR),
            spark=context.config.spark,
        )
    )
