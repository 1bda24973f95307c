"""KServe's kinds, its controller, what serves models, and what users may do with them."""

from typing import Final

from constructs import Construct

from ...access import READ, Rule, UserRole, allow
from ...config import Models, PipelinesSettings, WorkloadDefaults
from ...config.components import KSERVE, METACONTROLLER
from ...gateway import KubeflowGateway
from ...kube import note_made, one_mesh
from ...releases import Release
from ...schemas import CustomResourceDefinition, serving_kinds
from ..context import Context, Part
from ..metacontroller import Metacontroller
from .controller import Controller
from .model_caches import ModelCaches
from .model_routes import ModelRoutes
from .names import GROUP, KNATIVE, LABELS, OF_KNATIVE
from .runtimes import Runtimes

NAME: Final = KSERVE.name

_GATHERED: Final = "kubeflow-kserve-admin"
_CHANGE: Final = ("create", "delete", "deletecollection", "patch", "update")
_KINDS: Final = ("inferenceservices", "servingruntimes")
# As upstream writes them, so that its rights to the second are none.
_LLM: Final = ("llminferenceservices", "lllminferenceserviceconfigs")


class KServe(Construct):
    """Serves models: an InferenceService for each, in the profile that it belongs to.

    models: in which mode, by which runtimes, with which rights, and how reached.
    store: of whose object store the profiles' keys are to be used for models; None for none.
    metacontroller: writes the routes to models, where they are reached by paths or hosts.
    https: whether the platform is reached by TLS, for the URLs of models with hosts.
    Raises ValueError for paths or hosts without a Metacontroller.
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
        metacontroller: Metacontroller | None = None,
        https: bool = True,
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        served, *others = serving_kinds(defaults.images.release.kserve)
        for kind in others:
            CustomResourceDefinition(self, kind.kind, resource=kind, labels=LABELS)
        newer = defaults.images.release.model_caches
        self._user_roles(models, defaults.images.release)
        Controller(
            self,
            "controller",
            kind=served,
            gateway=gateway,
            models=models,
            store=store,
            https=https,
            defaults=defaults,
        )
        if newer and models.controller_rights == "upstream":
            ModelCaches(self, "caches", defaults=defaults)
        Runtimes(self, "runtimes", models=models, store=store, defaults=defaults)
        self.routes = self._routes(gateway, metacontroller, models, defaults)
        """What leads paths or hosts to models; None where nothing does."""

    def _routes(
        self,
        gateway: KubeflowGateway,
        metacontroller: Metacontroller | None,
        models: Models,
        defaults: WorkloadDefaults,
    ) -> ModelRoutes | None:
        if models.exposure is None:
            return None
        if metacontroller is None:
            raise ValueError(
                f"exposure={models.exposure!r} needs a Metacontroller, which "
                f"writes the routes; give metacontroller=…, or set Models(exposure=None)"
            )
        return ModelRoutes(
            self,
            "routes",
            exposure=models.exposure,
            gateway=gateway,
            metacontroller=metacontroller,
            defaults=defaults,
        )

    def _user_roles(self, models: Models, release: Release) -> None:
        """Let users do what upstream lets them, with Knative's kinds where there are any.

        A graph is no more than an editor may run anyway: a pod of the profile, which calls
        others with the profile's identity. An LLMInferenceService has no definition and no
        controller here, and nobody may write one unless upstream's rights are asked for.
        """
        newer = release.model_caches
        llm = release.serving.llm and models.controller_rights == "upstream"
        knative = models.mode == "serverless"
        graphs = ("inferencegraphs",) if newer or models.graph_rights == "editors" else ()
        kinds = (
            *graphs,
            *_KINDS,
            *(("trainedmodels",) if newer else ()),
            *(_LLM if llm else ()),
        )

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
            metacontroller=(
                context.made(METACONTROLLER, Metacontroller) if config.model_exposure else None
            ),
            https=config.https,
        )
    )
