"""Assemble the components besides the core, and what profiles need of them."""

from collections.abc import Mapping
from typing import Final

from constructs import Construct

from ..config import Config, NeededSecret
from ..config.components import (
    KATIB,
    KSERVE,
    KSERVE_MODELS_WEB_APP,
    METACONTROLLER,
    PIPELINES,
    PROFILE_WAYPOINTS,
    SPARK_OPERATOR,
    TRAINER,
    TRAINING_OPERATOR,
)
from ..scripts.models_hook import Settings
from . import (
    backup,
    kserve_models_web_app,
    metacontroller,
    profile_waypoints,
    recovery,
    training_operator,
)
from .backup import Backups
from .context import parts
from .katib import katib
from .kserve import KServe, kserve
from .kubeflow_core import KubeflowCore
from .pipelines import pipelines
from .recovery import Recoveries
from .spark_operator import spark_operator
from .trainer import trainer

# In the order of creation: the last collects the callers that profiles must admit.
_PARTS: Final = (
    (TRAINING_OPERATOR, training_operator.build),
    (KATIB, katib.build),
    (METACONTROLLER, metacontroller.build),
    (PIPELINES, pipelines.build),
    (KSERVE, kserve.build),
    (KSERVE_MODELS_WEB_APP, kserve_models_web_app.build),
    (SPARK_OPERATOR, spark_operator.build),
    (TRAINER, trainer.build),
    (PROFILE_WAYPOINTS, profile_waypoints.build),
)


class KubeflowExtensions(Construct):
    """What is besides the core: jobs, pipelines, models, their backups, profiles' waypoints.

    `parts` are the parts by the name of their file, `needed` the Secrets that they read.
    """

    def __init__(
        self, scope: Construct, id: str, *, core: KubeflowCore, config: Config
    ) -> None:
        super().__init__(scope, id)
        context = core.context
        for component, build in _PARTS:
            if config.installs(component):
                context.parts[component.name] = build(self, context)
        self.needed: tuple[NeededSecret, ...] = tuple(context.needed)
        if config.backup:
            backups = Backups(
                self,
                backup.NAME,
                backup=config.backup,
                defaults=config.workload_defaults(backup.NAME),
                pipelines=config.pipelines,
                experiments=config.experiments,
            )
            self.needed += tuple(backups.needed)
        if config.recovery:
            recoveries = Recoveries(
                self,
                recovery.NAME,
                recovery=config.recovery,
                defaults=config.workload_defaults(recovery.NAME),
            )
            # A backup may have the same bucket.
            self.needed += tuple(n for n in recoveries.needed if n not in self.needed)

    @property
    def model_routes(self) -> Mapping[str, Settings]:
        """How paths lead to models, by the user name of who writes those routes."""
        part = self.parts.get(KSERVE.name)
        found = part.routes if isinstance(part, KServe) else None
        return {found.writer: found.settings} if found else {}

    @property
    def parts(self) -> Mapping[str, Construct]:
        """The created parts, by name."""
        return parts(self)
