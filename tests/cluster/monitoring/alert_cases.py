"""What was counted when an alert has to fire, and when it must not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Series as promtool writes them: `0+2x90` begins at 0 and grows by 2 in each of 90 minutes.
Series = Mapping[str, str]

DAY: Final = 86400


@dataclass(frozen=True, kw_only=True)
class Case:
    """A rule, and what Prometheus has read.

    alert, labels: of the rule when it fires. at: when it is asked, in minutes.
    fires, quiet: by what happened, the series.
    """

    alert: str
    labels: Mapping[str, str]
    at: int
    fires: Mapping[str, Series]
    quiet: Mapping[str, Series]

    @property
    def name(self) -> str:
        """Return what tells this case from the others."""
        return "-".join((self.alert, *self.labels.values()))


def _requests(series: str, status: str, good: str, bad: str) -> Series:
    return {
        f'{series},{status}="200"}}': good,
        f'{series},{status}="503"}}': bad,
    }


def _burning(alert: str, series: str, status: str = "code") -> tuple[Case, Case]:
    """Return both cases of an error budget of 1 %: 14.4 % in an hour, 6 % in six."""
    return (
        Case(
            alert=alert,
            labels={"severity": "critical", "window": "1h"},
            at=90,
            fires={"a fifth fails": _requests(series, status, "0+80x90", "0+20x90")},
            quiet={
                "a tenth fails": _requests(series, status, "0+90x90", "0+10x90"),
                "it is over": _requests(series, status, "0+50x90", "0+50x75 3750+0x15"),
                "it has just begun": _requests(series, status, "0+50x90", "0x85 0+50x5"),
                "hardly anybody asked": _requests(series, status, "0x90", "0+0.5x90"),
                "nobody asked": {},
            },
        ),
        Case(
            alert=alert,
            labels={"severity": "warning", "window": "6h"},
            at=390,
            fires={"8 of 100 fail": _requests(series, status, "0+92x390", "0+8x390")},
            quiet={
                "5 of 100 fail": _requests(series, status, "0+95x390", "0+5x390"),
                "it is over": _requests(series, status, "0+90x390", "0+10x350 3500+0x40"),
            },
        ),
    )


_EDGE: Final = (
    'istio_requests_total{job="kubeflow/istio-ingressgateway",'
    'destination_service_namespace="kubeflow"'
)
_NOTEBOOK: Final = _EDGE.replace('="kubeflow"', '="team"')
_PROXY: Final = 'oauth2_proxy_requests_total{job="oauth2-proxy/oauth2-proxy"'
_DEX: Final = 'http_requests_total{job="auth/dex"'


def _down(server: str, job: str) -> Case:
    return Case(
        alert="KubeflowLoginDown",
        labels={"severity": "critical", "server": server},
        at=8,
        fires={
            "it does not answer": {f'up{{job="{job}"}}': "0x10"},
            "nobody looks for it": {},
        },
        quiet={
            "one pod of two answers": {
                f'up{{job="{job}",pod="a"}}': "0x10",
                f'up{{job="{job}",pod="b"}}': "1x10",
            },
            "it was away for three minutes": {f'up{{job="{job}"}}': "1x4 0x2 1x4"},
        },
    )


def _counted(alert: str, labels: Mapping[str, str], series: str) -> Case:
    """Return the case of a counter of errors."""
    return Case(
        alert=alert,
        labels={"severity": "warning", **labels},
        at=60,
        fires={
            "a further error": {series: "1x50 2x10"},
            "the first error": {series: "_x50 1x10"},
        },
        quiet={
            "an old error": {series: "1x20 2x40"},
            "the scraper missed it for a while": {series: "2x30 _x25 2x5"},
            "no error": {},
        },
    )


def _pod(value: str) -> Series:
    return {
        'kube_pod_status_ready{namespace="team",pod="nb-0",condition="false"}': value,
        'kube_pod_labels{namespace="team",pod="nb-0",label_notebook_name="nb"}': "1x20",
    }


def _buckets(in_time: str) -> Series:
    series = (
        'istio_request_duration_milliseconds_bucket{job="kubeflow/kubeflow-waypoint",'
        'reporter="waypoint",destination_service_name="ml-pipeline",le='
    )
    return {
        f'{series}"5000"}}': in_time,
        f'{series}"10000"}}': "0+1000x40",
        f'{series}"+Inf"}}': "0+1000x40",
    }


def _available(namespace: str, deployment: str) -> str:
    return (
        "kube_deployment_status_replicas_available"
        f'{{namespace="{namespace}",deployment="{deployment}"}}'
    )


_PROFILES_WAYPOINT: Final = _available("team", "waypoint")
_PIPELINES_WAYPOINT: Final = _available("kubeflow", "kubeflow-waypoint")
_CRON_JOB: Final = '{namespace="kubeflow",cronjob="backup"}'
_MADE: Final = f"kube_cronjob_created{_CRON_JOB}"
_SUCCEEDED: Final = f"kube_cronjob_status_last_successful_time{_CRON_JOB}"


def _volume(free: int, namespace: str = "kubeflow") -> Series:
    labels = f'{{namespace="{namespace}",persistentvolumeclaim="mysql"}}'
    return {
        f"kubelet_volume_stats_available_bytes{labels}": f"{free}x20",
        f"kubelet_volume_stats_capacity_bytes{labels}": "100x20",
    }


def _certificate(labels: str, days: int) -> Series:
    metric = "certmanager_certificate_expiration_timestamp_seconds"
    return {f'{metric}{{name="katib",{labels}}}': f"{days * DAY}x90"}


def _application(name: str, sync: str, health: str) -> Series:
    labels = f'name="{name}",sync_status="{sync}",health_status="{health}"'
    return {f"argocd_app_info{{{labels}}}": "1x90"}


CASES: Final = (
    *_burning("KubeflowEdgeErrors", _EDGE, "response_code"),
    Case(
        alert="KubeflowEdgeErrors",
        labels={"severity": "critical"},
        at=90,
        fires={
            "beside a notebook that is well": {
                **_requests(_EDGE, "response_code", "0+80x90", "0+20x90"),
                f'{_NOTEBOOK},response_code="200"}}': ("0+1000x90"),
            }
        },
        quiet={
            "a notebook fails": {
                f'{_NOTEBOOK},response_code="503"}}': ("0+100x90"),
                f'{_EDGE},response_code="200"}}': "0+100x90",
            }
        },
    ),
    *_burning("KubeflowLoginErrors", _PROXY),
    *_burning("KubeflowDexErrors", _DEX),
    _down("oauth2-proxy", "oauth2-proxy/oauth2-proxy"),
    _down("dex", "auth/dex"),
    Case(
        alert="KubeflowNotebookNotReady",
        labels={
            "severity": "warning",
            "namespace": "team",
            "pod": "nb-0",
            "label_notebook_name": "nb",
        },
        at=15,
        fires={"it does not start": _pod("1x20")},
        quiet={
            "it started after five minutes": _pod("1x5 0x15"),
            "it was stopped": _pod("1x5"),
            "it is no notebook": {
                'kube_pod_status_ready{namespace="team",pod="nb-0",condition="false"}': "1x20"
            },
        },
    ),
    _counted(
        "KubeflowNotebookCreateFailed",
        {"exported_namespace": "team"},
        'notebook_create_failed_total{job="kubeflow/notebook-controller",pod="a",'
        'exported_namespace="team"}',
    ),
    _counted(
        "KubeflowProfileErrors",
        {"kind": "error creating namespace"},
        'request_kf_failure{job="kubeflow/profile-controller",severity="major",'
        'component="profile_controller",kind="error creating namespace"}',
    ),
    Case(
        alert="KubeflowWaypointMissing",
        labels={"severity": "critical", "namespace": "team"},
        at=8,
        fires={"no pod runs": {_PROFILES_WAYPOINT: "0x10"}},
        quiet={
            "it runs": {_PROFILES_WAYPOINT: "1x10"},
            "it was replaced": {_PROFILES_WAYPOINT: "1x4 0x2 1x4"},
            "another Deployment has no pod": {_available("team", "web"): "0x10"},
        },
    ),
    Case(
        alert="KubeflowWaypointMissing",
        labels={"severity": "critical", "namespace": "kubeflow"},
        at=8,
        fires={
            "no pod runs": {_PIPELINES_WAYPOINT: "0x10"},
            "there is no Deployment": {},
        },
        quiet={"it runs": {_PIPELINES_WAYPOINT: "1x10"}},
    ),
    Case(
        alert="KubeflowPipelinesSlow",
        labels={"severity": "warning"},
        at=30,
        fires={"2 of 100 are late": _buckets("0+980x40")},
        quiet={
            "5 of 1000 are late": _buckets("0+995x40"),
            "it was slow for ten minutes": _buckets("0+1000x20 20500+500x10 26000+1000x10"),
            "nobody asked": {},
        },
    ),
    Case(
        alert="KubeflowBackupTooOld",
        labels={"severity": "warning", "namespace": "kubeflow", "missing": ""},
        at=90,
        fires={
            "the last is old": {_MADE: "0x100", _SUCCEEDED: "600x100"},
            "none ever succeeded": {_MADE: "0x100"},
        },
        quiet={
            "the last is fresh": {_MADE: "0x100", _SUCCEEDED: "3000x100"},
            "the CronJob is new": {_MADE: "3000x100"},
        },
    ),
    Case(
        alert="KubeflowBackupTooOld",
        labels={"severity": "warning", "missing": "cronjob"},
        at=70,
        fires={"there is no CronJob": {}},
        quiet={"there is one": {_MADE: "0x100"}},
    ),
    Case(
        alert="KubeflowVolumeFilling",
        labels={"severity": "warning", "persistentvolumeclaim": "mysql"},
        at=20,
        fires={"5 of 100 are free": _volume(5)},
        quiet={"15 of 100 are free": _volume(15), "it is a user's": _volume(5, "team")},
    ),
    Case(
        alert="KubeflowCertificateExpires",
        labels={"severity": "warning", "name": "katib"},
        at=70,
        fires={
            "13 days are left": _certificate('exported_namespace="kubeflow"', 13),
            "where the label is kept": _certificate('namespace="kubeflow"', 13),
            "it was never issued": _certificate('namespace="kubeflow"', 0),
        },
        quiet={
            "15 days are left": _certificate('namespace="kubeflow"', 15),
            "it is somebody else's": _certificate('namespace="team"', 13),
        },
    ),
    Case(
        alert="KubeflowOutOfSync",
        labels={"severity": "warning", "name": "kubeflow", "sync_status": "OutOfSync"},
        at=70,
        fires={"it is out of sync": _application("kubeflow", "OutOfSync", "Healthy")},
        quiet={
            "it is in sync": _application("kubeflow", "Synced", "Healthy"),
            "another one is": _application("kubeflow-of-others", "OutOfSync", "Healthy"),
        },
    ),
    Case(
        alert="KubeflowDegraded",
        labels={"severity": "warning", "name": "kubeflow", "health_status": "Degraded"},
        at=20,
        fires={"it is degraded": _application("kubeflow", "Synced", "Degraded")},
        quiet={
            "it is healthy": _application("kubeflow", "Synced", "Healthy"),
            "it progresses": _application("kubeflow", "Synced", "Progressing"),
        },
    ),
)
