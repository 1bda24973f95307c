"""Whether the data is there, has room, and is copied."""

from typing import Final

from constructs_lib.config.backup import ACCOUNT
from constructs_lib.config.needs import BACKUP, VOLUMES

from .model import Dashboard, Panel, Query, Row
from .promql import added

_HERE: Final = 'namespace="kubeflow"'
_VOLUME: Final = "{{persistentvolumeclaim}}"
_SERVERS: Final = "mysql|minio|katib-mysql|metadata-grpc-deployment"
_JOBS: Final = f'{_HERE},job_name=~"{ACCOUNT}-.+"'


def _volume(what: str) -> str:
    return f"kubelet_volume_stats_{what}{{{_HERE}}}"


def _by_volume(expression: str) -> Query:
    return Query(f"max by (persistentvolumeclaim) ({expression})", _VOLUME, of=(VOLUMES,))


DASHBOARD: Final = Dashboard(
    name="data",
    title="Data and backups",
    sentence="For whoever answers for the data: databases, object store, and their copies.",
    rows=(
        Row(
            "Volumes",
            (
                Panel(
                    title="Used share of volumes",
                    sentence=(
                        "How full each volume of the platform is: at 1 its server stops "
                        "writing."
                    ),
                    queries=(
                        _by_volume(
                            f"1 - {_volume('available_bytes')} / {_volume('capacity_bytes')}"
                        ),
                    ),
                    unit="percentunit",
                ),
                Panel(
                    title="Free space",
                    sentence=(
                        "What is free on each volume: follow the slope to the day on which it "
                        "reaches 0."
                    ),
                    queries=(_by_volume(_volume("available_bytes")),),
                    unit="bytes",
                ),
                Panel(
                    title="Used share of inodes",
                    sentence=(
                        "How many of its files each volume can still hold: an object store of "
                        "many small artifacts may be full with free space."
                    ),
                    queries=(_by_volume(f"{_volume('inodes_used')} / {_volume('inodes')}"),),
                    unit="percentunit",
                ),
            ),
        ),
        Row(
            "Servers",
            (
                Panel(
                    title="Databases and object store",
                    sentence=(
                        "Available pods of each server of data: at 0, what keeps its data "
                        "there fails."
                    ),
                    queries=(
                        Query(
                            "sum by (deployment) (kube_deployment_status_replicas_available"
                            f'{{{_HERE},deployment=~"{_SERVERS}"}})',
                            "{{deployment}}",
                            of=(VOLUMES,),
                        ),
                    ),
                    width=12,
                ),
                Panel(
                    title="Restarts of these",
                    sentence=(
                        "Restarts of servers of data in the last hour: look for a lack of "
                        "memory, and for a full volume."
                    ),
                    queries=(
                        Query(
                            added(
                                "kube_pod_container_status_restarts_total"
                                f'{{{_HERE},pod=~"({_SERVERS})-.+"}}',
                                "pod",
                            ),
                            "{{pod}}",
                            of=(VOLUMES,),
                        ),
                    ),
                    width=12,
                ),
            ),
        ),
        Row(
            "Backups",
            (
                Panel(
                    title="Age of the last backup",
                    sentence=(
                        "How long ago the last backup succeeded: so much would be lost now."
                    ),
                    queries=(
                        Query(
                            "time() - max(kube_cronjob_status_last_successful_time"
                            f'{{{_HERE},cronjob="{ACCOUNT}"}})',
                            "age",
                            of=(BACKUP,),
                        ),
                    ),
                    unit="s",
                    shape="stat",
                ),
                Panel(
                    title="Duration of a backup",
                    sentence=(
                        "How long each backup took: it grows with the data, and must end "
                        "before its deadline."
                    ),
                    queries=(
                        Query(
                            f"max by (job_name) (kube_job_status_completion_time{{{_JOBS}}} "
                            f"- kube_job_status_start_time{{{_JOBS}}})",
                            "{{job_name}}",
                            of=(BACKUP,),
                        ),
                    ),
                    unit="s",
                ),
                Panel(
                    title="Failed backups",
                    sentence=(
                        "Failed pods of backups that are still kept, by Job: their logs tell "
                        "what could not be copied."
                    ),
                    queries=(
                        Query(
                            f"sum by (job_name) (kube_job_status_failed{{{_JOBS}}}) > 0",
                            "{{job_name}}",
                            of=(BACKUP,),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
