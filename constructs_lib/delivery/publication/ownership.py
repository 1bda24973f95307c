"""Maintain the list of published files in a repository."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..._program import command

LIST: Final = ".kubeflow-gitops/owned.sha256"
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f\\]+)")
_SOURCE: Final = "# Source-Revision: "
_NOTE: Final = "# Written by kubeflow-gitops; `sha256sum --check` finds edits by hand.\n"
# Paths that lead out of the repository or into .git, and paths that a list cannot contain.
_NO_PATH: Final = re.compile(r"[\x00-\x1f\x7f\\]|^/|/$|(^|/)(\.|\.\.|\.git)?(/|$)")


@dataclass(frozen=True, slots=True)
class Owned:
    """The published files of a repository: SHA-256 by path, and their source."""

    files: Mapping[str, str]
    source: str = ""

    def text(self) -> str:
        """Return the list as it is committed, in the format of `sha256sum --check`."""
        lines = [f"{digest}  {path}\n" for path, digest in sorted(self.files.items())]
        return "".join([_NOTE, f"{_SOURCE}{self.source}\n", *lines])


def read_list(text: str) -> Owned:
    """Parse a list. Raises ValueError for an unknown line."""
    files = {}
    source = ""
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        if line.startswith("#"):
            source = line.removeprefix(_SOURCE) if line.startswith(_SOURCE) else source
        elif found := _LINE.fullmatch(line):
            files[found[2]] = found[1]
        else:
            raise ValueError(
                f"line {number} of {LIST} in the repository is no SHA-256 and path; "
                f"bring back the list that was committed last"
            )
    return Owned(files, source)


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file for the list."""
    return hashlib.sha256(data).hexdigest()


def check_paths(files: Mapping[str, bytes]) -> None:
    """Refuse paths that would lead out of the repository, and no files at all."""
    if not files:
        raise ValueError(
            f"there is nothing to publish: write dist/ first, by `{command('synth')}`"
        )
    for path in files:
        if not path or _NO_PATH.search(path) or path.startswith(LIST.partition("/")[0]):
            raise ValueError(f"path must lead into the repository, got {path!r}")
