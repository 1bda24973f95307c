"""Configure the rules that record what profiles and notebooks use."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from .checks import check_choices
from .components import NOTEBOOK_CONTROLLER, PROFILES
from .metric_sources import MetricSource, unnamed
from .needs import Available

# Accelerators are installed where the form for notebooks offers one.
ACCELERATORS: Final = "accelerators"


@dataclass(frozen=True, slots=True)
class Record:
    """What a recording rule needs in order to be written.

    name: of the recorded series, `level:metric:operation`. sources: whose metrics it needs, in
    addition to labels of namespaces. of: what must be there.
    Source: https://prometheus.io/docs/practices/rules/#naming
    """

    name: str
    sources: tuple[MetricSource, ...]
    of: tuple[str, ...] = ()

    @property
    def read(self) -> tuple[MetricSource, ...]:
        """The sources of its metrics, and of the labels that tell profiles."""
        return ("namespace-labels", *self.sources)


# By which the others are restricted to profiles and notebooks.
PROFILE: Final = Record("namespace:kubeflow_profile:info", ())
NOTEBOOK: Final = Record(
    "namespace_pod:kubeflow_notebook:info", ("notebook-labels",), (NOTEBOOK_CONTROLLER.name,)
)

CPU_USED: Final = Record("namespace:kubeflow_cpu_usage_cores:sum", ("cadvisor",))
CPU_REQUESTED: Final = Record(
    "namespace:kubeflow_cpu_requests_cores:sum", ("kube-state-metrics",)
)
MEMORY_USED: Final = Record("namespace:kubeflow_memory_working_set_bytes:sum", ("cadvisor",))
MEMORY_REQUESTED: Final = Record(
    "namespace:kubeflow_memory_requests_bytes:sum", ("kube-state-metrics",)
)
ACCELERATORS_REQUESTED: Final = Record(
    "namespace_resource:kubeflow_accelerator_requests:sum",
    ("kube-state-metrics",),
    (ACCELERATORS,),
)
GPU_USED: Final = Record("namespace:kubeflow_gpu_utilization_ratio:avg", ("dcgm-exporter",))
VOLUMES_REQUESTED: Final = Record(
    "namespace:kubeflow_volume_requests_bytes:sum", ("kube-state-metrics",)
)


def of_notebooks(record: Record) -> Record:
    """Return the record of the same metric by notebook."""
    level, metric, operation = record.name.split(":")
    level = level.replace("namespace", "namespace_notebook")
    return Record(
        f"{level}:{metric}:{operation}",
        (*NOTEBOOK.sources, *record.sources),
        (*NOTEBOOK.of, *record.of),
    )


BY_POD: Final = (
    CPU_USED,
    CPU_REQUESTED,
    MEMORY_USED,
    MEMORY_REQUESTED,
    ACCELERATORS_REQUESTED,
    GPU_USED,
)
RECORDS: Final = (*BY_POD, VOLUMES_REQUESTED, *map(of_notebooks, BY_POD))


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Recording rules for what each profile and each notebook uses and requests.

    CPU, memory and accelerators, and claims of volumes; only in namespaces of profiles. A rule
    is written if `Monitoring(platform=…)` names its sources: `namespace-labels` for all of
    them, `cadvisor` for use, `kube-state-metrics` for requests, `notebook-labels` for
    notebooks, `dcgm-exporter` for the utilization of NVIDIA's GPUs. Accelerators are those
    that the form for notebooks offers.
    owners: `omitted` leaves out who owns a profile, which is personal data where it is an
    e-mail; `named` adds it as a label `owner`, and needs source `namespace-owners`.
    """

    owners: Literal["omitted", "named"] = "omitted"

    def __post_init__(self) -> None:
        check_choices(self)

    def absent(self, available: Available) -> Mapping[str, str]:
        """Return the records that are not written, each with the reason."""
        found = {}
        for record in (*RECORDS, NOTEBOOK):
            needed = (PROFILES.name, *record.of)
            lacking = [each for each in needed if each not in available.installed]
            unread = [each for each in record.read if each not in available.platform]
            if lacking:
                found[record.name] = _lacking(lacking[0])
            elif unread:
                found[record.name] = unnamed(unread[0])
        return found

    def check_written(
        self, absent: Mapping[str, str], platform: Collection[MetricSource]
    ) -> None:
        """Refuse usage of which nothing is recorded, and owners that nothing reads."""
        if self.owners == "named" and "namespace-owners" not in platform:
            raise ValueError(
                f"owners='named' of usage has none: {unnamed('namespace-owners')}"
            )
        if all(record.name in absent for record in RECORDS):
            raise ValueError(
                f"usage records nothing: {absent[CPU_USED.name]}; or leave out usage"
            )

    def sources(self, absent: Mapping[str, str]) -> Iterator[MetricSource]:
        """Yield the sources that the rules which are not absent read."""
        for record in RECORDS:
            if record.name not in absent:
                yield from record.read
        if self.owners == "named":
            yield "namespace-owners"


def _lacking(part: str) -> str:
    if part == ACCELERATORS:
        return "the form for notebooks offers no accelerator"
    return f"{part} is not installed"
