"""Promote every environment that waits for the one before it, as far as each is healthy."""

from dataclasses import dataclass

from ...arguments import checked
from ...config import Platform
from .gate import TooEarlyError
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
    Returns the rings that were judged, in order.
    Raises ValueError if no environment has `after`; GitError as `promote` does, with the later
    rings moved and the earlier ones not, which the next wave moves.
    """
    waiting = [each.name for each in platform.environments if each.after]
    if not waiting:
        raise ValueError(
            "no environment waits for another, so there are no rings; set "
            "Environment(…, after=Soak(…)), or name one environment to promote"
        )
    judged: list[Ring] = []
    for name in waiting:
        judged.append(_judged(platform, name, repository=repository, dry_run=True))
        if judged[-1].unhealthy:
            break
    if dry_run:
        return tuple(judged)
    moved = [
        _judged(platform, ring.environment, repository=repository, dry_run=False)
        if ring.promotion is not None
        else ring
        for ring in reversed(judged)
    ]
    return tuple(reversed(moved))


def _judged(platform: Platform, name: str, *, repository: str, dry_run: bool) -> Ring:
    try:
        done = promote(platform, name, repository=repository, dry_run=dry_run)
    except TooEarlyError as error:
        return Ring(environment=name, refusal=str(error))
    except UnhealthyError as error:
        return Ring(environment=name, refusal=str(error), unhealthy=True)
    return Ring(environment=name, promotion=done)
