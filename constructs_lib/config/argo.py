"""How Argo CD delivers an environment: when it syncs, and who applies its Applications."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .checks import check_choices, check_label
from .durations import check_duration

_DURATION_UNITS: Final = ("s", "m", "h")
# Minute, hour, day, month and weekday, each with its lowest and highest value.
_FIELDS: Final = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
_PART: Final = re.compile(r"(?:\*|(\d+)(?:-(\d+))?)(?:/([1-9]\d*))?")
_LONGEST_DESCRIPTION: Final = 255


@dataclass(frozen=True, kw_only=True, slots=True)
class Retry:
    """How often a failed sync is retried, and after how long.

    limit: the most retries. first, longest: the first wait, and the longest. factor:
    multiplies each wait to give the next.
    """

    limit: int = 10
    first: timedelta = timedelta(seconds=10)
    factor: int = 2
    longest: timedelta = timedelta(minutes=5)

    def __post_init__(self) -> None:
        if self.limit < 0 or self.factor < 1:
            raise ValueError(
                f"retry needs a limit of 0 or more and a factor of 1 or more, "
                f"got {self.limit} and {self.factor}"
            )
        check_duration(self.first, "first wait of a retry")
        check_duration(self.longest, "longest wait of a retry")


@dataclass(frozen=True, kw_only=True, slots=True)
class SyncPolicy:
    """Whether Argo CD applies changes automatically.

    create_namespace: create a missing namespace; dist/ holds the platform's own. retry: of a
    failed sync.
    automated: sync without a click. prune: delete what left the repository; of profiles these
    are members, their policies and PodDefaults: the Profile itself stays, with its owner and
    data.
    self_heal: revert manual changes. server_side: use server-side apply, which large CRDs
    need.
    prune_last: delete only when everything else is healthy; this includes objects that no wave
    waits for otherwise (routes, autoscalers, volumes of backups). exclusive: fail on an object
    that another Application manages.
    Raises ValueError for prune or self_heal without automated, where they have no effect.
    """

    automated: bool = True
    prune: bool = True
    self_heal: bool = True
    server_side: bool = True
    create_namespace: bool = False
    prune_last: bool = False
    exclusive: bool = True
    retry: Retry = Retry()

    def __post_init__(self) -> None:
        if not self.automated and (self.prune or self.self_heal):
            raise ValueError(
                "prune and self_heal work only with automated=True; "
                "set both to False for syncs by hand"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class SyncWindow:
    """A time window in which Argo CD may, or may not, apply changes.

    An environment with `allow` windows syncs in them only; `deny` takes precedence.
    kind: `allow` or `deny`. time_zone: of the schedule, as in `Europe/Berlin`.
    description: for people.
    schedule: when the window opens, five fields as cron reads them, in `time_zone`.
    duration: how long it stays open, up to a week. by_hand: whether manual syncs are allowed
    while automatic ones are not.
    Raises ValueError for a schedule, duration or time zone that Argo CD does not accept.
    """

    kind: Literal["allow", "deny"]
    schedule: str
    duration: timedelta
    time_zone: str = "UTC"
    by_hand: bool = False
    description: str | None = None

    def __post_init__(self) -> None:
        check_choices(self)
        _check_schedule(self.schedule)
        if self.duration % timedelta(minutes=1) or not (
            timedelta() < self.duration <= timedelta(days=7)
        ):
            raise ValueError(
                "a sync window's duration must be whole minutes, at most a week, such as "
                f"timedelta(hours=2); got {self.duration!r}"
            )
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            # Argo CD would take UTC, and say so in a log.
            raise ValueError(
                f"unknown time zone {self.time_zone!r}; use a name such as 'Europe/Berlin'"
            ) from None
        if len(self.description or "") > _LONGEST_DESCRIPTION:
            raise ValueError(
                f"the description of a sync window has at most {_LONGEST_DESCRIPTION} "
                f"characters, got {len(self.description or '')}"
            )


def _check_schedule(schedule: str) -> None:
    fields = schedule.split()
    if len(fields) != len(_FIELDS) or not all(
        _is_field(field, *bounds) for field, bounds in zip(fields, _FIELDS, strict=True)
    ):
        raise ValueError(
            "a schedule must be minute, hour, day, month and weekday in numbers, such as '0 "
            f"22 * * 1-5'; got {schedule!r}"
        )


def _is_field(field: str, lowest: int, highest: int) -> bool:
    for part in field.split(","):
        if not (match := _PART.fullmatch(part)):
            return False
        numbers = [int(number) for number in match.groups()[:2] if number]
        if numbers != sorted(numbers) or not all(lowest <= n <= highest for n in numbers):
            return False
    return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Applications:
    """Write the AppProject and Applications; the platform's team applies `apps/` itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AppOfApps:
    """Write a parent Application for each environment, which keeps its Applications applied.

    Apply it once, by hand. Its own AppProject permits AppProjects and Applications and nothing
    else. name: of both.
    """

    name: str = "kubeflow-delivery"

    def __post_init__(self) -> None:
        check_label(self.name, "name of the parent Application")


@dataclass(frozen=True, kw_only=True, slots=True)
class ApplicationSet:
    """Write one ApplicationSet for a hub, which makes each environment's parent Application.

    Apply it once for all environments, by hand, and again when an environment is added or
    removed. What a parent applied stays when the parent is removed. name: of it and of its
    AppProject, and the prefix of each parent's name.
    """

    name: str = "kubeflow-delivery"

    def __post_init__(self) -> None:
        check_label(self.name, "name of the ApplicationSet")


Delivery = Applications | AppOfApps | ApplicationSet
