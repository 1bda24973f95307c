"""Images by digest, from a mirror, for nodes of two architectures.

images.lock beside this file is not of the real registries: go-containerregistry's registry
gave it on loopback, where small stand-ins have the images' names, and their digests exist
nowhere else. `kubeflow-gitops images --lock` writes yours.
"""

from pathlib import Path

from constructs_lib import V1_10_2, Cluster, Config, Environment, ImageLock, Platform, run


def platform() -> Platform:
    """Return a small platform whose every image has a digest."""
    config = Config(
        release=V1_10_2,
        components=("central-dashboard", "profiles", "admission-webhook"),
        images=ImageLock.read(Path(__file__).with_name("images.lock")),
        registry="mirror.example.com/kubeflow",
        cluster=Cluster(architectures=("amd64", "arm64")),
    )
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
