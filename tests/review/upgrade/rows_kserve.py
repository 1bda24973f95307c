"""Where the hazards of KServe since 0.15.2 apply, and where not."""

from .objects import both, images, runtimes, settings
from .sides import deployment, obj

CONFIG = "inferenceservice-config"
KSERVE = (images("kserve-controller-manager"), images("ml-pipeline"))
HUGGING_FACE = (runtimes("kserve-huggingfaceserver"), runtimes("kserve-sklearnserver"))
OLD_PAGE, NEW_PAGE = (
    deployment(f"kserve-models-web-{name}") for name in ("app", "application")
)


def renamed():
    """Return the sides of a step to KServe 0.16, and of one that is none."""
    before, after = (
        [*made, settings(CONFIG, **data)]
        for made, data in zip(
            images("kserve-controller-manager"), ({}, {"autoscaler": "{}"}), strict=True
        )
    )
    return (before, after), (before, before)


def formats(version):
    """Return the runtime of XGBoost that serves a version of its format."""
    spec = {"supportedModelFormats": [{"name": "xgboost", "version": version}]}
    api = "serving.kserve.io/v1alpha1"
    return obj("ClusterServingRuntime", "kserve-xgbserver", api=api, namespace=None, spec=spec)


# By hazard: both sides of an environment that has it, and of one that has not.
ROWS_0_15_2 = {
    "Pods of models": KSERVE,
    "The mode of a model": KSERVE,
    "Models that are images": (
        (
            [settings(CONFIG, storageInitializer="a")],
            [settings(CONFIG, storageInitializer="b")],
        ),
        both(settings(CONFIG, storageInitializer="a")),
    ),
}
ROWS_0_16 = {
    "Pods of models": KSERVE,
    "Names of containers that serve models": KSERVE,
    "vLLM of Hugging Face models": HUGGING_FACE,
    "Names of KServe's modes": renamed(),
    "LLMInferenceServices": renamed(),
}
ROWS_0_18 = {
    "Pods of models": KSERVE,
    "Versions of LightGBM's and XGBoost's formats": (
        ([formats("1")], [formats("2")]),
        both(formats("2")),
    ),
    "Models of MLServer": (runtimes("kserve-mlserver"), runtimes("own")),
    "vLLM of Hugging Face models": HUGGING_FACE,
    "The variable PYTHONPATH of models": KSERVE,
    "The page of models by another name": (([OLD_PAGE], [NEW_PAGE]), both(NEW_PAGE)),
}
