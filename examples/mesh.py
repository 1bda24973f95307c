"""A mesh that others look after: its trust domain, istiod's revision, the cluster's name."""

from constructs_lib import (
    Ambient,
    Config,
    Environment,
    Hooks,
    Platform,
    PlatformPrerequisites,
    PrerequisiteCheck,
    run,
)

MESH = Ambient(
    istio="1.26.2",
    trust_domain="corp.example",
    revision="canary",
    cluster_id="ml-north",
)
# The Job before each sync says where istiod has been told otherwise.
CORP = Config(host="ml.corp.example", mesh=MESH, hooks=Hooks(before=PrerequisiteCheck()))


def platform() -> Platform:
    """Return what dist/ shall hold, istiod's values for whom they concern among it."""
    return Platform(
        environments=(Environment("corp", CORP),), prerequisites=PlatformPrerequisites()
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
