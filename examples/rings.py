"""Rings: a change reaches the next ones once the canary has run it healthily for a day."""

from datetime import timedelta

from constructs_lib import Config, Environment, Platform, run
from constructs_lib.monitoring import Alerts, Monitoring, Scraper
from constructs_lib.rollout import Soak


def watched(host: str) -> Config:
    """Return an environment with alerts, which the next ring asks for."""
    return Config(
        host=host,
        monitoring=Monitoring(
            scraper=Scraper(namespace="monitoring", account="prometheus-k8s"),
            platform=("argo-cd", "kube-state-metrics"),
            alerts=Alerts(runbooks="https://docs.example.com/kubeflow/runbooks.html"),
        ),
    )


def platform() -> Platform:
    """Return a canary that follows what is published, and two rings that wait."""
    after_canary = Soak(
        timedelta(days=1),
        prometheus="https://prometheus.canary.example.com",
        healthy=('min(up{job="nvidia-dcgm-exporter"}) == 1',),
        of="canary",
    )
    after_europe = Soak(
        timedelta(days=3),
        prometheus="https://prometheus.eu.example.com",
        of="europe",
    )
    return Platform(
        environments=(
            Environment("canary", watched("canary.example.com")),
            Environment(
                "europe", watched("eu.example.com"), revision="europe", after=after_canary
            ),
            Environment(
                "asia", watched("asia.example.com"), revision="asia", after=after_europe
            ),
            Environment(
                "america", watched("us.example.com"), revision="america", after=after_europe
            ),
        )
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
