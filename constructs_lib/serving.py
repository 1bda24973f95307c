"""What serving models is decided and made with: KServe, its page, and their decisions."""

from .arguments import check_exported
from .components.kserve import KServe
from .components.kserve_models_web_app import KServeModelsWebApp
from .config import ModelCaller, ModelFormat, Models, ModelVolume, ServingRuntime
from .config.serving import RUNTIMES

__all__ = [
    "RUNTIMES",
    "KServe",
    "KServeModelsWebApp",
    "ModelCaller",
    "ModelFormat",
    "ModelVolume",
    "Models",
    "ServingRuntime",
]

check_exported({"KServe": KServe, "KServeModelsWebApp": KServeModelsWebApp})
