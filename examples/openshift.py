"""OpenShift: its users, its Argo CD, and what Istio's charts are told of it."""

from constructs_lib import (
    AddOn,
    Ambient,
    ArgoCd,
    Cluster,
    Config,
    Environment,
    Hooks,
    OpenShift,
    Platform,
    PlatformPrerequisites,
    PrerequisiteCheck,
    run,
)

# The Gateway API's kinds are there since 4.19: no add-on brings them.
HERE = Config(
    host="ml.apps.example.com",
    cluster=Cluster(distribution=OpenShift(version="4.19.0")),
    mesh=Ambient(istio="1.26.2"),
    hooks=Hooks(before=PrerequisiteCheck()),
)


def platform() -> Platform:
    """Return what dist/ shall hold, with a mesh that Argo CD installs."""
    return Platform(
        environments=(
            Environment("openshift", HERE, argo_cd=ArgoCd(namespace="openshift-gitops")),
        ),
        prerequisites=PlatformPrerequisites(
            add_ons=(AddOn(name="istio"), AddOn(name="kgateway"))
        ),
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
