"""Spark applications in profiles: their operator, and images from a mirror."""

from constructs_lib import Config, Environment, Platform, Profile, Quota, run
from constructs_lib.config import COMPONENTS
from constructs_lib.spark import SparkOperator


def platform() -> Platform:
    """Return a platform whose teams run Spark applications, two of which start at a time."""
    config = Config(
        host="kubeflow.example.com",
        registry="mirror.example.com/kubeflow",
        components=(*COMPONENTS, "spark-operator"),
        # Each application that starts is a JVM in the operator's pod.
        spark=SparkOperator(threads=2, executors=200),
    )
    team = Profile(
        name="team-events",
        owner="ada@example.com",
        # Of drivers, executors and notebooks together.
        quota=Quota({"requests.cpu": "40", "requests.memory": "160Gi"}),
    )
    return Platform(environments=(Environment("default", config),), profiles=(team,))


if __name__ == "__main__":
    raise SystemExit(run(platform))
