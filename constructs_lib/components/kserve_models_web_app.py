"""The page where users see the models that are served, and how they fare."""

from collections.abc import Mapping
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import READ, Rule, ServiceAccount, allow
from ..config import Models, WorkloadDefaults
from ..config.components import KSERVE_MODELS_WEB_APP
from ..gateway import KubeflowGateway
from ..kube import ConfigMap
from ..workloads import READ_ONLY, Container, Probes, Workload, http_probe
from .context import Context, Part
from .kserve.names import GROUP, KNATIVE, LABELS, OF_KNATIVE, annotated_injection
from .settings import WebAppSettings
from .web_app import FOR_BOTH, PORT

NAME: Final = KSERVE_MODELS_WEB_APP.name
PATH: Final = "/kserve-endpoints"

# The page asks the API server whether its user may, and then acts with its own rights.
_ACTS: Final = (
    allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
    allow(("get", "list"), "namespaces", "pods", "pods/log", "events"),
)
_ALL: Final = (*READ, "create", "delete", "deletecollection", "patch", "update")
_KNATIVE: Final = allow(("get", "list"), *OF_KNATIVE, group=KNATIVE)


class KServeModelsWebApp(Construct):
    """Serves the page of models behind the gateway.

    models: which image, with which rights, and whose kinds it shows.
    Source: contrib/kserve/models-web-app/overlays/kubeflow.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        settings: WebAppSettings = WebAppSettings(),
        models: Models = Models(),
    ) -> None:
        super().__init__(scope, id)
        release = defaults.images.release
        name, serving = release.named(NAME), release.serving
        labels = {
            **LABELS,
            "app.kubernetes.io/component": name,
            "kustomize.component": name,
        }
        account = ServiceAccount(self, "ServiceAccount", name=name, labels=labels)
        account.grant(
            *_rights(models, serving.page_kinds),
            role=f"{name}-cluster-role",
            binding=f"{name}-binding",
        )
        config = ConfigMap(
            self,
            "Config",
            name=f"{name}-config",
            labels=labels,
            data={
                **serving.page_parameters,
                "APP_PREFIX": PATH,
                "USERID_HEADER": settings.user_header,
                **({"USERID_PREFIX": settings.user_prefix} if settings.user_prefix else {}),
                **({} if settings.secure_cookies else {"APP_SECURE_COOKIES": "false"}),
            },
        )
        annotated = annotated_injection(release, "true")
        workload = Workload(
            self,
            "Workload",
            name=name,
            account=account,
            defaults=defaults,
            selector=labels,
            injected=None if annotated else True,
            sidecar_annotations=annotated,
            containers=[
                Container(
                    name=name,
                    image=defaults.images.located(models.page_image),
                    pull_policy="Always",
                    command=FOR_BOTH if defaults.cluster.binds_ipv6 else (),
                    env={**_arguments(serving.page_arguments), **settings.of_gunicorn},
                    env_from=config,
                    ports={"http": PORT},
                    probes=Probes(
                        liveness=_probe("/healthz/liveness"),
                        readiness=_probe("/healthz/readiness"),
                    ),
                    restricted=READ_ONLY.as_user(1000),
                    # gunicorn keeps a file for each worker there.
                    writable=("/tmp",),  # noqa: S108
                )
            ],
        )
        self.endpoint = workload.expose(
            service=name,
            name="http",
            port=80,
            target=PORT,
            protocol="TCP",
            service_type="ClusterIP",
        )
        gateway.route(
            self,
            name=name,
            prefix=f"{PATH}/",
            rewrite="/",
            to=self.endpoint,
            labels=labels,
            full_reference=True,
            version="v1beta1",
        )
        gateway.allow_from_gateway(self, name=name, selector=labels, labels=labels)


def _rights(models: Models, kinds: tuple[str, ...]) -> tuple[Rule, ...]:
    if models.page_rights == "upstream":
        states = (f"{kind}/status" for kind in kinds)
        return (*_ACTS, allow(_ALL, *kinds, *states, group=GROUP), _KNATIVE)
    needed = (
        allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
        allow(("list",), "namespaces", "pods", "events"),
        allow(("get",), "pods/log", "services"),
        allow(("get", "list", "create", "update", "delete"), *kinds, group=GROUP),
        allow(("get",), "deployments", group="apps"),
        allow(("get",), "horizontalpodautoscalers", group="autoscaling"),
    )
    return (*needed, _KNATIVE) if models.mode == "serverless" else needed


def _arguments(text: str) -> Mapping[str, str]:
    return {"GUNICORN_CMD_ARGS": text} if text else {}


def _probe(path: str) -> k8s.Probe:
    """Return upstream's, which writes out what Kubernetes would take in any case."""
    return http_probe(path, "http", delay=0, period=10, timeout=1, failures=3, successes=1)


def build(scope: Construct, context: Context) -> Part:
    """Make it as an environment has it."""
    return Part(
        KServeModelsWebApp(
            scope,
            NAME,
            gateway=context.gateway,
            defaults=context.workload_defaults(KSERVE_MODELS_WEB_APP),
            settings=context.settings,
            models=context.config.models,
        )
    )
