"""Kubeflow as upstream ships it, which is the same in every synthesis."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from cdk8s import App, Chart
from constructs import IConstruct

from .auth import LoginServers
from .components import KubeflowCore, KubeflowExtensions, UserNamespace
from .config import SAMPLE_PROFILE, UPSTREAM, Base, Config, upstream
from .config.components import KUBEFLOW_NAMESPACE, OPTIONAL
from .config.tenants import enforced
from .delivery import base_files, rendered
from .delivery.overlay import ObjectsByComponent
from .kube import Object, objects_of
from .mesh import AmbientNamespace
from .releases import Release

_LABELS: Final = {"control-plane": "kubeflow"}


def namespace_labels(config: Config) -> Mapping[str, str]:
    """Return the labels of Kubeflow's namespace besides those of the mesh."""
    return {**_LABELS, **enforced(config.release, KUBEFLOW_NAMESPACE, config.mesh)}


def build_base(chart: Chart, config: Config = UPSTREAM) -> Mapping[str, IConstruct]:
    """Define Kubeflow as upstream ships it, in a namespace of the ambient mesh.

    config: upstream's decisions, of which other components may be installed.
    """
    # Upstream's namespace is not in the ambient mesh: the one intended difference, in an
    # app of its own.
    namespace = AmbientNamespace(
        kubeflow_chart(), "namespace", name=KUBEFLOW_NAMESPACE, labels=namespace_labels(config)
    )
    core = KubeflowCore(chart, "core", config=config)
    extensions = KubeflowExtensions(chart, "extensions", core=core, config=config)
    sample = UserNamespace(
        chart,
        "user-namespace",
        profile=SAMPLE_PROFILE,
        parameters=config.release.sample_parameters,
    )
    login = LoginServers(chart, "login", config=config, gateway=core.gateway)
    return {
        "namespace": namespace,
        **core.parts,
        **extensions.parts,
        "user-namespace": sample,
        **login.parts,
    }


@cache
def base_objects(release: Release) -> ObjectsByComponent:
    """Return what upstream ships, by component: it is the same in every synthesis."""
    return objects_by_component(build_base(kubeflow_chart(), upstream(release)))


@cache
def base_texts(base: Base, release: Release) -> Mapping[str, str]:
    """Return the files of a release's base in dist/, by their paths."""
    files = base_files(base, base_objects(release), release)
    return {path: rendered(made) for path, made in files.items()}


def optional_bases(names: Iterable[str], release: Release) -> Mapping[str, ObjectsByComponent]:
    """Return what upstream ships of the opt-in components among some."""
    chosen = set(names)
    return {
        each.name: {each.name: _alone(each.name, each.needs, release)}
        for each in OPTIONAL
        if each.name in chosen
    }


@cache
def _alone(name: str, needs: tuple[str, ...], release: Release) -> list[Object]:
    chosen = dict.fromkeys((*UPSTREAM.components, *needs, name))
    config = replace(upstream(release), components=tuple(chosen))
    return objects_of(build_base(kubeflow_chart(), config)[name])


def kubeflow_chart() -> Chart:
    """Return an empty chart in Kubeflow's namespace, of an app of its own."""
    return Chart(App(), KUBEFLOW_NAMESPACE, namespace=KUBEFLOW_NAMESPACE)


def objects_by_component(parts: Mapping[str, IConstruct]) -> dict[str, list[Object]]:
    """Return the objects that each component defines."""
    return {name: objects_of(construct) for name, construct in parts.items()}
