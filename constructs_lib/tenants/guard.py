"""Confine tenants to their own profile: one admission policy for each attack."""

from collections.abc import Mapping, Sequence

from constructs import Construct

from ..config import Ambient, Mesh, TenantRoutes, TenantRules
from ..releases import V1_9_1, TrainingJobs
from ..scripts.models_hook import Settings
from .ingress import guard_ingress
from .mesh import guard_mesh
from .models import guard_models
from .pods import guard_pods
from .queues import guard_queues
from .routes import guard_routes
from .schedules import guard_schedules
from .services import guard_services
from .spark import guard_spark
from .tokens import guard_tokens
from .waypoint import guard_waypoint


class TenantGuard(Construct):
    """The admission policies of profiles, each of which prevents an attack.

    They apply in namespaces that the profile controller labels, to every writer.
    docs/security.md describes each attack. rules: which of them are open. mesh: the
    environment's. routes: whether a route in a profile may set who the user is.
    headers: those by which apps identify their user, in lower case. reserved: the platform's
    own paths. writers, viewers: see `guard_routes`. models: how paths or hosts lead to
    models, by the user name of the writer of those routes; empty without such routes. kserve:
    whether it is installed, so that what it copies to pods is checked too. trainer: the same
    of Trainer.
    spark: whether Spark applications may only have settings that concern their own profile.
    queued: whether training jobs have to wait in a queue. training: the jobs of the release.
    schedules: whether only the API server of Pipelines names the experiment of a recurring
    run.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        rules: TenantRules,
        mesh: Mesh,
        routes: TenantRoutes,
        headers: Sequence[str],
        reserved: Sequence[str],
        writers: Mapping[str, str],
        viewers: str,
        models: Mapping[str, Settings] | None = None,
        kserve: bool = False,
        trainer: bool = False,
        spark: bool = False,
        queued: bool = False,
        training: TrainingJobs = V1_9_1.training,
        schedules: bool = False,
    ) -> None:
        super().__init__(scope, id)
        if rules.ingress == "refused":
            guard_ingress(self, rules)
        if rules.mesh == "guarded" and isinstance(mesh, Ambient):
            guard_mesh(self, rules, jobs=training, models=kserve, trainer=trainer)
            guard_waypoint(self, rules, mesh=mesh)
        if routes == "guarded":
            guard_routes(
                self,
                rules,
                headers=headers,
                reserved=reserved,
                writers=writers,
                viewers=viewers,
                models=models or {},
            )
        for writer, settings in (models or {}).items():
            guard_models(self, rules, settings=settings, writer=writer)
        if rules.level(mesh) != "privileged":
            guard_pods(self, rules)
        if queued:
            guard_queues(self, rules, jobs=training, trainer=trainer)
        self._guard_work(rules, spark=spark, schedules=schedules)
        if rules.services == "internal":
            guard_services(self, rules, mesh=mesh)
        if rules.tokens == "bound":
            guard_tokens(self, rules)

    def _guard_work(self, rules: TenantRules, *, spark: bool, schedules: bool) -> None:
        """Hold what controllers do for tenants to their profile."""
        if spark:
            guard_spark(self, rules)
        if schedules:
            guard_schedules(self, rules)
