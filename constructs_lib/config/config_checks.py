"""What must hold between the settings of one environment."""

from typing import TYPE_CHECKING

from ..releases import RELEASES, Release
from .alerting import check_monitoring
from .canary import check_canaries
from .checks import (
    check_annotations,
    check_host,
    check_known,
    check_labels,
    check_object,
    check_own_key,
    check_unique,
)
from .cluster import OpenShift
from .components import (
    IMPLIED_COMPONENTS,
    INSTALLABLE,
    KSERVE,
    KUBEFLOW_NAMESPACE,
    LOGIN,
)
from .mesh import Ambient
from .people import user_of
from .resource_table import ROWS
from .scaled import check_scaled
from .work import check_work

if TYPE_CHECKING:
    from .environment import Config


def check_config(config: "Config") -> None:
    """Refuse settings that cannot work together.

    Raises ValueError with the setting, what came, and what would do.
    """
    check_host(config.host, "host")
    check_object(config.cluster_domain, "cluster_domain")
    config.edge.check_place(host=config.host, mesh=config.mesh)
    _check_components(config)
    for name in config.workloads:
        _check_installed(config, name, "settings for")
    for name in config.resources:
        known = (*ROWS, *IMPLIED_COMPONENTS, *LOGIN, *(each.name for each in config.own))
        check_known(name, known, "component with resources")
    check_scaled(config)
    for link in config.dashboard.own_links():
        if link.component is not None:
            _check_installed(config, link.component, f"link {link.text!r} leads to")
    check_work(config)
    check_canaries(config)
    _check_images(config)
    _check_administrator(config)
    check_labels(config.labels, "labels of every object")
    check_annotations(config.annotations, "annotations of every object")
    for key in (*config.labels, *config.annotations):
        check_own_key(key, "on every object")
    config.notebooks.culling.check_offered(config.notebooks.spawner, config.components)
    config.pipelines.check_beside(config.components, config.release)
    _check_copies(config)
    config.hardening.check_mesh(config.mesh)
    if KSERVE.name in config.components:
        config.models.check_place(
            mesh=config.mesh, cluster=config.cluster, release=config.release
        )
        config.models.check_beside(
            config.metacontroller, hosts=config.hosts, edge=config.edge, mesh=config.mesh
        )
        config.models.takes_keys(config.pipelines, config.components, config.profiles)
    if config.monitoring:
        config.monitoring.check_mesh(config.mesh)
        check_monitoring(config, config.monitoring)
    _check_cluster(config)
    config.login.check_place(config.addresses)
    config.login.check_mesh(
        cluster_domain=config.cluster_domain, ambient=isinstance(config.mesh, Ambient)
    )
    config.tenants.level(config.mesh)
    config.profiles.waypoints.check_mesh(config.mesh)
    config.profiles.check_guarded(guards_profiles=config.guards_profiles)
    if config.login.session.same_site == "none" and not config.edge.pages.framed_elsewhere:
        raise ValueError(
            "same_site='none' is for frames of other sites, but no site may frame the "
            "platform; name one, Pages(frame_ancestors=('https://portal.example.com',)), "
            "or leave out same_site"
        )


def _check_copies(config: "Config") -> None:
    if config.backup:
        config.backup.check_kept_here(
            components=config.components,
            pipelines=config.pipelines,
            experiments=config.experiments,
            mesh=config.mesh,
        )
    if config.recovery:
        config.recovery.check_kept_here(components=config.components, mesh=config.mesh)


def _check_cluster(config: "Config") -> None:
    if "jupyter-web-app" in config.components:
        config.cluster.check_notebooks(config.notebook_form.images(), config.release)
    config.cluster.check_hardening(config.hardening)
    config.cluster.check_mesh(config.mesh)
    _check_kubernetes(config)
    if "pipelines" in config.components:
        config.cluster.check_store(config.pipelines.object_store)


def _check_kubernetes(config: "Config") -> None:
    named, of_jobs = config.cluster.kubernetes, config.jobs and config.jobs.kubernetes
    if named and of_jobs and named != of_jobs:
        raise ValueError(
            f"Cluster(kubernetes={named!r}) and JobDefaults(kubernetes={of_jobs!r}) are of "
            "one cluster; write the same version, or leave out the first"
        )
    floor = config.release.kubernetes
    if config.kubernetes and floor.refuses(config.kubernetes):
        there = config.cluster.distribution
        of = f", of OpenShift {there.version}" if isinstance(there, OpenShift) else ""
        raise ValueError(
            f"Kubeflow {config.release.name} needs Kubernetes {floor.oldest} or newer, got "
            f"{config.kubernetes!r}{of}; upgrade the cluster first, or keep an older release"
        )


def _check_components(config: "Config") -> None:
    check_unique(config.components, "component")
    known = {each.name: each for each in INSTALLABLE}
    for name in config.components:
        check_known(name, known, "component")
        if known[name].upstream and name not in config.release.folders:
            _refuse_unshipped(name, config.release)
    check_unique((each.name for each in config.own), "own component")
    own = {each.name: each.component for each in config.own}
    made = [each.name for each in config.installed]
    for name in (*config.components, *own):
        for needed in {**known, **own}[name].needs:
            if needed not in made:
                raise ValueError(f"{name!r} needs {needed!r}; install both or neither")
    homes = {each.namespace: each.name for each in known.values() if config.installs(each)}
    for each in config.own:
        if each.namespace != KUBEFLOW_NAMESPACE and each.namespace in homes:
            raise ValueError(
                f"namespace {each.namespace!r} of {each.name!r} is that of component "
                f"{homes[each.namespace]!r}; choose a namespace of its own"
            )
        each.check_place(config.mesh, guards_profiles=config.guards_profiles)
    check_unique(
        (
            f"{rule.name} of namespace {each.namespace}"
            for each in config.installed
            for rule in each.reached_by
        ),
        "policy",
    )


def _refuse_unshipped(name: str, release: Release) -> None:
    having = [each.name for each in RELEASES if name in each.folders]
    instead = f", or run {' or '.join(having)}" if having else ""
    raise ValueError(
        f"components has {name!r}, which Kubeflow {release.name} does not ship; leave it "
        f"out{instead}"
    )


def _check_installed(config: "Config", name: str, what: str) -> None:
    installed = [each.name for each in config.installed]
    if name not in installed:
        raise ValueError(
            f"{what} {name!r}, which is not installed; installed are {', '.join(installed)}"
        )


def _check_administrator(config: "Config") -> None:
    # Its KFAM takes a list: main.go of components/access-management in kubeflow/dashboard.
    name = user_of(config.profiles.admin)
    if config.release.dashboard == "2" and "," in name:
        raise ValueError(
            f"the administrator of profiles is {name!r}, and KFAM of Kubeflow "
            f"{config.release.name} takes a comma for the end of a name; choose a user "
            "without one"
        )


def _check_images(config: "Config") -> None:
    # Names that the release does not have are refused here, mirrors or none.
    references = config.named_images()
    if config.images == "tagged" and config.cluster.architectures != ("amd64",):
        raise ValueError(
            "Cluster(architectures=…) has no effect without images='locked', since a tag does "
            "not say what an image is for; lock the images, or leave it out"
        )
    if config.registry is not None:
        images = config.unlocked_images()
        images.check_copied(references)
        images.check_apart(references)
