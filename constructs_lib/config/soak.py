"""Configure how long, and how healthily, a commit runs before an environment may take it."""

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from .checks import check_known, check_label, check_no_credentials, check_unique, is_url
from .durations import check_duration

if TYPE_CHECKING:
    from .platform import Environment, Platform

_LONGEST: Final = timedelta(days=31)
# Hosts that no proxy and no other machine is on the way to.
LOOPBACK: Final = ("127.0.0.1", "localhost")
_LABEL: Final = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_VARIABLE: Final = re.compile(r"[A-Z_][A-Z0-9_]*")
# The queries select by these themselves.
_TAKEN: Final = frozenset(
    {"__name__", "alertname", "alertstate", "health_status", "job", "name", "sync_status"}
)


@dataclass(frozen=True, slots=True)
class Soak:
    """What `promote` requires of the environment before: time with a commit, and health.

    time: how long it must have run the very commit, at most 31 days.
    prometheus: the address of its Prometheus, or of what answers the same API, `https://`;
    `http://` for loopback alone, as `kubectl port-forward` opens it.
    healthy: PromQL expressions, besides the library's own: each must return something, and
    nothing that is 0, at every moment of the time. Write `min(up{job="gpu"}) == 1` for all and
    `max(…)` for one.
    of: the environment that must have run it, and whose branch is promoted; by default the one
    before it of the same repository.
    labels: of the environment's series, such as `{"cluster": "staging"}`, where one Prometheus
    answers for several.
    token: the environment variable that holds a bearer token for Prometheus; nothing is sent
    where it is unset. It is never an argument, and never shown.
    Raises ValueError for a time of zero or less, or of more than 31 days, for an address that
    would send the token in plain text, for empty expressions, and for labels by which the
    queries already select.
    """

    time: timedelta
    _: KW_ONLY
    prometheus: str
    healthy: tuple[str, ...] = ()
    of: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    token: str = "PROMETHEUS_TOKEN"  # noqa: S105 - the name of a variable

    def __post_init__(self) -> None:
        check_duration(self.time, "time of a soak")
        if self.time > _LONGEST:
            raise ValueError(
                f"time of a soak must be at most {_LONGEST.days} days, got {self.time!r}"
            )
        self._check_address()
        for expression in self.healthy:
            if not expression.strip():
                raise ValueError(
                    "an expression of healthy is empty; give one in PromQL, such as "
                    "'min(up{job=\"gpu\"}) == 1'"
                )
        check_unique(self.healthy, "expression of healthy")
        if self.of is not None:
            check_label(self.of, "environment of a soak")
        for name in self.labels:
            if not _LABEL.fullmatch(name) or name in _TAKEN:
                raise ValueError(
                    f"labels of a soak has name {name!r}; a name must look like 'cluster', "
                    f"and be none of {', '.join(sorted(_TAKEN))}, which the queries set"
                )
        if not _VARIABLE.fullmatch(self.token):
            # Whatever came may be the token itself.
            raise ValueError(
                "token must be the name of an environment variable, such as "
                "'PROMETHEUS_TOKEN'; the token itself belongs in that variable"
            )

    def _check_address(self) -> None:
        check_no_credentials(
            self.prometheus, "prometheus", instead="put a token into the variable of token"
        )
        address = urlsplit(self.prometheus) if is_url(self.prometheus) else None
        if address is None or (address.scheme != "https" and address.hostname not in LOOPBACK):
            raise ValueError(
                "prometheus must be the address of a Prometheus over TLS, such as "
                "'https://prometheus.example.com', or http:// of loopback; got "
                f"{self.prometheus!r}"
            )


def source_of(platform: "Platform", environment: "Environment") -> "Environment | None":
    """Return the environment that is promoted to another; None for the first.

    A branch does not leave its repository: only environments of the same one count.
    """
    if environment.after and environment.after.of is not None:
        return next(
            each for each in platform.environments if each.name == environment.after.of
        )
    here = platform.repository_of(environment)
    before = platform.environments[: platform.environments.index(environment)]
    beside = [each for each in before if platform.repository_of(each) == here]
    return beside[-1] if beside else None


def is_awaited(platform: "Platform", environment: "Environment") -> bool:
    """Return whether another environment waits for what this one runs."""
    return any(
        each.after and source_of(platform, each) is environment
        for each in platform.environments
    )


def check_soaks(platform: "Platform") -> None:
    """Refuse environments that wait for one not before them, or of unknown health."""
    names = [environment.name for environment in platform.environments]
    for environment in platform.environments:
        if environment.after:
            if environment.after.of is not None:
                check_known(environment.after.of, names, "environment of a soak")
            _check_soak(platform, environment, environment.after)


def _check_soak(platform: "Platform", environment: "Environment", soak: Soak) -> None:
    name = environment.name
    before = source_of(platform, environment)
    if before is None:
        raise ValueError(
            f"environment {name!r} is the first of its repository, so nothing runs a commit "
            "before it; leave out after, or list another environment first"
        )
    order = platform.environments
    if order.index(before) >= order.index(environment):
        raise ValueError(
            f"environment {name!r} waits for {before.name!r}, which does not come before it; "
            "list them in the order of promotion"
        )
    if platform.repository_of(before) != platform.repository_of(environment):
        raise ValueError(
            f"environment {name!r} waits for {before.name!r}, whose repository is another; a "
            "promotion stays within one"
        )
    own, published = platform.revision_of(environment), platform.repository_of(environment)
    if own in (published.revision, platform.revision_of(before)):
        raise ValueError(
            f"environment {name!r} waits for {before.name!r}, but follows {own!r}, which "
            f"reaches both at once; give it a branch, such as revision={name!r}"
        )
    for other in platform.environments:
        beside = platform.repository_of(other).url == published.url
        if beside and other is not environment and platform.revision_of(other) == own:
            raise ValueError(
                f"environment {name!r} waits for {before.name!r}, but follows {own!r} as "
                f"{other.name!r} does, whose promotion would reach both; give each a branch "
                "of its own"
            )
    monitoring = before.config.monitoring
    if not soak.healthy and (monitoring is None or monitoring.alerts is None):
        raise ValueError(
            f"environment {name!r} waits for the health of {before.name!r}, which has no "
            "alerts; set Monitoring(alerts=Alerts(…)) there, or Soak(healthy=…)"
        )
