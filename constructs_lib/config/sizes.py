"""Sizes of a whole platform: how many pods, and what they request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from .autoscaling import Autoscaling
from .checks import check_choices, divide_quantity
from .components import KATIB, PIPELINES
from .data import BundledMinIO, BundledMySQL, BundledSeaweedFS
from .environment import Config
from .ingress import Ingress
from .katib import KatibDatabase
from .mesh import Ambient
from .pipelines import PipelinesSettings
from .pods import Resources
from .resource_table import TABLE
from .scaled import scalable

_Bundled = TypeVar("_Bundled")

_PIPELINES: Final = PipelinesSettings().resources
_INGRESS: Final = Ingress().resources
# What a small platform requests of the default's CPU and memory; limits stay.
_CPU_PARTS: Final = 5
_MEMORY_PARTS: Final = 2
# Pods in profiles are users', whose work is of any size.
_IN_PROFILES: Final = "profiles/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Small:
    """A platform for a few users, on as few nodes as possible.

    One pod of everything, oauth2-proxy too. Each row of the default's resources, the bundled
    databases, the store and the ingress gateway request a fifth of the CPU and half of the
    memory, and keep their limits. Volumes, pods in profiles, and containers whose resources
    are no setting, such as Metacontroller's, stay as they are.
    """

    def of(self, config: Config) -> Config:
        """Return a config in this size; what it states itself and the default does not, wins.

        Raises ValueError for a number of pods over one that applies to every component, for
        autoscaling, and for resources without the default's rows.
        """
        _refuse_more(config)
        edge, pipelines, experiments = config.edge, config.pipelines, config.experiments
        if PIPELINES.name in config.components:
            pipelines = replace(
                pipelines,
                resources=_table(pipelines.resources, _PIPELINES, "pipelines."),
                database=_smaller(pipelines.database, BundledMySQL()),
                object_store=_smaller(pipelines.object_store, BundledMinIO()),
            )
        if KATIB.name in config.components:
            database = _smaller(experiments.database, KatibDatabase())
            experiments = replace(experiments, database=database)
        ingress = edge.ingress
        if isinstance(config.mesh, Ambient) and ingress.resources == _INGRESS:
            edge = replace(edge, ingress=replace(ingress, resources=_less(_INGRESS)))
        return replace(
            config,
            pods=replace(config.pods, replicas=1),
            resources=_table(config.resources, TABLE),
            pipelines=pipelines,
            experiments=experiments,
            edge=edge,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class HighlyAvailable:
    """A platform that survives the loss of a node, and follows the load.

    Several pods of everything that can share its work, spread over zones and nodes, evicted
    one at a time; pages, the API of Pipelines and the ingress gateway follow the load from
    there up to three times as many. Requests are the default's.
    Single pods remain, which Kubernetes starts again elsewhere: Metacontroller, processes of
    Pipelines that elect no leader, and the waypoints of Pipelines and of profiles.
    replicas: the number of pods at rest, 2 or more.
    bundled_data: bundled databases and stores have one pod on one volume. `refused` wants
    them outside; `accepted` keeps them.
    Raises ValueError for fewer replicas.
    """

    replicas: int = 2
    bundled_data: Literal["refused", "accepted"] = "refused"

    def __post_init__(self) -> None:
        check_choices(self)
        if self.replicas < 2:  # noqa: PLR2004 - one is not available while its node is not
            raise ValueError(
                f"replicas of HighlyAvailable must be 2 or more, got {self.replicas}; for one "
                "pod of each use Small()"
            )

    def of(self, config: Config) -> Config:
        """Return a config in this size; what it states itself and the default does not, wins.

        Raises ValueError for a config that is not highly available: fewer pods of every
        component, pods that are not spread, no disruption budgets, or bundled data.
        """
        self._refuse_less(config)
        replicas = config.pods.replicas or self.replicas
        bounds = Autoscaling(minimum=replicas, maximum=3 * replicas)
        edge = config.edge
        if isinstance(config.mesh, Ambient) and edge.ingress.replicas is None:
            edge = replace(edge, ingress=replace(edge.ingress, replicas=bounds))
        scaled = dict.fromkeys(scalable(config), bounds)
        return replace(
            config,
            pods=replace(config.pods, replicas=replicas),
            autoscaling={**scaled, **config.autoscaling},
            edge=edge,
        )

    def _refuse_less(self, config: Config) -> None:
        if (config.pods.replicas or self.replicas) < self.replicas:
            raise ValueError(
                f"HighlyAvailable() runs {self.replicas} pods, and Config.pods says "
                f"replicas={config.pods.replicas}; leave one out. One component alone may "
                f"have workloads={{...: Pods(replicas={config.pods.replicas})}}"
            )
        if config.pods.spread == ():
            raise ValueError(
                "HighlyAvailable() spreads pods over zones and nodes, and Config.pods says "
                "spread=(); leave one out"
            )
        if config.hardening.disruption_budgets == "none":
            raise ValueError(
                "HighlyAvailable() evicts one pod at a time, and the config says "
                "Hardening(disruption_budgets='none'); leave one out"
            )
        if self.bundled_data == "refused" and (found := list(_on_volumes(config))):
            raise ValueError(
                f"HighlyAvailable() with {' and '.join(found)}: each is one pod on one "
                "volume; use databases and a store outside, or set bundled_data='accepted'"
            )


def _refuse_more(config: Config) -> None:
    if (config.pods.replicas or 1) > 1:
        raise ValueError(
            f"Small() runs one pod of each component, and Config.pods says "
            f"replicas={config.pods.replicas}; leave one out. One component alone may have "
            "workloads={...: Pods(replicas=2)}"
        )
    if config.autoscaling or isinstance(config.edge.ingress.replicas, Autoscaling):
        raise ValueError(
            "Small() runs one pod of each component, and the config has autoscaling; leave "
            "one out"
        )


def _less(row: Resources) -> Resources:
    return replace(
        row,
        cpu=divide_quantity(row.cpu, _CPU_PARTS),
        memory=divide_quantity(row.memory, _MEMORY_PARTS),
    )


def _table(
    given: Mapping[str, Resources], default: Mapping[str, Resources], where: str = ""
) -> Mapping[str, Resources]:
    """Return the given rows, with the smaller one in place of each of the default's."""
    if missing := sorted(default.keys() - given.keys()):
        raise ValueError(
            f"{where}resources leaves out {missing[0]!r}, which then keeps upstream's "
            "requests, and Small() has other ones; begin with "
            f"{{**{_owner(where)}.resources, ...}}"
        )
    return {
        name: _less(row) if row == default.get(name) and _ours(name) else row
        for name, row in given.items()
    }


def _owner(where: str) -> str:
    return "PipelinesSettings()" if where else "Config()"


def _ours(name: str) -> bool:
    return not name.startswith(_IN_PROFILES)


def _smaller(
    bundled: _Bundled, default: BundledMySQL | BundledMinIO | KatibDatabase
) -> _Bundled:
    """Return a bundled server with the smaller row in place of its default's."""
    row = default.resources
    if row is None or not isinstance(bundled, type(default)) or bundled.resources != row:
        return bundled
    return replace(bundled, resources=_less(row))


def _on_volumes(config: Config) -> Iterator[str]:
    """Yield the data that is kept on one volume of the cluster."""
    if PIPELINES.name in config.components:
        if isinstance(config.pipelines.database, BundledMySQL):
            yield "BundledMySQL"
        if isinstance(config.pipelines.object_store, BundledMinIO):
            yield "BundledMinIO"
        if isinstance(config.pipelines.object_store, BundledSeaweedFS):
            yield "BundledSeaweedFS"
    if KATIB.name in config.components and isinstance(
        config.experiments.database, KatibDatabase
    ):
        yield "KatibDatabase"
