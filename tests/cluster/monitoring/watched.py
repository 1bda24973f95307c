"""An environment that a Prometheus of the site reads, with everything that can be read."""

from dataclasses import replace
from functools import cache
from typing import Any, Final

from constructs_lib import Backup, BackupVolume, Config, Environment, Platform
from constructs_lib.config import COMPONENTS
from constructs_lib.config.components import OPTIONAL
from constructs_lib.platform import synthesize
from tests.environments import EVERYTHING

Object = dict[str, Any]

assert EVERYTHING.monitoring
MONITORING: Final = replace(EVERYTHING.monitoring, metrics_proxy="dropped")
WATCHED: Final = Config(
    components=(*COMPONENTS, *(each.name for each in OPTIONAL)),
    monitoring=MONITORING,
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


@cache
def objects() -> list[Object]:
    """Return the environment's objects."""
    return objects_of(platform_of(WATCHED))


def of(*kinds: str) -> list[Object]:
    """Return its objects of some kinds."""
    return [obj for obj in objects() if obj["kind"] in kinds]
