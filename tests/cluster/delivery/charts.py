"""The platform's charts as their projects publish them in Go modules, and the real Helm."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib.kube import Object

from ..binaries import build
from ..definitions import KGATEWAY, Published, istio_charts

CERT_MANAGER: Final = Published(
    module="github.com/cert-manager/cert-manager@v1.21.2",
    checksum="h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=",
    files="deploy/charts/cert-manager",
)
# Its chart is 1.21.1, one before the catalog's: the module with that one wants a newer Go.
_EXTERNAL_DNS: Final = Published(
    module="sigs.k8s.io/external-dns@v0.22.0",
    checksum="h1:+ASJ3KF7DLqHo2LsG8Qinuh2J389MS86I19i/r8ewUc=",
    files="charts/external-dns",
)
_ISTIO: Final[Mapping[str, str]] = {
    "base": "base",
    "istiod": "istio-control/istio-discovery",
    "cni": "istio-cni",
    "ztunnel": "ztunnel",
}

# The chart of Argo Rollouts is in no Go module.
CHARTS: Final = (*_ISTIO, "kgateway-crds", "kgateway", "cert-manager", "external-dns")


def folder_of(chart: str) -> Path:
    """Return the folder of a chart."""
    if chart in _ISTIO:
        return istio_charts() / _ISTIO[chart]
    if chart in ("kgateway-crds", "kgateway"):
        return KGATEWAY.folder() / "install/helm" / chart
    published = {"cert-manager": CERT_MANAGER, "external-dns": _EXTERNAL_DNS}[chart]
    return published.folder() / published.files


def helm(application: Mapping[str, Any]) -> list[Object]:
    """Return what Helm makes of the chart of an Application, as Argo CD calls it."""
    source, namespace = application["spec"]["source"], application["spec"]["destination"]
    done = subprocess.run(
        [
            build("helm") / "helm",
            "template",
            application["metadata"]["name"],
            folder_of(source["chart"]),
            f"--namespace={namespace['namespace']}",
            "--kube-version=1.34.4",
            "--include-crds",
            "--values=-",
        ],
        input=json.dumps(source.get("helm", {}).get("valuesObject", {})),
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [obj for obj in yaml.load_all(done.stdout, yaml.CSafeLoader) if obj]
