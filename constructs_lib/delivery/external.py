"""Run git, kubectl and ssh-keygen, which must be installed."""

import subprocess
from collections.abc import Mapping
from os import PathLike
from typing import Final

_WHERE_TO_GET: Final[Mapping[str, str]] = {
    "git": "https://git-scm.com/downloads",
    "kubectl": "https://kubernetes.io/docs/tasks/tools/",
    "ssh-keygen": "https://www.openssh.com/",
}


def run_external(
    program: str,
    *arguments: str | PathLike[str],
    data: bytes = b"",
    environment: Mapping[str, str] | None = None,
    alone: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end, whatever its exit code.

    data: its standard input. environment: ours if None. alone: without our terminal, so that
    nothing can prompt.
    Raises RuntimeError if it is not installed.
    """
    try:
        return subprocess.run(  # noqa: S603 - no shell takes part
            [program, *arguments],
            input=data,
            capture_output=True,
            env=environment,
            start_new_session=alone,
            check=False,
        )
    except FileNotFoundError:
        raise RuntimeError(
            f"{program} is not installed, or not on the PATH; install it "
            f"({_WHERE_TO_GET[program]}) and try again"
        ) from None
