"""Promote the revision of one environment to the next."""

from dataclasses import dataclass

from ...arguments import checked
from ...config import Environment, Platform
from ...config.checks import check_branch, check_known
from ...config.soak import is_awaited, source_of
from ..files import Changes
from ..layout import is_read_by
from .gate import TooEarlyError, check_soaked, promoted_now
from .git import ALL, Git, clone_of
from .objects import object_changes


@dataclass(frozen=True, kw_only=True, slots=True)
class Promotion:
    """A branch that moves to a commit, and the changes that come with it.

    old: None if the branch is new. changes: of the environment's own objects.
    others: files of other environments and owners that the branch contains too.
    """

    source: str
    branch: str
    old: str | None
    new: str
    changes: Changes
    others: int

    def __bool__(self) -> bool:
        return self.old != self.new


@checked
def promote(
    platform: Platform,
    environment: str,
    *,
    repository: str,
    source: str | None = None,
    dry_run: bool = False,
) -> Promotion:
    """Move an environment's branch to the revision of the environment before it.

    platform: with both environments. environment: the name of the one that moves.
    repository: a URL or a folder, as git accepts it.
    source: the branch to promote from, by default the one that the environment before it
    follows. dry_run: report the changes without moving the branch.
    Raises ValueError for an environment that is unknown or follows no branch of its own, and
    for a branch that has commits of its own; GitError for a repository that cannot be read,
    refuses the push or moves meanwhile; TooEarlyError and UnhealthyError if the environment
    before has not run the commit as `Environment(after=…)` requires. Only a promotion that
    returns has changed the repository.
    """
    here = _named(platform, environment)
    source = source or _before(platform, here)
    check_branch(source, "branch")
    target = platform.revision_of(here)
    if target == platform.repository_of(here).revision:
        raise ValueError(
            f"environment {environment!r} follows {target!r}, the published branch, so there "
            "is nothing to promote; set a branch of its own, such as "
            f"Environment({environment!r}, revision={environment!r})"
        )
    if target == source:
        raise ValueError(f"environment {environment!r} follows {source!r} itself")
    with clone_of(repository) as git:
        heads = git.heads()
        if source not in heads:
            _check_begun(platform, here, source)
            raise ValueError(f"the repository has no branch {source!r} to promote from")
        new = git.fetch(source, depth=ALL)
        old = git.fetch(target, depth=ALL) if target in heads else None
        if old and not git.leads_to(old, new):
            raise ValueError(_diverged(git, old, new, target, source))
        promotion = _promotion(git, platform, here, source=source, old=old, new=new)
        if promotion:
            before = source_of(platform, here)
            head = heads.get(platform.revision_of(before)) if before else None
            check_soaked(git, platform, here, commit=new, head=head)
        if promotion and not dry_run:
            tag = promoted_now(here.name) if is_awaited(platform, here) else None
            git.push(new, target, instead_of=old, tag=tag)
        return promotion


def _named(platform: Platform, name: str) -> Environment:
    environments = {environment.name: environment for environment in platform.environments}
    check_known(name, environments, "environment")
    return environments[name]


def _before(platform: Platform, environment: Environment) -> str:
    """Return the branch of the environment before, for the first one the published branch."""
    before = source_of(platform, environment)
    if before is None:
        return platform.repository_of(environment).revision
    return platform.revision_of(before)


def _check_begun(platform: Platform, environment: Environment, source: str) -> None:
    """Let an environment wait for one that has no branch before its own first promotion."""
    before = source_of(platform, environment) if environment.after else None
    published = platform.repository_of(environment).revision
    if before and source == platform.revision_of(before) != published:
        raise TooEarlyError(
            f"environment {before.name!r} runs nothing: the repository has no branch "
            f"{source!r}; promote {before.name!r} first"
        )


def _diverged(git: Git, old: str, new: str, target: str, source: str) -> str:
    own = git.commits_between(new, old)
    return (
        f"branch {target!r} has commits ({own}) that {source!r} lacks; add them to main.py "
        f"and publish, or remove them there: a promotion only moves forward"
    )


def _promotion(
    git: Git,
    platform: Platform,
    environment: Environment,
    *,
    source: str,
    old: str | None,
    new: str,
) -> Promotion:
    was = git.entries(old) if old else {}
    now = git.entries(new)
    moved = {path for path in was.keys() | now.keys() if was.get(path) != now.get(path)}
    folder = platform.repository_of(environment).within("")
    own = {
        path.removeprefix(folder): path
        for path in moved
        if path.startswith(folder)
        and is_read_by(platform, environment, path.removeprefix(folder))
    }
    before, after = (
        git.contents({name: tree[path] for name, path in own.items() if path in tree})
        for tree in (was, now)
    )
    return Promotion(
        source=source,
        branch=platform.revision_of(environment),
        old=old,
        new=new,
        changes=object_changes(before, after),
        others=len(moved) - len(own),
    )
