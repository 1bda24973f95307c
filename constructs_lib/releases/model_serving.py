"""How a release ships KServe."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    cache_webhook: whether the controller of caches has a webhook of its own, caches may belong
    to a profile, and one container fetches all files of a model. typed_runtimes: whether a
    runtime names the server that it runs, by an annotation; their formats changed in the same
    version.
    llm: whether upstream ships the controller of LLMInferenceServices, which the base leaves
    out, and lets users write them.
    page_kinds: which of KServe's kinds the page shows. page_parameters: further settings of
    the page. page_arguments: those of its server.
    """

    raw_mode: Literal["RawDeployment", "Standard"]
    annotated: bool
    model_images: bool
    volume_setting: bool
    path_template: bool
    stops_models: bool
    cache_webhook: bool
    typed_runtimes: bool
    llm: bool
    page_kinds: tuple[str, ...]
    page_parameters: Mapping[str, str]
    page_arguments: str
