"""Run a program like its pod: with its own account's token only."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .api_server import ApiServer


@dataclass(frozen=True)
class InPod:
    """How a program is started."""

    command: Sequence[str | Path]
    environment: Mapping[str, str]

    def run(self) -> subprocess.CompletedProcess[str]:
        """Run it once."""
        return subprocess.run(
            self.command,
            env=dict(self.environment),
            capture_output=True,
            check=False,
            text=True,
        )


def in_pod(server: ApiServer, account: str, files: Mapping[str, str], folder: Path) -> InPod:
    """Return how a program runs as an account of `kubeflow`: the first of its files.

    The second is what it is told. The folder becomes what the pod has of both and the account.
    """
    token = server.kubectl("create", "token", account, "-n", "kubeflow").stdout
    vouched = server.certificate.read_text("utf-8")
    for name, text in {**files, "token": token, "ca.crt": vouched}.items():
        (folder / name).write_text(text, encoding="utf-8")
    address = urlsplit(server.url)
    return InPod(
        command=[sys.executable, "-I", *(folder / name for name in files)],
        environment={
            "PATH": os.environ["PATH"],
            "KUBERNETES_SERVICE_HOST": str(address.hostname),
            "KUBERNETES_SERVICE_PORT": str(address.port),
            "SERVICE_ACCOUNT": str(folder),
        },
    )
