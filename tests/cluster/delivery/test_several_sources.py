"""A real Argo CD reads the sources of one Application: a chart, values in Git, patches."""

import functools
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest

from constructs_lib import (
    App,
    ArgoApplication,
    ArgoProject,
    Chart,
    HelmSource,
    KustomizePatch,
    KustomizeSource,
    PatchTarget,
    PlainSource,
    Retry,
    SourceRevision,
    SyncPolicy,
    ValuesSource,
    publish,
)
from constructs_lib.kube import objects_of

from ..api_server import ApiServer, api_server
from ..binaries import build
from ..definitions import PLATFORM
from ..processes import LOOPBACK, settled
from .argocd import NAMESPACE, argo_cd
from .repository import repository

CHART: Final = {
    "Chart.yaml": "apiVersion: v2\nname: settings\nversion: 1.0.0\n",
    "templates/settings.yaml": """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: from-chart
data: {{ toJson .Values.data }}
""",
    "values.yaml": "data: {one: chart, two: chart, three: chart, four: chart}\n",
    "values-small.yaml": "data: {two: small, three: small, four: small}\n",
}
FILES: Final = {
    "values/prod.yaml": "data: {three: git, four: git}\n",
    "kustomized/kustomization.yaml": "resources: [settings.yaml]\n",
    "kustomized/settings.yaml": """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: from-kustomize
data: {patched: "no"}
""",
    "plain/settings.yaml": """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: from-a-folder
""",
}
PATCHES: Final = (
    KustomizePatch(
        patch={
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "from-kustomize"},
            "data": {"patched": "yes"},
        }
    ),
    KustomizePatch(
        patch=({"op": "add", "path": "/data/added", "value": "yes"},),
        target=PatchTarget(kind="ConfigMap", name="from-.*"),
    ),
)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback, as a repository of charts is served."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer((LOOPBACK, 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def packaged(folder: Path) -> Path:
    """Return a folder with the chart and its index, as Helm writes them."""
    for name, text in CHART.items():
        file = folder / "settings" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    charts = folder / "charts"
    helm = build("helm") / "helm"
    for command in (("package", folder / "settings", "-d", charts), ("repo", "index", charts)):
        subprocess.run([helm, *command], check=True, capture_output=True)
    return charts


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Run Argo CD, with Helm, and apply an Application of four sources."""
    folder = tmp_path_factory.mktemp("sources")
    here = repository(folder / "repository").url
    publish(FILES, repository=here, source=SourceRevision("tests"))
    with (
        pytest.MonkeyPatch.context() as patch,
        api_server(folder / "cluster") as running,
        serving(packaged(folder)) as charts,
    ):
        patch.setenv("PATH", str(build("helm")), prepend=":")
        running.define(PLATFORM["argocd"].definitions())
        with argo_cd(running):
            running.apply(written(here, charts))
            yield running


def written(here: str, charts: str) -> list[dict[str, Any]]:
    """Return the Application and its project."""
    chart = Chart(App(), "sources", namespace=NAMESPACE)
    project = ArgoProject(
        chart, "project", name="mixed", repositories=[here, charts], namespaces=["default"]
    )
    ArgoApplication(
        chart,
        "application",
        name="mixed",
        project=project,
        namespace="default",
        sync=SyncPolicy(retry=Retry(first=timedelta(seconds=2))),
        source=[
            HelmSource(
                repository=charts,
                chart="settings",
                version="1.0.0",
                value_files=("values-small.yaml", "$values/values/prod.yaml"),
                values={"data": {"four": "values"}},
            ),
            ValuesSource(repository=here, revision="main"),
            KustomizeSource(
                repository=here, revision="main", path="kustomized", patches=PATCHES
            ),
            PlainSource(repository=here, revision="main", path="plain"),
        ],
    )
    return objects_of(chart)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("from-chart", {"one": "chart", "two": "small", "three": "git", "four": "values"}),
        ("from-kustomize", {"patched": "yes", "added": "yes"}),
        ("from-a-folder", None),
    ],
)
def test_each_source_is_applied_as_it_is_said(server, name, data):
    def found() -> Any:
        listed = server.read("/api/v1/namespaces/default/configmaps")["items"]
        return {obj["metadata"]["name"]: obj.get("data") for obj in listed}.get(name, "none")

    assert settled(found, data, seconds=120) == data
