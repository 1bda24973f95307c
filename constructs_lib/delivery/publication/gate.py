"""Judge whether an environment has run a commit for long enough, and healthily."""

import json
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from ...config import (
    ApplicationSet,
    AppOfApps,
    Environment,
    Platform,
    SealedSecrets,
)
from ...config.alerting import absent_alerts
from ...config.alerts import ALERTS
from ...config.components import KUBEFLOW_NAMESPACE
from ...config.durations import seconds
from ...config.soak import Soak, source_of
from ...gateway import ingress_gateway
from .git import Git
from .prometheus import Moments, Prometheus, UnhealthyError

_PROMOTED: Final = "promoted"
_TIME: Final = "%Y%m%dT%H%M%SZ"


class TooEarlyError(RuntimeError):
    """An environment that has not run a commit for long enough, as far as Git shows."""


def promoted_now(environment: str) -> str:
    """Return the tag that notes that an environment's branch moves now."""
    return f"{_PROMOTED}/{environment}/{datetime.now(UTC):{_TIME}}"


def check_soaked(
    git: Git, platform: Platform, environment: Environment, *, commit: str, head: str | None
) -> None:
    """Refuse a commit that the environment before has not run healthily for its time.

    head: what the branch of the environment before is at.
    Raises TooEarlyError and UnhealthyError; asks nothing where the environment waits for none.
    """
    before, soak = source_of(platform, environment), environment.after
    if before is None or soak is None:
        return
    now = time.time()
    if head != commit:
        raise TooEarlyError(
            f"environment {before.name!r} does not run {commit[:12]}, but "
            f"{head[:12] if head else 'nothing'}; promote what it runs"
        )
    age = timedelta(seconds=int(now - _since(git, platform, before, commit)))
    if age < soak.time:
        raise TooEarlyError(
            f"environment {before.name!r} has run {commit[:12]} for {age} of {soak.time}; "
            f"promote in {soak.time - age}"
        )
    _check_health(platform, before, soak, now)


def _since(git: Git, platform: Platform, before: Environment, commit: str) -> float:
    """Return when an environment's branch moved to a commit, in seconds since 1970.

    The published branch moves when its commit is made; another leaves its commits as they
    are, so `promote` notes the time in a tag.
    """
    if platform.revision_of(before) == platform.repository_of(before).revision:
        return git.committed(commit)
    prefix = f"{_PROMOTED}/{before.name}/"
    times = [
        _time(name.removeprefix(prefix))
        for name, tagged in git.tags(prefix).items()
        if tagged == commit
    ]
    known = [moment for moment in times if moment is not None]
    if not known:
        raise TooEarlyError(
            f"no tag {prefix}… says since when {before.name!r} runs {commit[:12]}: its branch "
            "was not moved by promote; tag that commit with the present time, such as "
            f"{promoted_now(before.name)}, and wait"
        )
    return max(known)


def _time(text: str) -> float | None:
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _check_health(platform: Platform, before: Environment, soak: Soak, now: float) -> None:
    prometheus = Prometheus(soak.prometheus, soak.token)
    moments = Moments.until(now, seconds=seconds(soak.time))
    flaws = []
    for name, expression in _always(platform, before, soak):
        if flaw := prometheus.flaw(expression, moments):
            flaws.append(f"{name}: {flaw}")
    for name, expression in _at_last(platform, before, soak):
        if flaw := prometheus.flaw(expression, moments.last):
            flaws.append(f"{name}: {flaw}")
    for alert, state in prometheus.missing_rules(_alerts(before)).items():
        flaws.append(f"the rule of alert {alert}: {state}")
    if flaws:
        raise UnhealthyError(
            f"environment {before.name!r} was not healthy for {soak.time}: {'; '.join(flaws)}"
        )


def _always(platform: Platform, before: Environment, soak: Soak) -> Iterator[tuple[str, str]]:
    """Yield what must have held all the time, each with a name for people."""
    for application in applications_of(platform, before):
        yield (
            f"Application {application} Synced, Healthy or Progressing",
            _application(before, soak, application, health="Healthy|Progressing"),
        )
    if alerts := _alerts(before):
        firing = _selector(
            soak.labels, f'alertname=~"{"|".join(alerts)}"', 'alertstate="firing"'
        )
        yield "no alert fires", f"(count(ALERTS{firing}) or vector(0)) == bool 0"
        job = _selector(soak.labels, f'job="{KUBEFLOW_NAMESPACE}/{ingress_gateway.NAME}"')
        yield "the ingress gateway is read", f"count(up{job} == 1) > bool 0"
    for expression in soak.healthy:
        yield expression, expression


def _at_last(platform: Platform, before: Environment, soak: Soak) -> Iterator[tuple[str, str]]:
    for application in applications_of(platform, before):
        yield (
            f"Application {application} Healthy",
            _application(before, soak, application, health="Healthy"),
        )


def _application(before: Environment, soak: Soak, name: str, *, health: str) -> str:
    # A hub's Argo CD is of another cluster, and names its Applications by environment.
    elsewhere = before.argo_cd.hub or not before.argo_cd.destination.is_own
    labels = {} if elsewhere else soak.labels
    named = f'name="{name}"'
    every = _selector(labels, named)
    good = _selector(labels, named, 'sync_status="Synced"', f'health_status=~"{health}"')
    info = "argocd_app_info"
    return f"(count({info}{good}) or 0 * count({info}{every})) == bool count({info}{every})"


def _selector(labels: Mapping[str, str], *more: str) -> str:
    own = (f"{name}={json.dumps(value)}" for name, value in labels.items())
    return f"{{{','.join((*more, *own))}}}"


def _alerts(environment: Environment) -> tuple[str, ...]:
    monitoring = environment.config.monitoring
    if monitoring is None or monitoring.alerts is None:
        return ()
    absent = absent_alerts(environment.config)
    return tuple(alert.name for alert in ALERTS if alert.name not in absent)


def applications_of(platform: Platform, environment: Environment) -> tuple[str, ...]:
    """Return the names of all Applications that are written for an environment."""
    argo_cd = environment.argo_cd
    own, profiles, secrets = argo_cd.applications(environment.name)
    sealed = isinstance(environment.config.secrets, SealedSecrets)
    parent = (
        (platform.delivery.name,)
        if isinstance(platform.delivery, AppOfApps | ApplicationSet)
        else ()
    )
    charts = (chart for add_on in platform.add_ons for chart in add_on.applications)
    others = (argo_cd.named(name, environment.name) for name in (*parent, *charts))
    return (own, profiles, *([secrets] if sealed else []), *others)
