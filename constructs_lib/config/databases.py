"""Which external databases the environments write to."""

from collections.abc import Iterator, Mapping

from .data import ExternalMySQL
from .environment import Config
from .katib import KatibDatabase


def check_databases(environments: Mapping[str, Config]) -> None:
    """Refuse a database shared by two environments, or by two programs of one."""
    known: dict[tuple[str, int, str], str] = {}
    for environment, config in environments.items():
        for host, port, name in _written(config):
            first = known.setdefault((host, port, name), environment)
            if first != environment:
                raise ValueError(
                    f"environments {first!r} and {environment!r} would both write to database "
                    f"{name!r} at '{host}:{port}'; use another name in one of them, such as "
                    "ExternalMySQL(names=DatabaseNames(...))"
                )
        written = list(_written(config))
        for twice in written:
            if written.count(twice) > 1:
                raise ValueError(
                    f"Pipelines and Katib of environment {environment!r} would both write to "
                    f"database {twice[2]!r} at '{twice[0]}:{twice[1]}'; use another name for "
                    "one of them"
                )


def _written(config: Config) -> Iterator[tuple[str, int, str]]:
    """Yield the external databases, by host, port and name."""
    pipelines, katib = config.pipelines.database, config.experiments.database
    if isinstance(pipelines, ExternalMySQL):
        for name in pipelines.names.listed:
            yield pipelines.host, pipelines.port, name
    if not isinstance(katib, KatibDatabase):
        yield katib.host, katib.port, katib.database
