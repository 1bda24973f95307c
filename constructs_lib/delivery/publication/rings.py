"""Promote every environment that waits for the one before it, as far as each is healthy."""

from dataclasses import dataclass

from ...arguments import checked
from ...config import Environment, Platform
from .gate import TooEarlyError
from .process import GitError
from .prometheus import UnhealthyError
from .promote import Promotion, promote


@dataclass(frozen=True, kw_only=True, slots=True)
class Ring:
    """What became of one environment of a wave.

    promotion: what moved, or would; None where it was refused. refusal: why.
    unhealthy: whether the wave ended here, since the environment before was not healthy.
    """

    environment: str
    promotion: Promotion | None = None
    refusal: str | None = None
    unhealthy: bool = False


@checked
def promote_rings(
    platform: Platform, *, repository: str, dry_run: bool = False
) -> tuple[Ring, ...]:
    """Move every environment with `after` to what the one before it ran for long enough.

    All are judged first, in order, and the wave ends at the first for which the one before is
    not healthy. Those that may move then do, the last one first: each takes what the one
    before it has run, not what that takes in the same wave.
    platform: with the environments. dry_run: judge them, and move none.
    repository: where the environments that wait have several, the URL of one of them as its
    GitRepository has it: a wave is of that one alone.
    Returns the rings that were judged, in order.
    Raises ValueError if no environment has `after`, and for none of several repositories;
    GitError as `promote` does, with the later rings moved, which it names, and the earlier
    ones not, which the next wave moves.
    """
    waiting = _waiting(platform, repository)
    judged: list[Ring] = []
    for name in waiting:
        judged.append(_judged(platform, name, repository=repository, dry_run=True))
        if judged[-1].unhealthy:
            break
    if dry_run:
        return tuple(judged)
    moved: list[Ring] = []
    for ring in reversed(judged):
        may = ring.promotion is not None
        try:
            done = (
                _judged(platform, ring.environment, repository=repository, dry_run=False)
                if may
                else ring
            )
        except GitError as error:
            names = ", ".join(each.environment for each in moved if each.promotion)
            raise GitError(f"{error}; moved before that: {names or 'nothing'}") from None
        moved.insert(0, done)
    return tuple(moved)


def _waiting(platform: Platform, repository: str) -> list[str]:
    """Return the environments of a wave, which are all of one repository."""
    waiting = [each for each in platform.environments if each.after]
    if not waiting:
        raise ValueError(
            "no environment waits for another, so there are no rings; set "
            "Environment(…, after=Soak(…)), or name one environment to promote"
        )

    def url(environment: Environment) -> str:
        return platform.repository_of(environment).url

    urls = sorted({url(each) for each in waiting})
    if len(urls) > 1 and repository not in urls:
        # What came may hold a password.
        raise ValueError(
            "the environments that wait have several repositories, and a wave is of one: name "
            f"it as its GitRepository has it, one of {', '.join(urls)}"
        )
    return [each.name for each in waiting if len(urls) == 1 or url(each) == repository]


def _judged(platform: Platform, name: str, *, repository: str, dry_run: bool) -> Ring:
    try:
        done = promote(platform, name, repository=repository, dry_run=dry_run)
    except TooEarlyError as error:
        return Ring(environment=name, refusal=str(error))
    except UnhealthyError as error:
        return Ring(environment=name, refusal=str(error), unhealthy=True)
    return Ring(environment=name, promotion=done)
