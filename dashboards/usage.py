"""What each profile and each notebook uses, and what it holds."""

from collections.abc import Iterator
from typing import Final

from constructs_lib.config.needs import COST_CENTERS
from constructs_lib.config.usage import (
    ACCELERATORS_REQUESTED,
    CPU_REQUESTED,
    CPU_USED,
    GPU_USED,
    MEMORY_REQUESTED,
    MEMORY_USED,
    VOLUMES_REQUESTED,
    Record,
    of_notebooks,
)

from .model import Dashboard, Panel, Query, Row

_PROFILE: Final = "{{namespace}}"
# The rows of a table, and by what its notebooks are told apart.
_MOST: Final = 10
_NOTEBOOK: Final = "namespace, notebook"


def _sum(record: Record, by: str = "namespace") -> str:
    return f"sum by ({by}) ({record.name}{{}})"


def _used_and_reserved(used: Record, reserved: Record) -> tuple[Query, ...]:
    return (
        Query(_sum(used), f"{_PROFILE} used"),
        Query(_sum(reserved), f"{_PROFILE} reserved"),
    )


def _share(used: Record, reserved: Record) -> tuple[Query, ...]:
    return (Query(f"{_sum(used)} / ({_sum(reserved)} > 0)", _PROFILE),)


def _table(title: str, sentence: str, expression: str, unit: str) -> Panel:
    return Panel(
        title=title,
        sentence=sentence,
        queries=(Query(expression),),
        unit=unit,
        shape="table",
    )


def _most(record: Record, by: str = _NOTEBOOK) -> str:
    return f"topk({_MOST}, {_sum(of_notebooks(record), by)})"


def _unused(used: Record, reserved: Record) -> str:
    differences = [_sum(of_notebooks(each), _NOTEBOOK) for each in (reserved, used)]
    return f"topk({_MOST}, {' - '.join(differences)} > 0)"


def _by_cost_center() -> Iterator[Panel]:
    for what, record, unit in (
        ("CPU", CPU_REQUESTED, "short"),
        ("Memory", MEMORY_REQUESTED, "bytes"),
        ("Claims", VOLUMES_REQUESTED, "bytes"),
    ):
        yield Panel(
            title=f"{what} of cost centers",
            sentence=(
                "What the profiles of each cost center reserve; the line without a name is of "
                "profiles without one."
            ),
            queries=(
                Query(_sum(record, "cost_center"), "{{cost_center}}", of=(COST_CENTERS,)),
            ),
            unit=unit,
            stacked=True,
        )
    yield Panel(
        title="Accelerators of cost centers",
        sentence=(
            "Accelerators that the profiles of each cost center hold, by resource: what is "
            "held is charged, whether it works or not."
        ),
        queries=(
            Query(
                _sum(ACCELERATORS_REQUESTED, "cost_center, resource"),
                "{{cost_center}} {{resource}}",
                of=(COST_CENTERS,),
            ),
        ),
        stacked=True,
    )


DASHBOARD: Final = Dashboard(
    name="usage",
    title="Usage",
    sentence="For whoever shares out the cluster: who uses what, and who holds what is idle.",
    rows=(
        Row(
            "CPU and memory of profiles",
            (
                Panel(
                    title="CPU",
                    sentence=(
                        "Cores that each profile uses, against those that its pods reserve: "
                        "nodes are filled by what is reserved."
                    ),
                    queries=_used_and_reserved(CPU_USED, CPU_REQUESTED),
                    width=16,
                ),
                Panel(
                    title="Used share of reserved CPU",
                    sentence=(
                        "Far below 1 for days, a profile reserves more cores than it needs; "
                        "above 1 it takes what is free, and loses it first."
                    ),
                    queries=_share(CPU_USED, CPU_REQUESTED),
                    unit="percentunit",
                ),
                Panel(
                    title="Memory",
                    sentence=(
                        "Memory that each profile uses, against what its pods reserve: "
                        "without a reservation a pod is among the first to be evicted."
                    ),
                    queries=_used_and_reserved(MEMORY_USED, MEMORY_REQUESTED),
                    unit="bytes",
                    width=16,
                ),
                Panel(
                    title="Used share of reserved memory",
                    sentence=(
                        "Far below 1 for days, a profile reserves more memory than it needs; "
                        "above 1 its pods are evicted when a node runs out."
                    ),
                    queries=_share(MEMORY_USED, MEMORY_REQUESTED),
                    unit="percentunit",
                ),
            ),
        ),
        Row(
            "Accelerators and claims of profiles",
            (
                Panel(
                    title="Held accelerators",
                    sentence=(
                        "Accelerators that pods of each profile hold, by resource: nobody "
                        "else can use them, even if they idle."
                    ),
                    queries=(
                        Query(
                            _sum(ACCELERATORS_REQUESTED, "namespace, resource"),
                            f"{_PROFILE} {{{{resource}}}}",
                        ),
                    ),
                    stacked=True,
                ),
                Panel(
                    title="Utilization of held GPUs",
                    sentence=(
                        "How busy the NVIDIA GPUs are that each profile holds, on average: "
                        "one that stays near 0 holds them idle."
                    ),
                    queries=(Query(f"{GPU_USED.name}{{}}", _PROFILE),),
                    unit="percentunit",
                ),
                Panel(
                    title="Claims",
                    sentence=(
                        "Storage that each profile claims: it is held, and often paid for, "
                        "until the claims are deleted."
                    ),
                    queries=(Query(_sum(VOLUMES_REQUESTED), _PROFILE),),
                    unit="bytes",
                    stacked=True,
                ),
            ),
        ),
        Row(
            "Notebooks",
            (
                _table(
                    "Most used CPU",
                    "The ten notebooks that use most cores now.",
                    _most(CPU_USED),
                    "short",
                ),
                _table(
                    "Most unused CPU",
                    "The ten notebooks with most reserved cores that they do not use now.",
                    _unused(CPU_USED, CPU_REQUESTED),
                    "short",
                ),
                _table(
                    "Most held accelerators",
                    "The ten notebooks that hold most accelerators, by resource.",
                    _most(ACCELERATORS_REQUESTED, f"{_NOTEBOOK}, resource"),
                    "short",
                ),
                _table(
                    "Most used memory",
                    "The ten notebooks that use most memory now.",
                    _most(MEMORY_USED),
                    "bytes",
                ),
                _table(
                    "Most unused memory",
                    "The ten notebooks with most reserved memory that they do not use now.",
                    _unused(MEMORY_USED, MEMORY_REQUESTED),
                    "bytes",
                ),
                _table(
                    "Least busy GPUs",
                    (
                        "The ten notebooks whose NVIDIA GPUs are least busy now: ask whether "
                        "one that stays here can stop."
                    ),
                    f"bottomk({_MOST}, avg by ({_NOTEBOOK}) "
                    f"({of_notebooks(GPU_USED).name}{{}}))",
                    "percentunit",
                ),
            ),
        ),
        Row("Cost centers", tuple(_by_cost_center())),
    ),
)
