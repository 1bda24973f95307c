"""Assemble Katib: its kinds, processes and user roles."""

from collections.abc import Sequence
from typing import Final

from constructs import Construct

from ...access import READ, UserRole, allow
from ...config import Experiments, KatibDatabase, NeededSecret, Random, WorkloadDefaults
from ...config.components import KATIB, TRAINING_OPERATOR
from ...gateway import KubeflowGateway
from ...kube import namespace_of, note_made, one_mesh
from ...schemas import KATIB_KINDS, CustomResourceDefinition
from ..context import Context, Part
from ..settings import WebAppSettings
from .controller import Controller
from .database import Database
from .db_manager import DbManager
from .page import Page

NAME: Final = KATIB.name

_GATHERED: Final = "kubeflow-katib-admin"
_KINDS: Final = tuple(kind.plural for kind in KATIB_KINDS)
_CHANGE: Final = ("create", "delete", "deletecollection", "patch", "update")


class Katib(Construct):
    """Runs Katib, with a bundled database unless an external one is configured.

    experiments: Katib's settings. training_jobs: whether the training operator is installed,
    whose jobs can be trials. train_jobs: whether Trainer is, whose jobs can be trials too.
    extra_clients: further mesh identities that its bundled database admits.
    password: the Secret's key with the database's password. needed: its Secret, unless the
    database is external.
    profile_access: Katib's calls that every profile must admit, to its suggestions.
    Source: apps/katib/upstream/installs/katib-with-kubeflow.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        settings: WebAppSettings = WebAppSettings(),
        experiments: Experiments = Experiments(),
        training_jobs: bool = True,
        train_jobs: bool = False,
        extra_clients: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        for kind in KATIB_KINDS:
            CustomResourceDefinition(self, kind.kind, resource=kind)
        self._user_roles()
        controller = Controller(
            self,
            "controller",
            defaults=defaults,
            experiments=experiments,
            training_jobs=training_jobs,
            train_jobs=train_jobs,
        )
        manager = DbManager(
            self, "db-manager", defaults=defaults, database=experiments.database
        )
        database = experiments.database
        self.needed: tuple[NeededSecret, ...] = ()
        if isinstance(database, KatibDatabase):
            Database(
                self,
                "mysql",
                defaults=defaults,
                database=database,
                caller=manager.principal,
                extra_clients=extra_clients,
            )
            self.needed = (
                NeededSecret(
                    name=database.password.secret,
                    namespace=namespace_of(self),
                    keys={database.password.key: Random()},
                ),
            )
        page = Page(
            self,
            "ui",
            gateway=gateway,
            defaults=defaults,
            settings=settings,
            rights=experiments.page_rights,
        )
        self.endpoint = page.endpoint
        self.password = database.password
        self.profile_access = controller.profile_access

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
            name="kubeflow-katib-edit",
            aggregate_to=["kubeflow-edit", _GATHERED],
            rules=[
                allow((*READ, *_CHANGE), *_KINDS, group="kubeflow.org"),
                allow(("list",), "pods"),
                allow(("get",), "pods/log"),
            ],
        )
        UserRole(
            self,
            "View",
            name="kubeflow-katib-view",
            aggregate_to=["kubeflow-view"],
            rules=[allow(READ, *_KINDS, group="kubeflow.org")],
        )


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    config = context.config
    searches = Katib(
        scope,
        NAME,
        gateway=context.gateway,
        defaults=context.workload_defaults(KATIB),
        settings=context.settings,
        experiments=config.experiments,
        training_jobs=TRAINING_OPERATOR.name in config.components,
        train_jobs=config.tries_train_jobs,
        extra_clients=context.copiers("katib", namespace_of(scope)),
    )
    return Part(searches, needed=searches.needed, profile_access=[searches.profile_access])
