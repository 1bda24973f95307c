"""Serve models with KServe: its constructs and its page, and the decisions about them."""

from .arguments import check_exported
from .components.kserve import KServe
from .components.kserve_models_web_app import KServeModelsWebApp
from .config import (
    Exposure,
    Hosts,
    ModelCaller,
    ModelFormat,
    Models,
    ModelVolume,
    Paths,
    ServingRuntime,
)
from .config.runtimes import RUNTIMES, runtimes_of

__all__ = [
    "RUNTIMES",
    "Exposure",
    "Hosts",
    "KServe",
    "KServeModelsWebApp",
    "ModelCaller",
    "ModelFormat",
    "ModelVolume",
    "Models",
    "Paths",
    "ServingRuntime",
    "runtimes_of",
]

check_exported({"KServe": KServe, "KServeModelsWebApp": KServeModelsWebApp})
