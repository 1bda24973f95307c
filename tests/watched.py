"""A config in which every dashboard has all its panels."""

from typing import Final, get_args

from constructs_lib import Backup, BackupVolume, Config, ProfileDefaults
from constructs_lib.config.metric_sources import MetricSource
from constructs_lib.monitoring import Alerts, Dashboards, Monitoring, Scraper, Usage

SCRAPER: Final = Scraper(namespace="monitoring", account="prometheus-k8s")
# No panel names the owners of profiles.
SOURCES: Final[tuple[MetricSource, ...]] = tuple(
    each for each in get_args(MetricSource) if each != "namespace-owners"
)
WATCHED: Final = Config(
    components=(*Config().components, "kserve"),
    backup=Backup(destination=BackupVolume(claim="copies")),
    profiles=ProfileDefaults(cost_label="example.com/cost-center"),
    monitoring=Monitoring(
        scraper=SCRAPER,
        dashboards=Dashboards(annotations={"grafana_folder": "Kubeflow"}),
        alerts=Alerts(runbooks="https://example.com/runbooks", availability=0.995),
        usage=Usage(),
        platform=SOURCES,
    ),
)
