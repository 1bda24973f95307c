"""Publish dist/ as a commit to the repository that Argo CD reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...arguments import checked
from ...config.checks import check_branch
from ...config.git_repository import check_folder
from ..files import Changes
from .git import ALL, Author, Git, clone_of
from .objects import counted, listed
from .ownership import check_paths
from .plan import make_plan, some
from .process import GitError
from .signing import Signing
from .source import SourceRevision

_TRAILER: Final = "Source-Revision"
_ATTEMPTS: Final = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """The result of publishing: a commit on a branch, or None if nothing differs."""

    commit: str | None
    branch: str
    changes: Changes


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wanted:
    """The request. target: the branch to push, different from `branch` for a review."""

    files: Mapping[str, bytes]
    source: SourceRevision
    branch: str
    target: str
    path: str
    overwrite: bool
    replace_other: bool
    author: Author
    signing: Signing | None


@checked
def publish(
    files: Mapping[str, str],
    *,
    repository: str,
    source: SourceRevision,
    branch: str = "main",
    path: str = "",
    pull_request: bool = False,
    overwrite_hand_edits: bool = False,
    replace_other_source: bool = False,
    author: Author = Author(),
    signing: Signing | None = None,
) -> Publication:
    """Publish generated files to a repository, and leave all other files unchanged.

    If the branch moves meanwhile, the commit is created again on its new head. There is one
    push of one commit: after any interruption the repository is unchanged or as wanted.
    files: text by path. repository: a URL or a folder, as git accepts it.
    source: the commit of main.py, which the message names. branch: where the files go.
    path: the folder of the repository for the files, as in GitRepository.
    pull_request: push a branch `kubeflow-gitops/<revision>`, to be merged into `branch`; the
    folder, if any, is in the middle.
    overwrite_hand_edits: replace published files that someone edited.
    replace_other_source: replace what was published from a commit that the source's clone
    lacks, for example after its history was rewritten. author: of the commit.
    signing: the key that signs the commit; the signature is verified before the push, and
    afterwards that the branch is at this commit. None signs nothing.
    Raises ValueError for foreign files in our paths, for a source that is older than the
    published one, and for one whose full history lacks it; HandEditError for published files
    that someone edited; GitError for a repository that cannot be read or refuses the push.
    """
    check_folder(path, "path")
    review = "/".join(filter(None, ("kubeflow-gitops", path, source.revision[:12])))
    target = review if pull_request else branch
    check_branch(branch, "branch")
    check_branch(target, "branch of the pull request")
    wanted = _Wanted(
        files={path: text.encode() for path, text in files.items()},
        source=source,
        branch=branch,
        target=target,
        path=path,
        overwrite=overwrite_hand_edits,
        replace_other=replace_other_source,
        author=author,
        signing=signing,
    )
    check_paths(wanted.files)
    with clone_of(repository, below=path) as git:
        for _ in range(_ATTEMPTS):
            if done := _attempt(git, wanted):
                return done
    raise GitError(
        f"branch {target!r} moved {_ATTEMPTS} times while this was published; try again later"
    )


def _attempt(git: Git, wanted: _Wanted) -> Publication | None:
    """Publish on the current head of the branch; return None if it moved meanwhile."""
    heads = git.heads()
    head = _head(git, heads, wanted)
    plan = make_plan(
        git,
        head,
        wanted.files,
        source=wanted.source,
        branch=wanted.branch,
        overwrite=wanted.overwrite,
        replace_other=wanted.replace_other,
    )
    if not plan:
        return Publication(commit=None, branch=wanted.branch, changes=plan.changes)
    commit = git.commit(
        parent=head,
        files=plan.written,
        removed=plan.removed,
        message=_message(plan.changes, wanted),
        author=wanted.author,
    )
    if wanted.signing:
        commit = git.signed(commit, author=wanted.author, signing=wanted.signing)
    done = Publication(commit=commit, branch=wanted.target, changes=plan.changes)
    expected = head
    if wanted.target != wanted.branch:
        expected = heads.get(wanted.target)
        if expected and _is_there(git, commit, wanted):
            return done
    try:
        git.push(commit, wanted.target, instead_of=expected)
    except GitError:
        now = git.heads().get(wanted.target)
        if now == expected:
            raise
        # The push may have arrived although its response was lost.
        return done if now == commit else None
    if wanted.signing:
        _check_arrived(git, commit, wanted.target)
    return done


def _check_arrived(git: Git, commit: str, branch: str) -> None:
    """Refuse a branch without the very commit that was signed and pushed to it."""
    now = git.heads().get(branch)
    if now == commit or (now and git.leads_to(commit, git.fetch(branch, depth=ALL))):
        return
    raise GitError(
        f"branch {branch!r} does not have the signed commit {commit[:12]} that was pushed to "
        f"it, but {now[:12] if now else 'nothing'}; ask who rewrites commits there"
    )


def _head(git: Git, heads: Mapping[str, str], wanted: _Wanted) -> str | None:
    """Fetch the parent of the commit, None in a repository without branches."""
    if wanted.branch in heads:
        return git.fetch(wanted.branch, depth=1)
    if heads:
        raise ValueError(
            f"the repository has no branch {wanted.branch!r}, only {some(sorted(heads))}; "
            f"name one of them, or make it first"
        )
    if wanted.target != wanted.branch:
        raise ValueError(
            f"the repository is empty: there is no branch {wanted.branch!r} that a pull "
            f"request could be for; publish once without one"
        )
    return None


def _is_there(git: Git, commit: str, wanted: _Wanted) -> bool:
    """Return whether the pull request's branch already contains this.

    Raises ValueError if it has commits of others.
    """
    tip = git.fetch(wanted.target, depth=1)
    if git.trailer(tip, _TRAILER) != wanted.source.revision:
        raise ValueError(
            f"branch {wanted.target!r} contains commits of others; "
            f"merge it, or delete it first"
        )
    signing = wanted.signing
    signed = not signing or git.is_signed(tip, author=wanted.author, signing=signing)
    return signed and git.tree(tip) == git.tree(commit)


def _message(changes: Changes, wanted: _Wanted) -> str:
    revision = wanted.source.revision
    where = f" in {wanted.path}" if wanted.path else ""
    subject = f"Kubeflow{where} from {revision[:12]}: {counted(changes)}"
    body = (subject, listed(changes), f"{_TRAILER}: {revision}")
    return "\n\n".join(filter(None, body)) + "\n"
