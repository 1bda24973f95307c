"""Prerequisites of Kubeflow that Argo CD can install, from pinned charts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..catalog import ADD_ONS
from .checks import check_known, check_no_credentials
from .cluster import OpenShift
from .dns import ExternalDns
from .environment import Config
from .mesh import Ambient
from .versions import ISTIO, parse_version

# A URL, or an OCI registry's host and path.
_REPOSITORY: Final = re.compile(r"((https|ssh|file)://\S+|[a-z0-9.-]+(:[0-9]+)?/\S+)[^/\s]")
_DECIDED: Final[Mapping[str, str]] = {
    "istio": "Ambient(istio=...)",
    "kgateway": "Kgateway(version=...)",
}
# Istio's own release names; the other releases are named after their chart.
_NAMES: Final[Mapping[str, str]] = {"base": "istio-base", "cni": "istio-cni"}
# From these versions on, each needs the other: see the catalog.
_ISTIO: Final = (1, 30, 0)
_GATEWAY_API: Final = (1, 5, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class AddOn:
    """A prerequisite of Kubeflow, installed by Argo CD.

    name: an add-on of the catalog: `gateway-api`, `cert-manager`, `istio`, `kgateway`,
    `external-dns` or `argo-rollouts`.
    version: of its charts, or the Git tag of gateway-api; None uses the catalog's. `Ambient`
    and `Kgateway` set those of Istio and kgateway.
    repository: a mirror of the charts, as Argo CD writes it: `https://charts.example.com`, or
    `mirror.example.com/charts` where it is an OCI registry.
    values: Helm values by chart, merged with those that this library sets.
    Raises ValueError for an add-on or chart that is not in the catalog, for a version that is
    not pinned or is set elsewhere, and for an invalid repository.
    """

    name: str
    version: str | None = None
    repository: str | None = None
    values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_known(self.name, ADD_ONS, "add-on")
        if self.version is not None:
            if decision := _DECIDED.get(self.name):
                raise ValueError(
                    f"{self.name}'s version follows {decision}: leave version out, got "
                    f"{self.version!r}"
                )
            parse_version(self.version, self.name, ADD_ONS[self.name].version or "")
        if self.repository is not None and not _REPOSITORY.fullmatch(self.repository):
            raise ValueError(
                f"{self.name}'s repository must be a URL such as 'https://charts.example.com' "
                f"or, without a scheme, an OCI registry's path such as "
                f"'mirror.example.com/charts'; got {self.repository!r}"
            )
        if self.repository is not None:
            check_no_credentials(self.repository, f"{self.name}'s repository")
        for chart in self.values:
            check_known(chart, ADD_ONS[self.name].charts, f"chart of {self.name}")

    @property
    def source(self) -> str:
        """The repository that the add-on is installed from."""
        return self.repository or ADD_ONS[self.name].repository

    @property
    def applications(self) -> tuple[str, ...]:
        """The names of its Applications, one for each chart, in order."""
        charts = ADD_ONS[self.name].charts or (self.name,)
        return tuple(_NAMES.get(chart, chart) for chart in charts)

    def version_in(self, config: Config) -> str:
        """Return an environment's version as numbers.

        Raises ValueError for Istio without an ambient mesh.
        """
        if self.name == "kgateway":
            return config.edge.kgateway.version
        if self.name == "istio":
            return _ambient(config).istio
        return self.version or ADD_ONS[self.name].version or ""

    def tag_in(self, config: Config) -> str:
        """Return an environment's version as the repository writes it."""
        return ADD_ONS[self.name].prefix + self.version_in(config)


def check_add_on(add_on: AddOn, config: Config) -> None:
    """Refuse an add-on that does not fit an environment's config."""
    version = add_on.version_in(config)
    numbers = parse_version(version, add_on.name, "1.2.3")
    if add_on.name == "gateway-api" and isinstance(config.mesh, Ambient):
        istio = config.mesh.istio
        if (parse_version(istio, "Istio", ISTIO) >= _ISTIO) != (numbers >= _GATEWAY_API):
            raise ValueError(
                f"Istio 1.30 and later need the Gateway API 1.5 or newer, and earlier ones "
                f"do not start beside it; got gateway-api {version!r} and Istio {istio!r}"
            )
    cluster = config.cluster.distribution
    if add_on.name == "gateway-api" and isinstance(cluster, OpenShift):
        _check_gateway_api(cluster)
    if add_on.name == "external-dns":
        _check_external_dns(add_on, numbers, config)


def _check_gateway_api(cluster: OpenShift) -> None:
    if cluster.brings_gateway_api:
        raise ValueError(
            f"OpenShift {cluster.version} installs the Gateway API's CRDs itself and reverts "
            "changes to them; leave add-on 'gateway-api' out"
        )


def _ambient(config: Config) -> Ambient:
    if isinstance(config.mesh, Ambient):
        return config.mesh
    raise ValueError(
        f"add-on 'istio' is Istio's ambient mesh, and mesh is {config.mesh!r}; choose "
        "mesh=Ambient(), or leave the add-on out"
    )


def _check_external_dns(add_on: AddOn, chart: tuple[int, ...], config: Config) -> None:
    dns = config.edge.dns
    if dns is None:
        raise ValueError(
            "external-dns would have nothing to publish; set Edge(dns=ExternalDns(...)) or "
            "Edge(dns=DnsEndpoint(...)), or leave the add-on out"
        )
    given = add_on.values.get("external-dns", {})
    for key, example in {"provider": "{'name': 'aws'}", "policy": "'upsert-only'"}.items():
        if key not in given:
            raise ValueError(
                f"external-dns needs a {key}: set values={{'external-dns': {{{key!r}: "
                f"{example}, ...}}}}"
            )
    if isinstance(dns, ExternalDns):
        _, minor, _ = parse_version(dns.version, "external-dns", "0.22.0")
        if minor != chart[1]:
            raise ValueError(
                f"chart 1.{chart[1]} of external-dns installs 0.{chart[1]}, but ExternalDns "
                f"has version={dns.version!r}; use the same version"
            )
