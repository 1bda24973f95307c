"""How a release ships KServe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelServing:
    """How a release ships KServe and the page of models, besides the kinds of its version.

    raw_mode: what KServe calls the mode without Knative; it still reads the name before.
    annotated: whether its pods state by an annotation whether they get a sidecar, and not as
    those of other components do.
    model_images: whether a container's image may be a model, `oci://`. What the controller of
    caches may do changed in the same version.
    volume_setting: whether it is a setting that a claim with a model is mounted directly.
    path_template: whether upstream's own routes have paths of models, which came with settings
    of autoscaling.
    stops_models: whether a model can be stopped by an annotation, for which the controller
    deletes what it made.
    cache_webhook: whether the controller of caches has a webhook of its own, and caches may
    belong to a profile. typed_runtimes: whether a runtime names the server that it runs, by an
    annotation; their formats changed in the same version.
    llm: whether upstream ships the controller of LLMInferenceServices, which the base leaves
    out, and lets users write them.
    page_kinds: which of KServe's kinds the page shows. page_parameters: further settings of
    the page. page_arguments: those of its server.
    """

    raw_mode: Literal["RawDeployment", "Standard"] = "RawDeployment"
    annotated: bool = False
    model_images: bool = False
    volume_setting: bool = True
    path_template: bool = False
    stops_models: bool = False
    cache_webhook: bool = False
    typed_runtimes: bool = False
    llm: bool = False
    page_kinds: tuple[str, ...] = ("inferenceservices",)
    page_parameters: Mapping[str, str] = field(default_factory=dict)
    page_arguments: str = ""
