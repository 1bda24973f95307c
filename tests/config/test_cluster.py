"""What the cluster is, and what it excludes."""

import re

import pytest

from constructs_lib import (
    V1_9_1,
    Ambient,
    ApiServer,
    Autopilot,
    Cluster,
    Config,
    Hardening,
    ImageChoice,
    Notebooks,
    OpenShift,
    Sidecars,
    Spawner,
)
from constructs_lib.accelerators import JobDefaults
from constructs_lib.config.cluster import listening_on_ipv4
from constructs_lib.releases import V1_10_2, V26_03_1

OWN = Notebooks(
    spawner=Spawner(
        jupyter=ImageChoice(("example.com/lab:1",)), code_server=None, rstudio=None
    )
)
IPV6 = Cluster(addresses="ipv6")


def guarded(*addresses):
    return Hardening(egress="guarded", api_server=ApiServer(addresses=addresses))


@pytest.mark.parametrize(
    ("addresses", "families"),
    [("ipv4", ("IPv4",)), ("ipv6", ("IPv6",)), ("dual-stack", ("IPv4", "IPv6"))],
)
def test_pods_have_the_families_that_were_decided(addresses, families):
    assert Cluster(addresses=addresses).families == families


def test_upstreams_notebooks_are_refused_where_pods_have_ipv6_alone():
    with pytest.raises(ValueError, match="upstream's notebook image 'kubeflownotebookswg/"):
        Config(cluster=IPV6)


def test_notebooks_of_ones_own_are_taken_there():
    assert Config(cluster=IPV6, notebooks=OWN).cluster.binds_ipv6


def test_so_is_a_platform_without_notebooks():
    components = ("profiles", "central-dashboard")

    assert Config(cluster=IPV6, components=components).cluster == IPV6


def test_upstreams_notebooks_are_known_by_their_images():
    assert listening_on_ipv4(OWN.spawner.images(), V1_9_1) == []
    assert len(listening_on_ipv4(Spawner().images(), V1_9_1)) == len(Spawner().images())


def test_an_api_server_of_ipv4_is_refused_where_pods_have_ipv6_alone():
    message = "the API server is at 192.0.2.1/32; name its IPv6 addresses"

    with pytest.raises(ValueError, match=re.escape(message)):
        Config(cluster=IPV6, notebooks=OWN, hardening=guarded("192.0.2.1/32"))


def test_one_address_of_ipv6_among_others_is_enough():
    hardening = guarded("192.0.2.1/32", "2001:db8::1/128")

    assert Config(cluster=IPV6, notebooks=OWN, hardening=hardening).hardening == hardening


HERE = OpenShift(version="4.18.0")


@pytest.mark.parametrize("version", ["4.16.9", "3.11.0"])
def test_an_openshift_with_an_older_kubernetes_is_refused(version):
    with pytest.raises(ValueError, match=r"needs OpenShift 4\.17\.0 or newer"):
        OpenShift(version=version)


@pytest.mark.parametrize(("release", "first"), [(V1_10_2, 19), (V26_03_1, 21)])
def test_an_openshift_that_is_too_old_for_the_release_is_refused(release, first):
    def config(minor):
        there = OpenShift(version=f"4.{minor}.0")
        return Config(release=release, cluster=Cluster(distribution=there))

    assert config(first).kubernetes == release.kubernetes.oldest + ".0"
    with pytest.raises(ValueError, match=rf"got '1\.{first + 12}\.0', of OpenShift 4\."):
        config(first - 1)


@pytest.mark.parametrize(("version", "brings"), [("4.18.9", False), ("4.19.0", True)])
def test_openshift_brings_the_gateway_api_since_4_19(version, brings):
    assert OpenShift(version=version).brings_gateway_api is brings


def test_sidecars_that_redirect_traffic_themselves_are_refused_on_openshift():
    with pytest.raises(ValueError, match="OpenShift admits no container that redirects"):
        Config(cluster=Cluster(distribution=HERE), mesh=Sidecars())


def test_those_of_the_cni_plugin_are_taken_there():
    assert Config(cluster=Cluster(distribution=HERE), mesh=Sidecars(cni=True))


def test_only_openshift_says_as_which_user_pods_run():
    assert Cluster(distribution=HERE).assigns_users
    assert not Cluster().assigns_users


@pytest.mark.parametrize("mesh", [Ambient(), Sidecars(cni=True)])
def test_a_mesh_that_touches_nodes_is_refused_on_autopilot(mesh):
    with pytest.raises(ValueError, match="GKE Autopilot admits neither Istio's CNI plugin"):
        Config(cluster=Cluster(distribution=Autopilot()), mesh=mesh)


def test_sidecars_that_redirect_traffic_themselves_are_taken_on_autopilot():
    assert Config(cluster=Cluster(distribution=Autopilot()), mesh=Sidecars())


@pytest.mark.parametrize("kubernetes", ["1.33", "v1.33.1", "1.33.1-eks-1", ""])
def test_fails_for_what_is_no_version_of_kubernetes(kubernetes):
    with pytest.raises(ValueError, match=re.escape("must look like '1.33.1'")):
        Cluster(kubernetes=kubernetes)


@pytest.mark.parametrize("kubernetes", ["1.32.0", "1.33.1", "2.0.0", None])
def test_a_release_takes_its_oldest_kubernetes_and_newer_ones(kubernetes):
    assert Config(release=V1_10_2, cluster=Cluster(kubernetes=kubernetes)).release == V1_10_2


@pytest.mark.parametrize(
    ("release", "kubernetes", "oldest"),
    [(V1_9_1, "1.29.9", "1.30"), (V1_10_2, "1.31.9", "1.32")],
)
def test_a_release_refuses_an_older_kubernetes(release, kubernetes, oldest):
    message = f"Kubeflow {release.name} needs Kubernetes {oldest} or newer, got '{kubernetes}'"
    with pytest.raises(ValueError, match=re.escape(message)):
        Config(release=release, cluster=Cluster(kubernetes=kubernetes))


def test_jobs_are_of_the_same_cluster():
    jobs = JobDefaults(kubernetes="1.36.0", labels={"team": "ml"})
    with pytest.raises(ValueError, match="are of one cluster; write the same version"):
        Config(jobs=jobs, cluster=Cluster(kubernetes="1.35.0"))

    assert Config(jobs=jobs).kubernetes == "1.36.0"
