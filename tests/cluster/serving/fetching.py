"""What fetches a model's files, run as KServe's pod mutation says: PyPI's own, for real."""

import json
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..keys import PROFILE, ROOT, SECRET, Platform, platform
from ..processes import LOOPBACK
from .models import model
from .platform import TEAM, Serving, of_kserve
from .reached import PYTHON

OTHER: Final = "bob"
# As python/storage-initializer/scripts/initializer-entrypoint of kserve/kserve v0.13.1.
_ENTRY: Final = (
    "import sys; from kserve.storage import Storage; Storage.download(*sys.argv[1:])"
)


@dataclass(frozen=True)
class Fetching:
    """A cluster that serves models, and the store that holds the files of two profiles."""

    serving: Serving
    store: Platform
    folder: Path

    def fetch(self, name: str, uri: str) -> tuple[str, dict[str, str]]:
        """Make a model, and run its init container; return what it says and has fetched."""
        self.serving.server.apply([model(name, uri=uri)])
        [container] = self.serving.pod(f"{name}-predictor")["spec"]["initContainers"]
        source, _ = container["args"]
        into = self.folder / name
        done = subprocess.run(
            [PYTHON, "-I", "-c", _ENTRY, source, into],
            env={each["name"]: self._value(each) for each in container["env"]},
            capture_output=True,
            check=False,
            text=True,
        )
        files = (file for file in into.rglob("*") if file.is_file())
        return (
            done.stderr if done.returncode else "",
            {str(file.relative_to(into)): file.read_text("utf-8") for file in files},
        )

    def _value(self, variable: dict[str, Any]) -> str:
        """Return a variable's value, as the kubelet reads it from the profile's Secret."""
        if "value" in variable:
            return str(variable["value"])
        wanted = variable["valueFrom"]["secretKeyRef"]
        data = self.serving.read("v1/secrets", wanted["name"])["data"]
        return b64decode(data[wanted["key"]]).decode()


@contextmanager
def fetching(serving: Serving, folder: Path) -> Iterator[Fetching]:
    """Run the store with a key for each profile, and let KServe hand models their own."""
    with platform(serving.server, folder) as store:
        for profile in (TEAM, OTHER):
            store.make(profile, PROFILE)
            path = f"v2/artifacts/{profile}/iris/model.joblib"
            assert store.store.put(ROOT, path, f"weights of {profile}") == ""
        # The program makes one that opens something.
        serving.server.kubectl("delete", "secret", SECRET, "-n", TEAM)
        with store.program():
            for profile in (TEAM, OTHER):
                store.key(profile)
            serving.server.apply([_told(f"{LOOPBACK}:{store.store.port}")], force=True)
            yield Fetching(serving, store, folder)
    serving.server.apply([_config()], force=True)


def _config() -> dict[str, Any]:
    """Return KServe's settings as the environment has them."""
    [found] = [
        obj
        for obj in of_kserve("ConfigMap")
        if obj["metadata"]["name"] == "inferenceservice-config"
    ]
    return found


def _told(endpoint: str) -> dict[str, Any]:
    """Return KServe's settings with the store's address here."""
    config = _config()
    credentials = json.loads(config["data"]["credentials"])
    credentials["s3"]["s3Endpoint"] = endpoint
    return config | {"data": config["data"] | {"credentials": json.dumps(credentials)}}
