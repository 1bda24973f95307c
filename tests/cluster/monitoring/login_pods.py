"""The login's real servers at the addresses and ports of their pods."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import yaml

from tests.cluster.binaries import build
from tests.cluster.containers import container, on_loopback
from tests.cluster.login import CONFIG, made, over_memory
from tests.cluster.processes import answers, running

WEB: Final = 5556
PROXY: Final = 4180


@contextmanager
def login_pods(
    environment: Sequence[dict[str, Any]], folder: Path, *, dex: str, oauth2_proxy: str
) -> Iterator[None]:
    """Run Dex and oauth2-proxy as an environment has them, each at its address of loopback."""
    known = [*environment, *made(environment).secrets]
    pod = container(known, "dex", "auth")
    file = yaml.dump(over_memory(pod.files[CONFIG], ()), Dumper=yaml.CSafeDumper)
    at_dex = on_loopback(
        replace(pod, files={CONFIG: file}), folder / "dex", at=dex, moved=False
    )
    at_proxy = on_loopback(
        container(known, "oauth2-proxy", "oauth2-proxy"),
        folder / "oauth2-proxy",
        at=oauth2_proxy,
        moved=False,
    )
    with (
        running(
            [shutil.which("dex") or build("dex") / "dex", *at_dex.command[1:]],
            folder=folder / "dex",
            ready=lambda: answers(f"http://{dex}:{WEB}/dex/healthz"),
            environment=at_dex.variables,
        ),
        running(
            [build("oauth2-proxy") / "oauth2-proxy", *at_proxy.command],
            folder=folder / "oauth2-proxy",
            ready=lambda: answers(f"http://{oauth2_proxy}:{PROXY}/ready"),
            # It asks Dex by its name in the cluster: Dex stands where its proxy would.
            environment={
                **at_proxy.variables,
                "HTTP_PROXY": f"http://{dex}:{WEB}",
                "NO_PROXY": "",
            },
        ),
    ):
        yield
