"""Models that are served in profiles: KServe, its page, and the runtimes that are wanted."""

from constructs_lib import Config, Environment, Platform, run
from constructs_lib.config import COMPONENTS
from constructs_lib.serving import RUNTIMES, Models, Paths

# Of upstream's runtimes, those whose images the mirror holds.
WANTED = ("kserve-sklearnserver", "kserve-xgbserver", "kserve-huggingfaceserver")


def platform() -> Platform:
    """Return a platform that serves models of three formats."""
    models = Models(
        # Model `iris` of profile `team` answers at `/serving/team/iris/` of the host.
        exposure=Paths("/serving"),
        runtimes=tuple(each for each in RUNTIMES if each.name in WANTED),
    )
    config = Config(
        host="kubeflow.example.com",
        registry="mirror.example.com/kubeflow",
        components=(*COMPONENTS, "kserve", "kserve-models-web-app"),
        models=models,
    )
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
