"""Run git without prompts, hooks and side effects of configuration."""

import os
import re
import subprocess
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from ..external import run_external

# These would redirect a command to a different repository, as inside a hook.
_REDIRECTIONS: Final = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_QUARANTINE_PATH",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
# The user's configuration may define how to reach a server, but add no side effects.
_SETTINGS: Final = (
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "gc.auto=0",
    "-c",
    "maintenance.auto=false",
    "-c",
    "init.defaultBranch=main",
)
_USERINFO: Final = re.compile(r"(?<=://)[^/\s]+@")


class GitError(RuntimeError):
    """A failure of git, in one line and without credentials of a URL."""


def run(
    command: str,
    *arguments: str,
    at: tuple[str, ...],
    data: bytes = b"",
    remote: str = "",
    author: Mapping[str, str] | None = None,
    errors: bool = False,
) -> bytes:
    """Return the output of a git command.

    at: the repository, and settings, as options of git. data: standard input.
    remote: the URL whose credentials are never shown. author: git's variables for who commits.
    errors: return what git writes to its other output, which a verification does.
    Raises GitError if the command fails.
    """
    done = _process(*at, command, *arguments, data=data, author=author)
    if done.returncode:
        told = done.stderr.decode(errors="replace").splitlines()
        reasons = [line.strip() for line in told if not line.startswith("hint:")]
        reason = "; ".join(filter(None, reasons)) or f"it ended with {done.returncode}"
        raise GitError(without_credentials(f"git {command}: {reason}", remote))
    return done.stderr if errors else done.stdout


def succeeds(command: str, *arguments: str, at: tuple[str, ...]) -> bool:
    """Return whether a git command succeeds."""
    return _process(*at, command, *arguments).returncode == 0


def without_credentials(text: str, remote: str) -> str:
    """Return a text without users and passwords of URLs, and without those of `remote`."""
    shown = _USERINFO.sub("", text)
    if not (found := _USERINFO.search(remote)) or not remote.startswith("http"):
        return shown
    user, _, password = found[0].removesuffix("@").partition(":")
    secret = password or user
    return shown.replace(secret, "***").replace(unquote(secret), "***")


def _process(
    *arguments: str, data: bytes = b"", author: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {
        name: value for name, value in os.environ.items() if name not in _REDIRECTIONS
    } | {
        **(author or {}),
        "GIT_TERMINAL_PROMPT": "0",
        "SSH_ASKPASS_REQUIRE": "never",
        "LC_ALL": "C",
    }
    # Without a terminal nothing can prompt, not even ssh.
    return run_external(
        "git", *_SETTINGS, *arguments, data=data, environment=environment, alone=True
    )
