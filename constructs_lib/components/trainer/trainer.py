"""Define the kinds of Trainer, its two controllers, its runtimes, and the roles of users."""

from typing import Final

from cdk8s import Chart
from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import READ, UserRole, allow
from ...config import Ambient, WorkloadDefaults
from ...config.components import TRAINER
from ...config.tenants import enforced
from ...kube import cluster_scoped, declare, namespace_of, note_made, one_mesh
from ...mesh import AmbientNamespace, DefaultDeny
from ...schemas import (
    CLUSTER_TRAINING_RUNTIME,
    JOB_SET,
    TRAIN_JOB,
    TRAINING_RUNTIME,
    CustomResourceDefinition,
    WebhookConversion,
    job_sets,
    trainer_kinds,
)
from ..context import Context, Part
from ..public_version import PublicVersion
from .job_set import SERVICE as JOB_SET_SERVICE
from .job_set import JobSetController
from .manager import TrainerController
from .names import trainer_facts
from .network import TrainerNetwork
from .runtimes import Runtimes

NAME: Final = TRAINER.name

_GROUP: Final = TRAIN_JOB.group
_GATHERED: Final = "kubeflow-trainer-admin"
_RUNTIMES: Final = TRAINING_RUNTIME.plural
_JOBS: Final = TRAIN_JOB.plural
_READ_RUNTIMES: Final = "kubeflow-trainer-view-cluster-runtimes"
_LABELS: Final = {"control-plane": "kubeflow"}


class Trainer(Construct):
    """Runs TrainJobs, each by a runtime, as a JobSet in the profile that it belongs to.

    It makes its namespace, the chart's; in an ambient mesh it closes it to all but the API
    server, which asks both webhooks.
    Source: applications/trainer/overlays of kubeflow/manifests v1.11.0.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults = WorkloadDefaults(),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        here = namespace_of(self)
        facts = trainer_facts(defaults.images.release)
        release = defaults.images.release
        labels = {**_LABELS, **enforced(release, here, defaults.mesh)}
        AmbientNamespace(self, "namespace", name=here, mesh=defaults.mesh, labels=labels)
        if isinstance(defaults.mesh, Ambient):
            DefaultDeny(self, "closed")
        elif release.network_policies == "each":
            TrainerNetwork(self, "network", release=release)
        for kind in trainer_kinds(facts):
            CustomResourceDefinition(self, kind.kind, resource=kind)
        CustomResourceDefinition(
            self,
            JOB_SET.kind,
            resource=job_sets(facts),
            conversion=WebhookConversion(service=JOB_SET_SERVICE, namespace=here),
        )
        self._user_roles()
        JobSetController(self, "job-set", defaults=defaults, facts=facts)
        TrainerController(self, "manager", defaults=defaults, facts=facts)
        Runtimes(self, "runtimes", images=defaults.images, facts=facts)
        if facts.patches:
            PublicVersion(
                self,
                "version",
                name="kubeflow-trainer-public",
                data={"kubeflow_trainer_version": f"v{facts.operator}"},
            )

    def _user_roles(self) -> None:
        UserRole(
            self,
            "Admin",
            name=_GATHERED,
            aggregates=_GATHERED,
            aggregate_to=["kubeflow-admin"],
        )
        UserRole(
            self,
            "Edit",
            name="kubeflow-trainer-edit",
            aggregate_to=["kubeflow-edit", _GATHERED],
            rules=[
                allow(READ, _RUNTIMES, group=_GROUP),
                allow((*READ, "create", "patch", "delete"), _JOBS, group=_GROUP),
                allow(READ, "pods", "pods/log", "events"),
            ],
        )
        UserRole(
            self,
            "View",
            name="kubeflow-trainer-view",
            aggregate_to=["kubeflow-view", "kubeflow-trainer-view"],
            rules=[allow(READ, _RUNTIMES, _JOBS, group=_GROUP)],
        )
        UserRole(
            self,
            "Runtimes",
            name=_READ_RUNTIMES,
            rules=[allow(READ, CLUSTER_TRAINING_RUNTIME.plural, group=_GROUP)],
        )
        cluster_scoped(
            declare(
                k8s.KubeClusterRoleBinding,
                self,
                "Everyone",
                metadata=k8s.ObjectMeta(name=_READ_RUNTIMES),
                role_ref=k8s.RoleRef(
                    api_group="rbac.authorization.k8s.io",
                    kind="ClusterRole",
                    name=_READ_RUNTIMES,
                ),
                subjects=[
                    k8s.Subject(
                        api_group="rbac.authorization.k8s.io",
                        kind="Group",
                        name="system:authenticated",
                    )
                ],
            )
        )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    home = Chart(scope, NAME, namespace=TRAINER.namespace)
    Trainer(home, NAME, defaults=context.workload_defaults(TRAINER))
    return Part(home)
