"""Pipelines drawn in JupyterLab with Elyra, whose steps need no Internet access."""

from constructs_lib import (
    BundledMinIO,
    Config,
    Environment,
    Notebooks,
    PipelinesSettings,
    Platform,
    Profile,
    Spawner,
    run,
)
from constructs_lib.elyra import Elyra, ElyraDownloads, RuntimeImage

# docs/elyra.md builds the image; its own steps download nothing.
ELYRA = Elyra(
    image="registry.example.com/notebooks/elyra:4.1.1-1",
    runtime_images=(
        RuntimeImage(
            name="training",
            image="registry.example.com/notebooks/training:2026.1",
            title="Training with PyTorch",
        ),
    ),
    downloads=ElyraDownloads(
        bootstrap_script="file:///opt/elyra/bootstrapper.py",
        requirements="file:///opt/elyra/requirements-elyra.txt",
        pip_index="https://pypi.example.com/simple",
    ),
)


def platform() -> Platform:
    """Return a platform on which each profile has a key and a bucket of its own."""
    config = Config(
        host="kubeflow.example.com",
        pipelines=PipelinesSettings(
            object_store=BundledMinIO(server="silo"),
            profile_credentials="per-profile",
            elyra=ELYRA,
        ),
        # The form selects it for new notebooks.
        notebooks=Notebooks(spawner=Spawner(pod_defaults=("elyra",))),
    )
    return Platform(
        environments=(Environment("default", config),),
        profiles=(Profile(name="team-vision", owner="ada@example.com"),),
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
