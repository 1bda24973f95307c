"""An environment that a Prometheus of the site reads, with everything that can be read."""

from dataclasses import replace
from functools import cache
from typing import Any, Final, Literal

from constructs_lib import V1_9_1, Backup, BackupVolume, Config, Environment, Platform
from constructs_lib.config import COMPONENTS, optional_in
from constructs_lib.platform import synthesize
from tests.environments import EVERYTHING

Object = dict[str, Any]

Proxy = Literal["kept", "dropped"]


def monitored(metrics_proxy: Proxy) -> Config:
    """Return a config of every component, monitored as in EVERYTHING but for the proxies."""
    assert EVERYTHING.monitoring
    return Config(
        components=(*COMPONENTS, *(each.name for each in optional_in(V1_9_1))),
        monitoring=replace(EVERYTHING.monitoring, metrics_proxy=metrics_proxy),
        backup=Backup(destination=BackupVolume(claim="copies")),
    )


def objects_of(platform: Platform) -> list[Object]:
    """Return the objects of a platform's first environment."""
    first = platform.environments[0].name
    made = synthesize(platform).environments[first].values()
    return [dict(obj) for each in made for obj in each]


def platform_of(config: Config) -> Platform:
    """Return a platform of one environment."""
    return Platform(environments=(Environment("default", config),))


WATCHED: Final = monitored("dropped")
assert WATCHED.monitoring
MONITORING: Final = WATCHED.monitoring


@cache
def objects(metrics_proxy: Proxy = "dropped") -> list[Object]:
    """Return the environment's objects."""
    return objects_of(platform_of(monitored(metrics_proxy)))


def of(*kinds: str, metrics_proxy: Proxy = "dropped") -> list[Object]:
    """Return its objects of some kinds."""
    return [obj for obj in objects(metrics_proxy) if obj["kind"] in kinds]


def account() -> Object:
    """Return the account of the Prometheus that reads it."""
    scraper = MONITORING.scraper
    return {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {"name": scraper.account, "namespace": scraper.namespace},
    }
