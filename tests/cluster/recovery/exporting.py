"""Run the steps of CronJob `recovery` as its pod does: its programs, as its account."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ..api_server import ApiServer
from ..data import rclone
from .pipelines import AUDIENCE

SETS: Final = "recovery/sets"
_ACCOUNT: Final = "/var/run/secrets/kubernetes.io/serviceaccount"


@dataclass
class Exporting:
    """The CronJob's objects, a cluster, and a folder for what the pod has.

    pipelines: where their API is. token: in place of the account's own.
    """

    objects: list[dict[str, Any]]
    server: ApiServer
    folder: Path
    pipelines: str
    token: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def sets(self) -> Path:
        """Return the folder of sets, on the volume."""
        return self.folder / "backups" / SETS

    def run(self, *, scratch_limit: int | None = None) -> subprocess.CompletedProcess[str]:
        """Run the steps until one fails, and return the last.

        scratch_limit: the largest file in bytes that can be written, as on a full disk.
        """
        (job,) = (o for o in self.objects if o["kind"] == "CronJob")
        (config,) = (o for o in self.objects if o["kind"] == "ConfigMap")
        pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        self._prepare(config["data"], pod)
        limit = [] if scratch_limit is None else ["prlimit", f"--fsize={scratch_limit}"]
        for step in (*pod["initContainers"], *pod["containers"]):
            command = [self._here(word, step) for word in step["command"]]
            variables = {v["name"]: self._here(v["value"], step) for v in step.get("env", ())}
            done = subprocess.run(
                [*limit, sys.executable, *command[1:]]
                if command[0] == "python3"
                else [*limit, *command],
                env={
                    "PATH": f"{rclone().parent}:{os.environ['PATH']}",
                    **self._account(step),
                    **variables,
                    **self.environment,
                },
                capture_output=True,
                check=False,
                text=True,
            )
            if done.returncode:
                break
        return done

    def set(self) -> Path:
        """Make one set, and return its folder."""
        done = self.run()
        assert done.returncode == 0, done.stderr
        return max(self.sets.iterdir())

    def _prepare(self, texts: Mapping[str, str], pod: Mapping[str, Any]) -> None:
        for name in ("scratch", "programs", "account", "pipelines"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir(parents=True)
        (self.folder / "backups").mkdir(exist_ok=True)
        for name, text in texts.items():
            (self.folder / "programs" / name).write_text(text)
        task = json.loads(texts["task.json"])
        if task["runs"]:
            told = json.dumps({**task, "runs": self.pipelines})
            (self.folder / "programs/task.json").write_text(told)
        asked = ("create", "token", pod["serviceAccountName"], "-n", "kubeflow")
        own = self.token or self.server.kubectl(*asked).stdout
        (self.folder / "account/token").write_text(own)
        vouched = self.server.certificate.read_text("utf-8")
        (self.folder / "account/ca.crt").write_text(vouched)
        of_pipelines = self.server.kubectl(*asked, f"--audience={AUDIENCE}").stdout
        (self.folder / "pipelines/token").write_text(of_pipelines)

    def _account(self, step: Mapping[str, Any]) -> dict[str, str]:
        """Return where a step finds the API server, if the pod mounts it a token."""
        if _ACCOUNT not in [each["mountPath"] for each in step["volumeMounts"]]:
            return {}
        address = urlsplit(self.server.url)
        return {
            "KUBERNETES_SERVICE_HOST": str(address.hostname),
            "KUBERNETES_SERVICE_PORT": str(address.port),
            "SERVICE_ACCOUNT": str(self.folder / "account"),
            "PIPELINES_TOKEN": str(self.folder / "pipelines/token"),
        }

    def _here(self, word: str, step: Mapping[str, Any]) -> str:
        for mount in step["volumeMounts"]:
            place, name = mount["mountPath"], mount["name"]
            if word == place or word.startswith(f"{place}/"):
                return str(self.folder / name) + word.removeprefix(place)
        return word
