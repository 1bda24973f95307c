"""What can go wrong between KServe 0.16.0 and 0.18.0, where it is installed."""

from typing import Final

from .hazard import Arrives, Differs, Hazard, OtherImages
from .kserve_models import CONTROLLER, KSERVE, LOADED, listed, rolling, vllm

_MODELS: Final = rolling(
    (
        "All models roll at the same time, as in each step: quotas and nodes with "
        "accelerators need room for a second pod of each. To keep one as it is, set "
        "`runtimeVersion` in its InferenceService to the tag of the controller's image that "
        "runs now, before the step, and remove it later; from 0.16 on, the "
        'annotation `serving.kserve.io/disable-auto-update: "true"`.'
    ),
    link=f"{KSERVE}/pull/4342",
)

_FORMATS: Final = Hazard(
    name="Versions of LightGBM's and XGBoost's formats",
    when=Differs(
        "ClusterServingRuntime", "kserve-xgbserver", ("spec", "supportedModelFormats")
    ),
    part="first",
    what=(
        "The runtimes kserve-lgbserver and kserve-xgbserver serve versions `4` and `2` of "
        "their formats, and no longer `3` and `1`. A model that states the older one finds no "
        "runtime. Remove `version` from its `modelFormat` before the step."
    ),
    commands=listed(
        "FORMAT:.spec.predictor.model.modelFormat.name",
        "VERSION:.spec.predictor.model.modelFormat.version",
    ),
    seen="no model of lightgbm or xgboost has an older version in the last column",
    back="none is needed: both releases serve models without a version",
    link=f"{KSERVE}/pull/4954",
)

_MLSERVER: Final = Hazard(
    name="Models of MLServer",
    when=OtherImages("ClusterServingRuntime", "kserve-mlserver"),
    part="lost",
    what=(
        "MLServer changes from 1.5 to 1.7, with newer libraries of each format: a pickled "
        "model of an older one may not load. Try one of each in the first environment. A "
        "runtime of your own that runs MLServer and is called otherwise needs the annotation "
        "`serving.kserve.io/server-type: mlserver`."
    ),
    seen=LOADED,
    back="the old release runs the old image",
    link=f"{KSERVE}/pull/4573",
)

_VLLM: Final = vllm(
    (
        "vLLM changes to 0.19, from 0.9 in KServe 0.16: its first engine is gone, and many "
        "arguments and defaults differ. Try each Hugging Face model in the first environment; "
        "where it fails, set `runtimeVersion` to the tag of the controller's image before the "
        "step, on accelerators with `-gpu` after it."
    ),
    name="vLLM of Hugging Face models",
    back="remove the same field",
    link=f"{KSERVE}/pull/5367",
)

_PYTHONPATH: Final = Hazard(
    name="The variable PYTHONPATH of models",
    when=CONTROLLER,
    part="first",
    what=(
        "KServe refuses a model or a runtime with the variable `PYTHONPATH`, also at its next "
        "change. Build the modules into an image in place of it."
    ),
    commands=(
        (
            "kubectl get inferenceservices,servingruntimes --all-namespaces -o yaml | "
            "grep -c PYTHONPATH"
        ),
    ),
    seen="the command counts 0",
    back="the old release takes the variable",
    link=f"{KSERVE}/pull/5340",
)

_PAGE: Final = Hazard(
    name="The page of models by another name",
    when=Arrives("Deployment", "kserve-models-web-application"),
    part="anew",
    what=(
        "The Deployment of the page and its other objects are now called "
        "`kserve-models-web-application`; the old ones are pruned. Its path stays. Change "
        "objects of your own that name the old ones, such as a policy or a monitor."
    ),
    commands=(
        "kubectl get deployments,services --namespace kubeflow | grep kserve-models-web-app",
    ),
    seen="only `kserve-models-web-application` is left, and the page opens from the menu",
    back="the old release has the old name again",
    by_hand=False,
    link="https://github.com/kserve/models-web-app/pull/195",
)

HAZARDS_KSERVE_0_18: Final = (_MODELS, _FORMATS, _MLSERVER, _VLLM, _PYTHONPATH, _PAGE)
