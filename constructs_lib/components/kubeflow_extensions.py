"""What is installed beside the core, and what profiles need of it."""

from collections.abc import Mapping

from constructs import Construct, IConstruct

from ..config import Config, NeededSecret
from ..config.backup import Kept
from ..kube import namespace_of
from . import backup, katib, pipelines, profile_waypoints, training_operator
from . import metacontroller as metacontrollers
from .backup import Backups
from .katib import Katib
from .kubeflow_core import KubeflowCore
from .metacontroller import Metacontroller
from .pipelines import Pipelines
from .profile_waypoints import ProfileAccess, ProfileWaypoints
from .training_operator import TrainingOperator


class KubeflowExtensions(Construct):
    """Training jobs, Katib, Pipelines, backups of what they keep, and profiles' waypoints.

    `units` are the parts by the name of their file, `needed` the Secrets that they read.
    """

    def __init__(
        self, scope: Construct, id: str, *, core: KubeflowCore, config: Config
    ) -> None:
        super().__init__(scope, id)
        needed: list[NeededSecret] = []
        access: list[ProfileAccess] = []
        if (name := training_operator.NAME) in config.components:
            TrainingOperator(
                self, name, runtime=config.runtime(name), images=config.training_images
            )
        if (name := katib.NAME) in config.components:
            searches = Katib(
                self,
                name,
                gateway=core.gateway,
                runtime=config.runtime(name),
                settings=core.settings,
                experiments=config.experiments,
                training_jobs=training_operator.NAME in config.components,
                database_visitors=_visitors(self, config, "katib"),
            )
            needed += searches.needed
            access.append(searches.profile_access)
        if (name := metacontrollers.NAME) in config.parts:
            metacontroller = Metacontroller(
                self, name, runtime=config.runtime(name), settings=config.metacontroller
            )
            if (name := pipelines.NAME) in config.components:
                runs = Pipelines(
                    self,
                    name,
                    gateway=core.gateway,
                    runtime=config.runtime(name),
                    user=core.settings,
                    settings=config.pipelines,
                    metacontroller=metacontroller,
                    database_visitors=_visitors(self, config, "pipelines"),
                )
                needed += runs.needed
                access.append(runs.profile_access)
            if (name := profile_waypoints.NAME) in config.parts:
                ProfileWaypoints(
                    self,
                    name,
                    metacontroller=metacontroller,
                    access=access,
                    waypoints=config.profiles.waypoints,
                    container_defaults=config.profiles.container_defaults,
                    runtime=config.runtime(name),
                )
        if config.backup:
            backups = Backups(
                self,
                backup.NAME,
                backup=config.backup,
                runtime=config.runtime(backup.NAME),
                pipelines=config.pipelines,
                experiments=config.experiments,
            )
            needed += backups.needed
        self.needed: tuple[NeededSecret, ...] = tuple(needed)

    @property
    def units(self) -> Mapping[str, IConstruct]:
        """The parts made, by name."""
        return {child.node.id: child for child in self.node.children}


def _visitors(scope: Construct, config: Config, kept: Kept) -> tuple[str, ...]:
    """Return who comes to a database to copy it."""
    if config.backup is None or kept not in config.backup.of:
        return ()
    return (config.mesh.principal(namespace_of(scope), backup.NAME),)
