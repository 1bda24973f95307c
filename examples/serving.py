"""Models that are served in profiles: KServe, its page, and the runtimes that are wanted."""

from constructs_lib import (
    ClaimFolder,
    Config,
    Environment,
    ExternalIssuer,
    Login,
    Machine,
    Platform,
    PodDefault,
    Profile,
    run,
)
from constructs_lib.config import COMPONENTS
from constructs_lib.serving import RUNTIMES, ModelCaller, Models, ModelVolume, Paths

# Of upstream's runtimes, those whose images the mirror holds.
WANTED = ("kserve-sklearnserver", "kserve-xgbserver", "kserve-huggingfaceserver")

SHOP = ExternalIssuer(
    name="shop", issuer="https://tokens.shop.example.com", audience="kubeflow"
)
# Notebooks write models where the team's InferenceServices read them.
WRITES_MODELS = PodDefault(
    name="models",
    description="Mount the team's models",
    volumes=(ClaimFolder("models", "/home/jovyan/models"),),
)


def platform() -> Platform:
    """Return a platform that serves models of three formats, one of them to a shop."""
    models = Models(
        # Model `iris` of profile `team` answers at `/serving/team/iris/` of the host.
        exposure=Paths("/serving"),
        runtimes=tuple(each for each in RUNTIMES if each.name in WANTED),
    )
    config = Config(
        host="kubeflow.example.com",
        registry="mirror.example.com/kubeflow",
        components=(*COMPONENTS, "kserve", "kserve-models-web-app"),
        login=Login(machines=(SHOP,)),
        models=models,
    )
    team = Profile(
        name="team-flowers",
        owner="ada@example.com",
        pod_defaults=(WRITES_MODELS,),
        model_volume=ModelVolume(size="50Gi", storage_class="shared-files"),
        model_callers=(
            ModelCaller(user=Machine("checkout", issuer=SHOP.name), models=("iris",)),
        ),
    )
    return Platform(environments=(Environment("default", config),), profiles=(team,))


if __name__ == "__main__":
    raise SystemExit(run(platform))
