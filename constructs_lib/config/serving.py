"""How models are served: by which controller's rights, and by which programs."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, Final, Literal

from ..catalog import ADDED
from ..releases import Image, Release, ReleaseImage
from .accelerators import Devices
from .checks import (
    check_choices,
    check_image,
    check_label,
    check_object,
    check_port,
    check_unique,
)
from .cluster import Cluster
from .exposure import Exposure, Paths, check_exposure
from .mesh import Ambient, Mesh
from .metacontroller import MetacontrollerSettings
from .model_store import missing_key
from .pipelines import PipelinesSettings
from .pods import Resources
from .profiles import ProfileDefaults
from .published import check_variable

Protocol = Literal["v1", "v2", "grpc-v1", "grpc-v2"]

_VERSION: Final = re.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*")
# The longest number of a priority, and of a user in Linux.
_INT32: Final = 2**31 - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFormat:
    """A format of models that a runtime serves.

    name: as in `spec.predictor.model.modelFormat.name`. version: of the format, such as `1`.
    priority: of several suitable runtimes the highest is chosen; None comes after all others.
    auto_select: whether it is chosen for models that name no runtime.
    Source: SupportedModelFormat of kserve/kserve v0.13.1.
    Raises ValueError for an empty name or version, and for a priority that is not 1 to
    2,147,483,647.
    """

    name: str
    version: str | None = None
    priority: int | None = 1
    auto_select: bool = True

    def __post_init__(self) -> None:
        check_label(self.name, "model format")
        if self.version is not None and not _VERSION.fullmatch(self.version):
            raise ValueError(
                f"version of model format {self.name!r} must be one such as '1' or '2.1', or "
                f"None, got {self.version!r}"
            )
        if self.priority is not None and not 1 <= self.priority <= _INT32:
            raise ValueError(
                f"priority of model format {self.name!r} must be 1 to {_INT32}, or None, "
                f"got {self.priority}"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class ServingRuntime:
    """A program that serves models of some formats, for every profile.

    It has to answer on port 8080, where KServe's Service leads.
    name: of the ClusterServingRuntime, as `spec.predictor.model.runtime` names it.
    image: what runs. formats: of the models that it serves.
    protocols: that it speaks. command, args: how it is started; KServe fills in `{{.Name}}`.
    env: variables. user: the numeric user that it runs as where pods are hardened, no root.
    addresses: where its server listens; one of `ipv4` is refused on a cluster of IPv6 alone.
    metrics_port: where it serves its metrics, at `/metrics`.
    resources: those of a model that names none itself. accelerator: what its pods request
    besides, on that accelerator's nodes. shared_memory: whether `/dev/shm` is a volume in
    memory, as large as its pods may use, in place of 64 MiB.
    Source: config/runtimes of kserve/kserve v0.13.1.
    Raises ValueError for no formats or protocols, for a format of two priorities, which
    KServe's webhook refuses, for root, for an invalid variable, and for one with a secret.
    """

    name: str
    image: Image
    formats: tuple[ModelFormat, ...]
    protocols: tuple[Protocol, ...] = ("v1", "v2")
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    user: int = 1000
    addresses: Literal["ipv4", "any"] = "any"
    metrics_port: int = 8080
    resources: Resources = Resources(cpu="1", memory="2Gi", cpu_limit="1", memory_limit="2Gi")
    accelerator: Devices | None = None
    shared_memory: bool = False

    def __post_init__(self) -> None:
        check_choices(self)
        what = f"runtime {self.name!r}"
        check_object(self.name, "runtime")
        check_image(self.image, f"image of {what}")
        check_port(self.metrics_port, f"metrics_port of {what}")
        if not self.formats or not self.protocols:
            raise ValueError(
                f"{what} has formats {self.formats!r} and protocols {self.protocols!r}; it "
                f"needs one of each, or no model would find it"
            )
        check_unique(self.protocols, f"protocol of {what}")
        check_unique((f"{each.name} {each.version}" for each in self.formats), "format")
        for name, value in self.env.items():
            check_variable(name, value, what)
        if not 1 <= self.user <= _INT32:
            raise ValueError(
                f"user of {what} must be 1 to {_INT32}, and is never root, got {self.user}"
            )
        priorities: dict[str, int] = {}
        for each in self.formats:
            if each.auto_select and each.priority is not None:
                first = priorities.setdefault(each.name, each.priority)
                if first != each.priority:
                    raise ValueError(
                        f"{what} has format {each.name!r} with priorities {first} and "
                        f"{each.priority}, which KServe refuses; give all its versions one"
                    )

    def contested(self, other: "ServingRuntime") -> str | None:
        """Return a format for which KServe could not choose between the two runtimes."""
        if not {*self.protocols} & {*other.protocols}:
            return None
        chosen = {
            (each.name, each.version, each.priority)
            for each in self.formats
            if each.auto_select and each.priority is not None
        }
        for each in other.formats:
            if each.auto_select and (each.name, each.version, each.priority) in chosen:
                return each.name
        return None


def runtimes_of(release: Release) -> tuple[ServingRuntime, ...]:
    """Return the runtimes that upstream ships in a release, but that for several nodes."""
    return _NEWER if release.model_caches else RUNTIMES


def _served(name: str, *versions: str) -> tuple[ModelFormat, ...]:
    return tuple(ModelFormat(name=name, version=version) for version in versions)


def _second(name: str, *versions: str) -> tuple[ModelFormat, ...]:
    return tuple(ModelFormat(name=name, version=each, priority=2) for each in versions)


_NAMED: Final = "--model_name={{.Name}}"
_FOLDER: Final = "--model_dir=/mnt/models"
_HTTP: Final = "--http_port=8080"

# All of these servers but TensorFlow Serving's listen at 0.0.0.0. Sources: of KServe's own,
# which TorchServe's image runs too, python/kserve/kserve/protocol/rest/server.py of v0.13.1;
# mlserver/settings.py; Triton's src/command_line_parser.h. TensorFlow Serving tries `::` first
# (tensorflow_serving/util/net_http/server/internal/evhttp_server.cc).
_IPV4: Final = "ipv4"

RUNTIMES: Final = (
    ServingRuntime(
        name="kserve-huggingfaceserver",
        image=ReleaseImage("kserve/huggingfaceserver"),
        addresses=_IPV4,
        formats=_served("huggingface", "1"),
        protocols=("v2", "v1"),
        args=(_NAMED,),
    ),
    ServingRuntime(
        name="kserve-lgbserver",
        image=ReleaseImage("kserve/lgbserver"),
        addresses=_IPV4,
        formats=_served("lightgbm", "3"),
        args=(_NAMED, _FOLDER, _HTTP, "--nthread=1"),
    ),
    ServingRuntime(
        name="kserve-mlserver",
        image=ReleaseImage("kserve/mlserver"),
        addresses=_IPV4,
        formats=(
            *_second("sklearn", "0", "1"),
            *_second("xgboost", "1"),
            *_second("lightgbm", "3"),
            *_served("mlflow", "1"),
        ),
        protocols=("v2",),
        env={
            "MLSERVER_MODEL_IMPLEMENTATION": "{{.Labels.modelClass}}",
            "MLSERVER_HTTP_PORT": "8080",
            "MLSERVER_GRPC_PORT": "9000",
            "MODELS_DIR": "/mnt/models",
        },
    ),
    ServingRuntime(
        name="kserve-paddleserver",
        image=ReleaseImage("kserve/paddleserver"),
        addresses=_IPV4,
        formats=_served("paddle", "2"),
        args=(_NAMED, _FOLDER, _HTTP),
    ),
    ServingRuntime(
        name="kserve-pmmlserver",
        image=ReleaseImage("kserve/pmmlserver"),
        addresses=_IPV4,
        formats=_served("pmml", "3", "4"),
        args=(_NAMED, _FOLDER, _HTTP),
    ),
    ServingRuntime(
        name="kserve-sklearnserver",
        image=ReleaseImage("kserve/sklearnserver"),
        addresses=_IPV4,
        formats=_served("sklearn", "1"),
        args=(_NAMED, _FOLDER, _HTTP),
    ),
    ServingRuntime(
        name="kserve-tensorflow-serving",
        image=ReleaseImage("kserve/tensorflow-serving"),
        formats=_second("tensorflow", "1", "2"),
        protocols=("v1", "grpc-v1"),
        command=("/usr/bin/tensorflow_model_server",),
        args=(
            _NAMED,
            "--port=9000",
            "--rest_api_port=8080",
            "--model_base_path=/mnt/models",
            "--rest_api_timeout_in_ms=60000",
        ),
    ),
    ServingRuntime(
        name="kserve-torchserve",
        image=ReleaseImage("kserve/torchserve"),
        addresses=_IPV4,
        formats=_second("pytorch", "1"),
        protocols=("v1", "v2", "grpc-v2"),
        args=(
            "torchserve",
            "--start",
            "--model-store=/mnt/models/model-store",
            "--ts-config=/mnt/models/config/config.properties",
        ),
        env={"TS_SERVICE_ENVELOPE": "{{.Labels.serviceEnvelope}}"},
        metrics_port=8082,
    ),
    ServingRuntime(
        name="kserve-tritonserver",
        image=ReleaseImage("kserve/tritonserver"),
        addresses=_IPV4,
        formats=(
            *_served("tensorrt", "8"),
            *_served("tensorflow", "1", "2"),
            *_served("onnx", "1"),
            ModelFormat(name="pytorch", version="1", priority=None, auto_select=False),
            *_served("triton", "2"),
        ),
        protocols=("v2", "grpc-v2"),
        args=(
            "tritonserver",
            "--model-store=/mnt/models",
            "--grpc-port=9000",
            "--http-port=8080",
            "--allow-grpc=true",
            "--allow-http=true",
        ),
        metrics_port=8002,
    ),
    ServingRuntime(
        name="kserve-xgbserver",
        image=ReleaseImage("kserve/xgbserver"),
        addresses=_IPV4,
        formats=_served("xgboost", "1"),
        args=(_NAMED, _FOLDER, _HTTP, "--nthread=1"),
    ),
)


_MORE: Final[Mapping[str, Mapping[str, Any]]] = {
    # vLLM's processes share a model in memory.
    "kserve-huggingfaceserver": {"shared_memory": True},
    "kserve-mlserver": {
        "formats": (
            *_second("sklearn", "0", "1"),
            *_second("xgboost", "1", "2"),
            *_second("lightgbm", "3", "4"),
            *_served("mlflow", "1", "2"),
        )
    },
}
_NEWER: Final = tuple(replace(each, **_MORE.get(each.name, {})) for each in RUNTIMES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Models:
    """How KServe serves models, where component `kserve` is installed.

    exposure: how models are reached from outside the cluster. `Paths()` by paths of the
    platform's host, behind its login and each profile's policies; None not at all. `Hosts` is
    refused: KServe 0.13 has no routes of the Gateway API.
    mode: what serves a model that names no mode itself: `raw` a Deployment and a Service, as
    for everything else, `serverless` Knative, which the platform has to have.
    controller_rights: `own` lets KServe's controller do what raw mode needs; `upstream` also
    write every Secret, ConfigMap, webhook, Ingress and VirtualService of the cluster, which
    serverless and multi-model serving need.
    graph_rights: `editors` lets those who may edit a profile write InferenceGraphs too, and
    its readers read them; with `upstream` only a cluster's administrators do.
    runtimes: the programs that serve models of profiles which name none of their own; None is
    those that upstream ships in the environment's release, `runtimes_of(release)`.
    storage: `pipelines` has models of these runtimes fetched from the object store of
    Pipelines by `s3://`, with the key in each profile's Secret of it; with `none`, upstream's,
    a model names a Secret itself. None is `pipelines` where the platform gives each profile
    its key, `profile_credentials` being `shared` or `per-profile`, and `none` elsewhere: a
    Secret that is named and missing keeps models from starting.
    explainer_image: what explains predictions (`spec.explainer.art`); upstream's is `latest`.
    page_image: the page of component `kserve-models-web-app`; upstream's fails for a model in
    raw mode. page_rights: `needed` lets that page read what it shows in this mode, `upstream`
    has it read Knative's kinds alone.
    metrics_log: how much the proxy of the controller's metrics logs: `quiet`, or `everything`
    as upstream, each request's headers included.
    Source: contrib/kserve of kubeflow/manifests v1.9.1, of kserve/kserve v0.13.1.
    Raises ValueError for `serverless` with rights for raw mode alone or with paths, for hosts,
    for no runtimes, for two of which KServe could not choose, and in a Config for storage
    without a key and for servers that listen on IPv4 only where pods have IPv6 alone.
    """

    exposure: Exposure = Paths()
    mode: Literal["raw", "serverless"] = "raw"
    controller_rights: Literal["own", "upstream"] = "own"
    graph_rights: Literal["editors", "upstream"] = "editors"
    runtimes: tuple[ServingRuntime, ...] | None = None
    storage: Literal["pipelines", "none"] | None = None
    explainer_image: Image = ReleaseImage("art-explainer")
    page_image: Image = ADDED["models-web-app"]
    page_rights: Literal["needed", "upstream"] = "needed"
    metrics_log: Literal["quiet", "everything"] = "quiet"

    def __post_init__(self) -> None:
        check_choices(self)
        check_image(self.explainer_image, "explainer_image")
        check_image(self.page_image, "page_image")
        if self.mode == "serverless" and self.controller_rights == "own":
            raise ValueError(
                "mode='serverless' has KServe write Knative's Services and VirtualServices, "
                "for which controller_rights='own' has no rights; set "
                "controller_rights='upstream', or mode='raw'"
            )
        check_exposure(self.exposure, serverless=self.mode == "serverless")
        if self.runtimes == ():
            raise ValueError(
                "runtimes are none, so that no model would be served; leave the field out, or "
                "name a ServingRuntime"
            )
        runtimes = self.runtimes or RUNTIMES
        check_unique((each.name for each in runtimes), "runtime")
        for one, other in combinations(runtimes, 2):
            if contested := one.contested(other):
                raise ValueError(
                    f"runtimes {one.name!r} and {other.name!r} both serve format "
                    f"{contested!r} with one priority, which KServe refuses; give one of them "
                    f"another priority, or auto_select=False"
                )

    def check_place(self, *, mesh: Mesh, cluster: Cluster) -> None:
        """Refuse Knative's pods in an ambient mesh, and servers that no pod could reach."""
        if self.mode == "serverless" and isinstance(mesh, Ambient):
            raise ValueError(
                "mode='serverless' needs Sidecars(): Knative's routes do not work in an "
                "ambient mesh (knative-extensions/net-istio issue 1360); set mode='raw'"
            )
        # Upstream's have the same names and servers in every release.
        runtimes = self.runtimes or RUNTIMES
        deaf = [each.name for each in runtimes if each.addresses == _IPV4]
        if cluster.addresses == "ipv6" and deaf:
            rest = [each.name for each in runtimes if each.name not in deaf]
            remain = (
                f"which leaves {', '.join(rest)}" if rest else "and name one that does not"
            )
            raise ValueError(
                "addresses='ipv6' leaves pods without IPv4, but the servers of runtimes "
                f"{', '.join(deaf)} listen on IPv4 only; leave them out of "
                f"Models(runtimes=…), {remain}"
            )

    @property
    def paths(self) -> Paths | None:
        """The paths by which models are reached; None where there are none."""
        return self.exposure if isinstance(self.exposure, Paths) else None

    def check_beside(self, metacontroller: MetacontrollerSettings) -> None:
        """Refuse paths where nothing would hold Metacontroller's routes to profiles."""
        if self.paths:
            self.paths.check_writer(metacontroller)

    def takes_keys(
        self,
        pipelines: PipelinesSettings,
        components: Collection[str],
        profiles: ProfileDefaults,
    ) -> bool:
        """Return whether models are fetched with the keys that profiles have for Pipelines.

        components: what is installed. Raises ValueError where keys are asked for and profiles
        have none.
        """
        missing = missing_key(pipelines, components, profiles.labels)
        if self.storage is None:
            return missing is None and pipelines.profile_credentials != "own"
        if self.storage == "pipelines" and missing:
            raise ValueError(f"storage='pipelines' of Models has no key: {missing}")
        return self.storage == "pipelines"

    def runtimes_in(self, release: Release) -> tuple[ServingRuntime, ...]:
        """Return the runtimes in an environment that runs a release."""
        return runtimes_of(release) if self.runtimes is None else self.runtimes

    def images(self) -> tuple[Image, ...]:
        """Return every image that is named here."""
        return (
            self.explainer_image,
            self.page_image,
            # Upstream's have one name for an image in every release.
            *(each.image for each in self.runtimes or RUNTIMES),
        )
