"""Checks that Argo CD runs before and after each sync."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from .durations import check_duration

# The time that a pod of the smoke test takes beyond `patience`: to start, and for the last
# answers.
_BESIDES: Final = timedelta(seconds=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrerequisiteCheck:
    """A Job before each sync that checks the environment's prerequisites.

    A sync that would fail halfway does not start; the Job's log names everything that is
    missing, and where the mesh or the cluster's DNS domain differs from the config.
    deadline: when the Job is aborted, in whole seconds. retries: further pods after a failed
    one.
    Raises ValueError for an invalid deadline and for negative retries.
    """

    deadline: timedelta = timedelta(minutes=5)
    retries: int = 2

    def __post_init__(self) -> None:
        _check(self.deadline, self.retries, "prerequisite check")


@dataclass(frozen=True, kw_only=True, slots=True)
class SmokeTest:
    """A Job after each sync that checks the pages through the ingress gateway.

    patience: how long a pod retries a wrong answer, in whole seconds.
    deadline: when the Job is aborted, in whole seconds. retries: further pods after a failed
    one.
    Raises ValueError for invalid times, for negative retries, and for a deadline that ends the
    Job before its last pod can report a failure.
    """

    patience: timedelta = timedelta(minutes=2)
    deadline: timedelta = timedelta(minutes=5)
    retries: int = 0

    def __post_init__(self) -> None:
        _check(self.deadline, self.retries, "smoke test")
        check_duration(self.patience, "patience of the smoke test")
        needed = (self.patience + _BESIDES) * (self.retries + 1)
        if self.deadline < needed:
            raise ValueError(
                f"deadline of the smoke test is {self.deadline}, but its last pod may report "
                f"a failure only after {needed} with {self.retries} retries; raise the "
                "deadline, or lower patience"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Hooks:
    """Jobs that Argo CD runs around each sync, and whose failure fails it; none by default.

    before: run first, as a `PreSync` hook. after: run once everything is healthy, as a
    `PostSync` hook.
    """

    before: PrerequisiteCheck | None = None
    after: SmokeTest | None = None


def _check(deadline: timedelta, retries: int, what: str) -> None:
    check_duration(deadline, f"deadline of the {what}")
    if retries < 0:
        raise ValueError(f"retries of the {what} must be 0 or more, got {retries}")
