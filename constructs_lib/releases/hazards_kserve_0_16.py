"""What can go wrong between KServe 0.15.0, 0.15.2 and 0.16.0, where it is installed."""

from typing import Final

from .hazard import All, Differs, Hazard
from .kserve_models import CONTROLLER, KSERVE, listed, rolling, vllm

_CONFIG: Final = ("ConfigMap", "inferenceservice-config")

_MODELS_0_15_2: Final = rolling(
    (
        "All models roll at the same time, with the new images of the runtimes: each starts a "
        "second pod first, for which quotas and nodes with accelerators need room. To keep "
        "one as it is, set `runtimeVersion` in its InferenceService to the tag of the "
        "controller's image that runs now, before the step, and remove it later."
    ),
    link=f"{KSERVE}/issues/3683",
)

_MODE: Final = Hazard(
    name="The mode of a model",
    when=CONTROLLER,
    part="lost",
    what=(
        "The annotation `serving.kserve.io/deploymentMode` of a model can no longer change: "
        "KServe records the mode in the status, and refuses another one. Delete the "
        "InferenceService and create it again."
    ),
    seen="no message says `deploymentMode cannot be changed`",
    back="the old release lets it change again",
    by_hand=False,
    link=f"{KSERVE}/pull/4423",
)

_IMAGES_AS_MODELS: Final = Hazard(
    name="Models that are images",
    when=Differs(*_CONFIG, ("data", "storageInitializer")),
    part="after",
    what=(
        "A model may be an image, `storageUri: oci://…`: a container of that image runs in "
        "the model's pod as user 1010, in the same process namespace. A profile that enforces "
        "`restricted` refuses such a pod, for KServe gives that container no complete context."
    ),
    by_hand=False,
    link=f"{KSERVE}/pull/4316",
)

_MODELS_0_16: Final = rolling(
    (
        "All models roll at the same time, as in each step: quotas and nodes with "
        "accelerators need room for a second pod of each. To keep one as it is, set "
        "`runtimeVersion` in its InferenceService to the version of KServe that runs now, "
        "such as `v0.15.2`, before the step. From 0.16 on the annotation "
        '`serving.kserve.io/disable-auto-update: "true"` keeps a ready model as it is when '
        "its runtime changes; set it after the step for those that must not roll in the next."
    ),
    link=f"{KSERVE}/pull/4342",
)

_NAMED: Final = Hazard(
    name="Names of containers that serve models",
    when=CONTROLLER,
    part="first",
    what=(
        "A model whose `spec.predictor.model`, or `sklearn` and the like, has a field `name` "
        "is refused at its next change. Remove that field; KServe names the container itself."
    ),
    commands=listed("CONTAINER:.spec.predictor.model.name"),
    seen="the last column is empty, or `<none>`, for each model",
    back="none is needed: both releases take models without it",
    link=f"{KSERVE}/pull/4535",
)

_VLLM: Final = vllm(
    (
        "vLLM changes from 0.8 to 0.9, and transformers to 4.53: arguments and defaults of "
        "models that vLLM serves may differ. Try one in the first environment; where it "
        "fails, set `runtimeVersion` of the old version with its `-gpu` in the model's "
        "InferenceService."
    ),
    name="vLLM of Hugging Face models",
    back="remove the same field",
    link=f"{KSERVE}/pull/4586",
)

_NAMES_OF_MODES: Final = Hazard(
    name="Names of KServe's modes",
    when=All((CONTROLLER, Differs(*_CONFIG, ("data", "autoscaler")))),
    part="after",
    what=(
        "`RawDeployment` is called `Standard` now, and `Serverless` is `Knative`. Annotations "
        "with the older names stay valid; new ones should have the newer, and a program that "
        "reads `status.deploymentMode` meets both."
    ),
    back="the old release takes the older names alone: change newer ones before",
    by_hand=False,
    link=f"{KSERVE}/pull/4608",
)

_LLM: Final = Hazard(
    name="LLMInferenceServices",
    when=All((CONTROLLER, Differs(*_CONFIG, ("data", "autoscaler")))),
    part="after",
    what=(
        "Upstream ships a controller of LLMInferenceServices from this release on; the base "
        "leaves it and its kinds out, so that nothing serves such an object. Language models "
        "are served by InferenceServices of the runtime kserve-huggingfaceserver, as before."
    ),
    by_hand=False,
    link="https://github.com/kubeflow/manifests/issues/3290",
)

HAZARDS_KSERVE_0_15_2: Final = (_MODELS_0_15_2, _MODE, _IMAGES_AS_MODELS)
HAZARDS_KSERVE_0_16: Final = (_MODELS_0_16, _NAMED, _VLLM, _NAMES_OF_MODES, _LLM)
