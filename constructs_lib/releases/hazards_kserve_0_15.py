"""What can go wrong between KServe 0.13.1 and 0.15.0, where it is installed."""

from typing import Final

from .hazard import All, Arrives, Hazard, IsAppliedByClient, OtherImages
from .kserve_models import CONTROLLER, HUGGING_FACE, KSERVE, LOADED, listed, rolling, vllm

_PINNED: Final = "set `runtimeVersion: v0.13.1` in the model's InferenceService"

_STORAGE: Final = Hazard(
    name="Own containers that fetch models",
    when=CONTROLLER,
    part="lacking",
    what=(
        "The container that fetches a model has the security context of its "
        "ClusterStorageContainer, no longer the model's. If one of your own states none, its "
        "pods are refused where profiles enforce `restricted`."
    ),
    commands=("kubectl get clusterstoragecontainers -o yaml",),
    seen="no event of a model's ReplicaSet says `violates PodSecurity`",
    link=f"{KSERVE}/pull/3985",
)

_CLIENT_SIDE: Final = Hazard(
    name="A definition that is too long for an annotation",
    when=All((CONTROLLER, IsAppliedByClient())),
    part="lacking",
    what=(
        "The definition of InferenceServices has 352 KB. Client-side apply copies all of it "
        "into an annotation, whose limit is 256 KB. Set `SyncPolicy(server_side=True)`, the "
        "default."
    ),
    seen="the sync does not say `metadata.annotations: Too long`",
    link=f"{KSERVE}/issues/3487",
)

_SCALED_OUTSIDE: Final = Hazard(
    name="Models that something else scales",
    when=CONTROLLER,
    part="first",
    what=(
        "For a model with `autoscalerClass: external` the controller resets the number of "
        "pods to `minReplicas` at each reconciliation, which undoes what its scaler sets. "
        "Before the step delete that scaler, and set the class `hpa`, or `keda` where KEDA is "
        "installed."
    ),
    commands=listed(r"CLASS:.metadata.annotations.serving\\.kserve\\.io/autoscalerClass"),
    seen="`kubectl get deployment -n <profile> <model>-predictor --watch` keeps its number",
    back="the annotation and the scaler again",
    link=f"{KSERVE}/pull/4196",
)

_MODELS: Final = rolling(
    (
        "When the new controller starts it updates the workload of every model, with the new "
        "images of the runtimes: all models roll at the same time. Each starts a second pod "
        "first, for which quotas and nodes with accelerators need room. To keep one as it "
        f"is, {_PINNED} before the step, and remove it later."
    ),
    seen=(
        "`kubectl get inferenceservices --all-namespaces` shows `True` for each, and "
        "`kubectl get pods --all-namespaces --selector serving.kserve.io/inferenceservice` "
        "no pending pod"
    ),
    link=f"{KSERVE}/issues/3683",
)

_PICKLED: Final = Hazard(
    name="Models in files of scikit-learn, XGBoost and LightGBM",
    when=OtherImages("ClusterServingRuntime", "kserve-sklearnserver"),
    part="lost",
    what=(
        "The runtimes have newer libraries: scikit-learn 1.5 after 1.3 (1.2 for XGBoost), "
        "XGBoost 2.1 after 2.0, LightGBM 4.5 after 3.3, MLServer 1.5 after 1.3. A pickled "
        "model of an older one may not load. Try one of each format in the first "
        f"environment; where it fails, {_PINNED}, and save the model again."
    ),
    seen=LOADED,
    back="remove the same field",
    link=f"{KSERVE}/pull/3645",
)

_GPU: Final = Hazard(
    name="Hugging Face models on accelerators",
    when=HUGGING_FACE,
    part="lost",
    what=(
        "The image of the runtime is for CPUs; the controller appends `-gpu` only to a model "
        "whose limits name exactly `nvidia.com/gpu`. With other devices, such as slices of "
        "MIG, set `runtimeVersion` to the new tag of the runtime's image and `-gpu` after it: "
        "mirrors need that image too."
    ),
    commands=listed("LIMITS:.spec.predictor.model.resources.limits"),
    seen="the log of `kserve-container` has no error about libcuda",
    back=_PINNED,
    link=f"{KSERVE}/issues/4640",
)

_FLAGS: Final = vllm(
    (
        "vLLM changes from 0.4 to 0.8: `--max_model_len` replaces `--max_length`, which still "
        "works; `--task` has other values where vLLM serves; `--dtype auto` is the model's "
        "own; and `/dev/shm` counts to the container's memory. Change arguments with the "
        "step, not before it."
    ),
    name="Arguments of Hugging Face models",
    back=f"{_PINNED}, and the old arguments",
    link=f"{KSERVE}/pull/3827",
)

_REMOVED_FIELDS: Final = Hazard(
    name="Fields removed from a model",
    when=CONTROLLER,
    part="after",
    what=(
        "A variable, a resource or a container that is removed from an InferenceService stays "
        "in its Deployment. After such a change delete the Deployment: the controller creates "
        "it again."
    ),
    by_hand=False,
    link=f"{KSERVE}/pull/4445",
)

_LOCAL_MODELS: Final = Hazard(
    name="Models cached on nodes",
    when=Arrives("CustomResourceDefinition", "localmodelcaches.serving.kserve.io"),
    part="after",
    what=(
        "The kinds LocalModelCache, LocalModelNodeGroup and LocalModelNode are new, and so "
        "are fields of InferenceServices such as `workerSpec`. The old release has none of "
        "them."
    ),
    back=(
        "delete such objects while this release runs; the old definitions drop the new fields "
        "at the next write of an InferenceService"
    ),
    by_hand=False,
    link=f"{KSERVE}/pull/4102",
)

HAZARDS_KSERVE_0_15: Final = (
    _STORAGE,
    _CLIENT_SIDE,
    _SCALED_OUTSIDE,
    _MODELS,
    _PICKLED,
    _GPU,
    _FLAGS,
    _REMOVED_FIELDS,
    _LOCAL_MODELS,
)
