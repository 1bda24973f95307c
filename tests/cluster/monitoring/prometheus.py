"""A real Prometheus: Debian's with written addresses, and our own build, which discovers."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
import yaml

from tests.cluster.binaries import build
from tests.cluster.processes import LOOPBACK, answers, fetch, free_ports, running

NEEDED: Final = pytest.mark.skipif(
    shutil.which("prometheus") is None,
    reason="no prometheus on the PATH, so no alert is tested by promtool: `apt install "
    "prometheus` brings both",
)


@dataclass(frozen=True)
class Prometheus:
    """A running Prometheus."""

    port: int

    def ask(self, path: str) -> Any:
        """Return what its API answers."""
        return json.loads(fetch(f"http://{LOOPBACK}:{self.port}/api/v1/{path}"))["data"]

    def values(self, expression: str) -> list[float]:
        """Return what an expression is now."""
        said = self.ask(f"query?query={quote(expression)}")
        return [float(each["value"][1]) for each in said["result"]]

    def targets(self) -> list[dict[str, Any]]:
        """Return what it scrapes, or tries to."""
        return list(self.ask("targets?state=active")["activeTargets"])

    def urls(self) -> list[str]:
        """Return where it does, one for each target."""
        return sorted(target["scrapeUrl"] for target in self.targets())


def promtool(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run promtool in a folder."""
    return subprocess.run(
        ["promtool", *arguments], cwd=folder, text=True, capture_output=True, check=False
    )


def at(monitor: Mapping[str, Any], port: int) -> dict[str, Any]:
    """Return how a PodMonitor's port is scraped where it is a port of loopback."""
    [endpoint] = monitor["spec"]["podMetricsEndpoints"]
    return {
        "job_name": monitor["metadata"]["name"],
        "metrics_path": endpoint["path"],
        "static_configs": [{"targets": [f"{LOOPBACK}:{port}"]}],
    }


@contextmanager
def prometheus(
    scrapes: Sequence[Mapping[str, Any]],
    folder: Path,
    *,
    rules: Sequence[Mapping[str, Any]] = (),
) -> Iterator[Prometheus]:
    """Run a Prometheus that scrapes, and evaluates groups of rules, every second."""
    folder.mkdir(parents=True)
    (folder / "rules.yml").write_text(yaml.safe_dump({"groups": list(rules)}), "utf-8")
    config = folder / "prometheus.yml"
    config.write_text(
        yaml.safe_dump(
            {
                "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
                "rule_files": ["rules.yml"],
                "scrape_configs": [dict(s) for s in scrapes],
            }
        ),
        encoding="utf-8",
    )
    with _running("prometheus", config, folder) as started:
        yield started


@contextmanager
def follow(config: Path, folder: Path) -> Iterator[Prometheus]:
    """Run a Prometheus that discovers in Kubernetes, which Debian's cannot."""
    with _running(build("prometheus") / "prometheus", config, folder) as started:
        yield started


@contextmanager
def _running(program: str | Path, config: Path, folder: Path) -> Iterator[Prometheus]:
    (port,) = free_ports(1)
    command = [
        program,
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={LOOPBACK}:{port}",
    ]
    with running(
        command, folder=folder, ready=lambda: answers(f"http://{LOOPBACK}:{port}/-/ready")
    ):
        yield Prometheus(port)
