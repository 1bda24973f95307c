"""KServe's kinds, its controller, what serves models, and what users may do with them."""

from typing import Final

from constructs import Construct

from ...access import READ, Rule, UserRole, allow
from ...config import Models, PipelinesSettings, WorkloadDefaults
from ...config.components import KSERVE
from ...gateway import KubeflowGateway
from ...kube import note_made, one_mesh
from ...schemas import SERVING_KINDS, CustomResourceDefinition
from ..context import Context, Part
from .controller import Controller
from .names import GROUP, KNATIVE, LABELS, OF_KNATIVE
from .runtimes import Runtimes

NAME: Final = KSERVE.name

_GATHERED: Final = "kubeflow-kserve-admin"
_CHANGE: Final = ("create", "delete", "deletecollection", "patch", "update")
_KINDS: Final = ("inferenceservices", "servingruntimes")


class KServe(Construct):
    """Serves models: an InferenceService for each, in the profile that it belongs to.

    models: in which mode, by which runtimes, and with which rights.
    store: of whose object store the profiles' keys are to be used for models; None for none.
    Source: contrib/kserve/kserve.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        models: Models = Models(),
        store: PipelinesSettings | None = None,
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        for kind in SERVING_KINDS:
            CustomResourceDefinition(self, kind.kind, resource=kind, labels=LABELS)
        self._user_roles(models)
        Controller(
            self, "controller", gateway=gateway, models=models, store=store, defaults=defaults
        )
        Runtimes(self, "runtimes", models=models, store=store, defaults=defaults)

    def _user_roles(self, models: Models) -> None:
        """Let users do what upstream lets them, with Knative's kinds where there are any.

        A graph is no more than an editor may run anyway: a pod of the profile, which calls
        others with the profile's identity.
        """
        knative = models.mode == "serverless"
        graphs = ("inferencegraphs",) if models.graph_rights == "editors" else ()
        kinds = (*graphs, *_KINDS)

        def beside(*verbs: str) -> tuple[Rule, ...]:
            return (allow(verbs, *OF_KNATIVE, group=KNATIVE),) if knative else ()

        UserRole(
            self,
            "Admin",
            name=_GATHERED,
            aggregates=_GATHERED,
            aggregate_to=["kubeflow-admin"],
            labels=LABELS,
        )
        UserRole(
            self,
            "Edit",
            name="kubeflow-kserve-edit",
            aggregate_to=["kubeflow-edit", _GATHERED],
            labels=LABELS,
            rules=[
                allow((*READ, *_CHANGE), *kinds, group=GROUP),
                *beside(*READ, *_CHANGE),
            ],
        )
        UserRole(
            self,
            "View",
            name="kubeflow-kserve-view",
            aggregate_to=["kubeflow-view"],
            labels=LABELS,
            rules=[allow(READ, *kinds, group=GROUP), *beside("get", "list")],
        )


def build(scope: Construct, context: Context) -> Part:
    """Make it as an environment has it."""
    config = context.config
    with_keys = config.models.takes_keys(config.pipelines, config.components, config.profiles)
    return Part(
        KServe(
            scope,
            NAME,
            gateway=context.gateway,
            defaults=context.workload_defaults(KSERVE),
            models=config.models,
            store=config.pipelines if with_keys else None,
        )
    )
