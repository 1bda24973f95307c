"""Record what profiles and notebooks use, for the Prometheus Operator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from constructs import Construct

from ..config import PROFILES, Config
from ..config.alerting import absent_usage
from ..config.metric_sources import label_name, sanitized
from ..config.usage import (
    ACCELERATORS_REQUESTED,
    CPU_REQUESTED,
    CPU_USED,
    GPU_USED,
    MEMORY_REQUESTED,
    MEMORY_USED,
    NOTEBOOK,
    PROFILE,
    VOLUMES_REQUESTED,
    Record,
    of_notebooks,
)
from .monitors import prometheus_rule

_NAME: Final = "kubeflow-usage"

# The pod's own cgroup, which cAdvisor reports without a container, is the sum of the others.
_CONTAINERS: Final = '{container!=""}'


def usage_of(scope: Construct, config: Config) -> None:
    """Create a config's records of usage: those whose sources are read."""
    if config.monitoring is None or config.monitoring.usage is None:
        return
    absent = absent_usage(config)
    owners = config.monitoring.usage.owners == "named"
    cost_label = config.profiles.cost_label
    resources = [each.limits_key for each in config.notebook_form.gpu_vendors]
    rules = [
        {"record": record.name, "expr": expression}
        for record, expression in _rules(
            owners=owners, cost_label=cost_label, resources=resources
        )
        if record.name not in absent
    ]
    # The others join the first two, which are evaluated before them.
    prometheus_rule(scope, _NAME, config.monitoring.labels, rules)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Metric:
    """Series with labels `namespace` and `pod`, and how they are added up."""

    record: Record
    series: str
    operation: Literal["avg", "sum"] = "sum"
    labels: tuple[str, ...] = ()


def _metrics(resources: Sequence[str]) -> Iterator[_Metric]:
    yield _Metric(
        record=CPU_USED, series=f"rate(container_cpu_usage_seconds_total{_CONTAINERS}[5m])"
    )
    yield _Metric(record=CPU_REQUESTED, series=_requests('resource="cpu",unit="core"'))
    yield _Metric(
        record=MEMORY_USED, series=f"container_memory_working_set_bytes{_CONTAINERS}"
    )
    yield _Metric(record=MEMORY_REQUESTED, series=_requests('resource="memory",unit="byte"'))
    named = "|".join(map(sanitized, resources))
    yield _Metric(
        record=ACCELERATORS_REQUESTED,
        series=_requests(f'resource=~"{named}",unit="integer"'),
        labels=("resource",),
    )
    yield _Metric(
        record=GPU_USED, series='DCGM_FI_DEV_GPU_UTIL{pod!=""} / 100', operation="avg"
    )


def _requests(selector: str) -> str:
    """Return the requests of containers of pods that have a node and have not ended.

    A pod that ended stays in kube-state-metrics until it is deleted. After a restart of
    kube-state-metrics there may be two series of a container for five minutes.
    """
    requests = f'kube_pod_container_resource_requests{{{selector},node!=""}}'
    return (
        f"max by (namespace, pod, container, resource) ({requests})\n"
        "* on (namespace, pod) group_left ()\n"
        'max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)'
    )


def _rules(
    *, owners: bool, cost_label: str | None, resources: Sequence[str]
) -> Iterator[tuple[Record, str]]:
    """Yield every rule, with the profile's cost center and owner as labels if they are wanted.

    cost_label: the key of the namespace's label with the cost center.
    """
    added = (*(("cost_center",) if cost_label else ()), *(("owner",) if owners else ()))
    in_profiles = f"* on (namespace) group_left ({', '.join(added)})\n{PROFILE.name}"
    of_pods = (
        "* on (namespace, pod) group_left "
        f"({', '.join(('notebook', *added))})\n{NOTEBOOK.name}"
    )
    yield PROFILE, _profile(owners=owners, cost_label=cost_label)
    pods = _copied("kube_pod_labels", "label_notebook_name", "notebook")
    yield NOTEBOOK, f"max by (namespace, pod, notebook) ({pods})\n{in_profiles}"
    for metric in _metrics(resources):
        by = ", ".join(("namespace", *metric.labels))
        yield (
            metric.record,
            f"{metric.operation} by ({by}) (\n{metric.series}\n)\n{in_profiles}",
        )
    claims = (
        "max by (namespace, persistentvolumeclaim) "
        "(kube_persistentvolumeclaim_resource_requests_storage_bytes)"
    )
    yield VOLUMES_REQUESTED, f"sum by (namespace) ({claims})\n{in_profiles}"
    for metric in _metrics(resources):
        by = ", ".join(("namespace", "notebook", *metric.labels, *added))
        yield (
            of_notebooks(metric.record),
            f"{metric.operation} by ({by}) (\n({metric.series})\n{of_pods}\n)",
        )


def _profile(*, owners: bool, cost_label: str | None) -> str:
    """Return an expression that is 1 for each profile's namespace."""
    [(key, value)] = PROFILES.items()
    labelled = f'kube_namespace_labels{{{label_name(key)}="{value}"}}'
    profiles = f"max by (namespace) ({labelled})"
    if cost_label:
        copied = f'"cost_center", "$1", "{label_name(cost_label)}", "(.+)"'
        profiles = f"max by (namespace, cost_center) (label_replace({labelled}, {copied}))"
    if not owners:
        return profiles
    annotated = _copied("kube_namespace_annotations", "annotation_owner", "owner")
    return (
        f"{profiles}\n* on (namespace) group_left (owner)\n"
        f"max by (namespace, owner) ({annotated})\nor on (namespace)\n{profiles}"
    )


def _copied(metric: str, label: str, name: str) -> str:
    """Return series that have a label, with a copy of it under another name."""
    return f'label_replace({metric}{{{label}!=""}}, "{name}", "$1", "{label}", "(.+)")'
