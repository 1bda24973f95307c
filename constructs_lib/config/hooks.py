"""What Argo CD is to check before and after each sync."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from .durations import check_duration

# What a pod of the smoke test takes beyond its patience: to start, and for the last answers.
_BESIDES: Final = timedelta(seconds=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrerequisiteCheck:
    """A Job before each sync: whether the platform has what this environment needs.

    A sync that would end halfway does not begin, and the Job's log names all that is missing,
    and where the mesh or the cluster's DNS domain is another than decided.
    deadline: when the Job is given up, in whole seconds. retries: pods after one that failed.
    Raises ValueError for a deadline that is no time, and for fewer retries than none.
    """

    deadline: timedelta = timedelta(minutes=5)
    retries: int = 2

    def __post_init__(self) -> None:
        _check(self.deadline, self.retries, "prerequisite check")


@dataclass(frozen=True, kw_only=True, slots=True)
class SmokeTest:
    """A Job after each sync: whether the pages answer at the ingress gateway.

    patience: how long a pod asks again where an answer is wrong, in whole seconds.
    deadline: when the Job is given up, in whole seconds. retries: pods after one that failed.
    Raises ValueError for invalid times, for fewer than no retries, and for a deadline
    that ends the Job before its last pod can say what is wrong.
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
                f"the smoke test is given up after {self.deadline}, before its last pod can "
                f"say what is wrong, which may take {needed} with {self.retries} retries; "
                f"give it a later deadline, or less patience"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Hooks:
    """Jobs that Argo CD runs around each sync, and whose failure is the sync's; none here.

    before: applied first of all, as a `PreSync` hook. after: once everything is healthy, as a
    `PostSync` hook.
    """

    before: PrerequisiteCheck | None = None
    after: SmokeTest | None = None


def _check(deadline: timedelta, retries: int, what: str) -> None:
    check_duration(deadline, f"deadline of the {what}")
    if retries < 0:
        raise ValueError(f"the {what} is retried 0 times or more often, got {retries}")
