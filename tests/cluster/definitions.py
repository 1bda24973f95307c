"""Fetch the CustomResourceDefinitions and templates that projects publish."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from .binaries import SOURCES, BuildError, cache, folder_of, go, made_at, only_one


@dataclass(frozen=True)
class Published:
    """A Go module that contains definitions, pinned by its checksum."""

    module: str
    checksum: str
    files: str

    def definitions(self) -> list[dict[str, Any]]:
        """Return these definitions, of which the cache keeps what is read at once: JSON.

        Descriptions, two thirds of the text, are removed.
        """
        target = cache() / "definitions" / f"{self.module.replace('/', '-')}-undescribed"
        with only_one(target):
            if not target.exists():
                with made_at(target) as folder:
                    self._write(folder)
        return [json.loads(file.read_text("utf-8")) for file in sorted(target.iterdir())]

    def folder(self) -> Path:
        """Return Go's folder of the module."""
        fetched = _fetched(self.module, SOURCES)
        if fetched["Sum"] != self.checksum:
            raise BuildError(
                f"{self.module} should have the checksum {self.checksum}, "
                f"what came has {fetched['Sum']}."
            )
        return Path(fetched["Dir"])

    def _write(self, folder: Path) -> None:
        for path in sorted(self.folder().glob(self.files)):
            for definition in yaml.load_all(path.read_text("utf-8"), yaml.CSafeLoader):
                if definition and definition["kind"] == "CustomResourceDefinition":
                    name = definition["metadata"]["name"]
                    text = json.dumps(_undescribed(definition))
                    (folder / f"{name}.json").write_text(text, "utf-8")


def _undescribed(schema: Any) -> Any:
    """Return a schema without descriptions, but with properties of that name."""
    if isinstance(schema, list):
        return [_undescribed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _undescribed(value)
        for key, value in schema.items()
        if key != "description" or not isinstance(value, str)
    }


PLATFORM: Final = {
    "gateway-api": Published(
        module="sigs.k8s.io/gateway-api@v1.6.1",
        checksum="h1:mock6phZbI6rvZerwrVNk7hVNymQgHo+6sJ81Ia7ftY=",
        files="config/crd/standard/*.yaml",
    ),
    "istio": Published(
        module="istio.io/api@v1.31.1",
        checksum="h1:5Yb5ihcz4YQsCkciusK7DnFpBMwRB6EFWeUKH1Atuyk=",
        files="kubernetes/customresourcedefinitions.gen.yaml",
    ),
    "argocd": Published(
        module="github.com/argoproj/argo-cd/v3@v3.2.1",
        checksum="h1:rvrkW/JdH4V+xJgNDZI9wa/Ygd+fWoGbd1rAhvno22c=",
        files="manifests/crds/*-crd.yaml",
    ),
    "cert-manager": Published(
        module="github.com/cert-manager/cert-manager@v1.19.1",
        checksum="h1:Txh8L/nLWTDcb7ZnXuXbTe15BxQnLbLirXmbNk0fGgY=",
        files="deploy/crds/*.yaml",
    ),
}

KGATEWAY: Final = Published(
    module="github.com/kgateway-dev/kgateway/v2@v2.4.0",
    checksum="h1:WvHHXxIcpmbZuvAo5PtdasEtaEQlSyV4E3kMGmUwInU=",
    files="install/helm/kgateway-crds/templates/*.yaml",
)

KGATEWAY_2_2: Final = Published(
    module="github.com/kgateway-dev/kgateway/v2@v2.2.0",
    checksum="h1:0g/OevXOJVJCNl64Ph6s2C6+NI4uo0JgPN8+pcOyh/o=",
    files=KGATEWAY.files,
)

# Of kgateway 2.2's time: with the standard kinds of 1.6, which no longer serve TLSRoute and
# TCPRoute as v1alpha2, that kgateway waits for these for ever.
GATEWAY_API_1_4: Final = Published(
    module="sigs.k8s.io/gateway-api@v1.4.1",
    checksum="h1:NPxFutNkKNa8UfLd2CMlEuhIPMQgDQ6DXNKG9sHbJU8=",
    files=PLATFORM["gateway-api"].files,
)

EXTERNAL_DNS: Final = Published(
    module="sigs.k8s.io/external-dns@v0.20.0",
    checksum="h1:rJ4Q5c32NStvI8J+u2nyM4bcKxZG4g1NLPL0p994U9M=",
    files="config/crd/standard/*.yaml",
)


VELERO: Final = Published(
    module="github.com/vmware-tanzu/velero@v1.18.3",
    checksum="h1:9uwN5yxTWQl9PsF5ljX4xiG+7VIq3I9mxOQ0DyyZ31A=",
    files="config/crd/v1/bases/*.yaml",
)

PROMETHEUS_OPERATOR: Final = Published(
    module="github.com/prometheus-operator/prometheus-operator@v0.85.0",
    checksum="h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=",
    # As YAML they hold a bare `=`, which is a type of its own there.
    files="jsonnet/prometheus-operator/*-crd.json",
)


KUEUE: Final = Published(
    module="sigs.k8s.io/kueue@v0.17.0",
    checksum="h1:7hzb38M4eKGzYW+CFv2s1L+swzzacUCHOCXxZmAV90I=",
    files="config/components/crd/bases/*.yaml",
)


def platform_kinds(*, without: str = "") -> list[dict[str, Any]]:
    """Return the definitions of the platform's kinds, all or without one part."""
    parts = (each for name, each in PLATFORM.items() if name != without)
    return [definition for each in parts for definition in each.definitions()]


def istio_charts() -> Path:
    """Return the folder of Istio's charts, of the module that istiod itself is built from."""
    return _built_from("istio", "istio.io/istio") / "manifests/charts"


def stages() -> list[dict[str, Any]]:
    """Return kwok's default stages: nodes and pods are ready at once.

    Source: kustomize/stage/fast of kwok, of the module that kwok itself is built from.
    """
    folder = _built_from("kwok", "sigs.k8s.io/kwok") / "kustomize/stage"
    files = [
        file
        for part in ("node/fast", "node/heartbeat-with-lease", "pod/fast")
        for file in sorted((folder / part).glob("*.yaml"))
        if file.name != "kustomization.yaml"
    ]
    return [yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in files]


def _built_from(family: str, module: str) -> Path:
    """Return Go's folder of a module, in the version of a family of servers."""
    return Path(_fetched(module, SOURCES / family)["Dir"])


def _fetched(module: str, cwd: Path) -> dict[str, str]:
    """Return what Go says of a module when it has it: its folder and its checksum."""
    said: dict[str, str] = json.loads(go("mod", "download", "-json", module, cwd=cwd))
    return said


def injection() -> Path:
    """Return a folder of the cache with what istiod makes a waypoint's pod of, as published.

    Source: Istio's chart istio-discovery, of the module that istiod itself is built from.
    """
    target = cache() / "definitions" / f"istio-injection-{folder_of('istio').name}"
    with only_one(target):
        if not target.exists():
            with made_at(target) as folder:
                _write_injection(folder)
    return target


def _write_injection(folder: Path) -> None:
    chart = istio_charts() / "istio-control/istio-discovery"
    values = yaml.safe_load((chart / "values.yaml").read_text("utf-8"))
    template = (chart / "files/waypoint.yaml").read_text("utf-8")
    config = {"policy": "disabled", "templates": {"waypoint": template}}
    (folder / "config").write_text(yaml.safe_dump(config), encoding="utf-8")
    defaults = values["_internal_defaults_do_not_set"]
    (folder / "values").write_text(json.dumps(defaults), encoding="utf-8")
