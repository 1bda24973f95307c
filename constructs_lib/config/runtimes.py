"""The programs that upstream serves models with, by release."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ..releases import Release, ReleaseImage
from .serving_runtime import ModelFormat, ServingRuntime


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


# What KServe ships otherwise from a version on.
_IN_0_15: Final[Mapping[str, Mapping[str, Any]]] = {
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
_IN_0_15_2: Final[Mapping[str, Mapping[str, Any]]] = {
    "kserve-huggingfaceserver": {"env": {"LMCACHE_USE_EXPERIMENTAL": "True"}},
}
_IN_0_18: Final[Mapping[str, Mapping[str, Any]]] = {
    "kserve-lgbserver": {"formats": _served("lightgbm", "4")},
    "kserve-mlserver": {
        "env": {
            "MLSERVER_MODEL_IMPLEMENTATION": "{{.Labels.modelClass}}",
            "MLSERVER_HTTP_PORT": "8080",
            "MLSERVER_GRPC_PORT": "9000",
        }
    },
    "kserve-xgbserver": {"formats": _served("xgboost", "2")},
}
# It serves what three other servers do; a model has to name it.
_PREDICTIVE: Final = ServingRuntime(
    name="kserve-predictiveserver",
    image=ReleaseImage("kserve/predictiveserver"),
    addresses=_IPV4,
    formats=tuple(
        ModelFormat(name=name, version=version, priority=3, auto_select=False)
        for name, version in (("sklearn", "1"), ("xgboost", "2"), ("lightgbm", "4"))
    ),
    args=(_NAMED, _FOLDER, _HTTP, "--framework={{.Annotations.modelFormat}}", "--nthread=1"),
)


def _with(
    runtimes: tuple[ServingRuntime, ...], changes: Mapping[str, Mapping[str, Any]]
) -> tuple[ServingRuntime, ...]:
    return tuple(replace(each, **changes.get(each.name, {})) for each in runtimes)


_RUNTIMES_0_15: Final = _with(RUNTIMES, _IN_0_15)
_RUNTIMES_0_15_2: Final = _with(_RUNTIMES_0_15, _IN_0_15_2)
_RUNTIMES_0_18: Final = (*_with(_RUNTIMES_0_15_2, _IN_0_18), _PREDICTIVE)


def runtimes_of(release: Release) -> tuple[ServingRuntime, ...]:
    """Return the runtimes of a release, except the one that spans several nodes.

    release: of Kubeflow, such as V26_03_1.
    """
    if release.serving.typed_runtimes:
        return _RUNTIMES_0_18
    if release.serving.model_images:
        return _RUNTIMES_0_15_2
    return _RUNTIMES_0_15 if release.model_caches else RUNTIMES
