"""Write expressions in PromQL, and read what they need from them."""

import re
from collections.abc import Mapping
from string import Template
from types import MappingProxyType
from typing import Final

from constructs_lib.config.needs import Needs

from .metrics import EDGE, JOBS, METRICS, SOURCES, USAGE

# Grafana's: four scrapes at least, and the chosen time range.
RATE: Final = "$__rate_interval"
RANGE: Final = "$__range"

_STRING: Final = re.compile(r'"[^"]*"')
# The names of recorded series have colons.
_METRIC: Final = re.compile(r"([a-zA-Z_:][\w:]*)\{")
_JOB: Final = re.compile(r'job(?:=|=~)"([^"]+)"')
_GROUPED: Final = re.compile(r"\b(?:by|on|without|group_left|ignoring)\s*\([^)]*\)")
_NAME: Final = re.compile(r"(?<![$\w:])[a-zA-Z_:][\w:]*(?![\w:]|\s*[({])")
_WORDS: Final = {"and", "bool", "by", "on", "or", "unless", "group_left"}


def of(metric: str, port: str, where: str = "") -> str:
    """Return a metric of a port, with further labels."""
    return f'{metric}{{job="{JOBS[port]}"{"," if where else ""}{where}}}'


def rate(metric: str, *by: str, window: str = RATE) -> str:
    """Return how much of a counter is added each second, by labels."""
    return f"sum{_by(by)}(rate({metric}[{window}]))"


def added(metric: str, *by: str, window: str = "1h") -> str:
    """Return how much was added to a counter, by labels."""
    return f"sum{_by(by)}(increase({metric}[{window}]))"


def quantile(share: float, buckets: str, *by: str) -> str:
    """Return below what a share of a histogram's observations was, by labels."""
    return f"histogram_quantile({share}, {rate(buckets, 'le', *by)})"


def _by(labels: tuple[str, ...]) -> str:
    return f" by ({', '.join(labels)}) " if labels else ""


def metrics_of(expression: str) -> tuple[str, ...]:
    """Return the metrics of an expression, a histogram's without `_bucket`.

    Raises ValueError for a metric without braces, and for one that `METRICS` does not have.
    """
    plain = _STRING.sub('""', expression)
    found = tuple(re.sub("_bucket$", "", name) for name in _METRIC.findall(plain))
    rest = _GROUPED.sub(" ", re.sub(r"\{[^}]*\}|\[[^\]]*\]", "{}", plain))
    bare = [name for name in _NAME.findall(rest) if name not in _WORDS]
    if bare:
        raise ValueError(f"write {bare[0]} with braces, in {expression}")
    for name in found:
        if name not in METRICS:
            raise ValueError(f"{name} is not in METRICS; say there who serves it")
    return found


def needs_of(
    expression: str, of: tuple[str, ...], constants: Mapping[str, str] = MappingProxyType({})
) -> Needs:
    """Return what an expression needs: who serves its metrics.

    of: what it needs besides. constants: of its dashboard. Raises ValueError for a metric of a
    port whose job is not named, or that this port does not serve.
    """
    with_constants = Template(expression).safe_substitute(constants)
    named = {job for each in _JOB.findall(with_constants) for job in each.split("|")}
    jobs = {port for port, job in JOBS.items() if job in named}
    sources = []
    ports: list[str] = []
    metrics = metrics_of(expression)
    for metric in metrics:
        by = METRICS[metric].by
        sources += [source for source in SOURCES if source in by]
        if any(port in JOBS for port in by):
            served = [port for port in by if port in jobs]
            if not served or jobs - set(by):
                raise ValueError(f"name the jobs that serve {metric}, in {expression}")
            ports += [port for port in served if port not in ports]
    if "notebook-labels" in sources:
        sources = ["notebook-labels"]
    if len(set(sources)) > 1:
        raise ValueError(f"metrics of one source only, not of {sources}, in {expression}")
    # The gateway is always installed and always read.
    read = () if EDGE in ports else tuple(ports)
    return Needs(
        of=of,
        ports=read,
        source=sources[0] if sources else None,
        records=tuple(each for each in metrics if USAGE in METRICS[each].by),
    )
