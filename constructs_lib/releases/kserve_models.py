"""What hazards of every step between releases of KServe have in common."""

from typing import Final

from .hazard import Hazard, OtherImages

KSERVE: Final = "https://github.com/kserve/kserve"
CONTROLLER: Final = OtherImages("Deployment", "kserve-controller-manager")
HUGGING_FACE: Final = OtherImages("ClusterServingRuntime", "kserve-huggingfaceserver")
ALL_READY: Final = "`kubectl get inferenceservices --all-namespaces` shows `True` for each"
LOADED: Final = "each new pod is ready; the old one serves until then, so READY alone hides it"


def listed(*columns: str) -> tuple[str]:
    """Return the command that lists all models, with more columns after their names."""
    told = ",".join(("NAMESPACE:.metadata.namespace,NAME:.metadata.name", *columns))
    return (f"kubectl get inferenceservices --all-namespaces -o custom-columns={told}",)


def rolling(what: str, *, link: str, seen: str = ALL_READY) -> Hazard:
    """Return the hazard that a step rolls all models. what: in this step."""
    return Hazard(
        name="Pods of models",
        when=CONTROLLER,
        part="anew",
        what=what,
        commands=listed("RUNTIME:.spec.predictor.model.runtime"),
        seen=seen,
        back="the old controller rolls all of them once more",
        link=link,
    )


def vllm(what: str, *, link: str, name: str, back: str) -> Hazard:
    """Return the hazard that a step brings another vLLM. what: in this step."""
    return Hazard(
        name=name,
        when=HUGGING_FACE,
        part="lost",
        what=what,
        commands=listed("ARGS:.spec.predictor.model.args"),
        seen="each pod of such a model is ready, and answers at `/openai/v1/models`",
        back=back,
        link=link,
    )
