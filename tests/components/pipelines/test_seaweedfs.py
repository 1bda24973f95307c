from dataclasses import replace

import pytest

from constructs_lib import BundledMinIO, BundledSeaweedFS, Environment, Platform
from constructs_lib.catalog import Images
from constructs_lib.config import Config, PipelinesSettings
from constructs_lib.kube import objects_of
from constructs_lib.platform import synthesize
from constructs_lib.releases import V1_11_0, V26_03
from tests.kustomize import build, write

from .conftest import AMBIENT

STORE = BundledSeaweedFS(content="new", size="1Ti", bucket="runs")
IN_ITS_RELEASE = replace(AMBIENT, images=Images(release=V1_11_0))


@pytest.fixture
def stored(make):
    def _stored(defaults=IN_ITS_RELEASE):
        return make(settings=PipelinesSettings(object_store=STORE), defaults=defaults)

    return _stored


def test_manifests(stored, yaml_snapshot):
    assert objects_of(stored().node.find_child("seaweedfs")) == yaml_snapshot


def test_minio_is_not_there_as_well(stored, made):
    stored()

    assert not {"minio", "minio-pvc"} & {obj["metadata"]["name"] for obj in made}


def test_steps_reach_it_by_the_address_of_minio(stored, find):
    stored()
    spec = find("Service", "minio-service")["spec"]

    assert spec["selector"]["app"] == "seaweedfs"
    assert [(port["port"], port["targetPort"]) for port in spec["ports"]] == [(9000, 8333)]


def test_of_its_ports_only_the_one_that_asks_for_a_key_is_open(stored, find):
    stored()
    [rule] = find("AuthorizationPolicy", "seaweedfs-service")["spec"]["rules"]
    network = find("NetworkPolicy", "seaweedfs")["spec"]["ingress"]

    assert rule["to"] == [{"operation": {"ports": ["8333"]}}]
    assert {port["port"] for each in network for port in each["ports"]} == {8333, 15008}


def test_it_is_not_ready_before_it_asks_for_a_key(stored, find):
    stored()
    [container] = find("Deployment", "seaweedfs")["spec"]["template"]["spec"]["containers"]
    script = container["lifecycle"]["postStart"]["exec"]["command"][-1]

    assert "s3.bucket.create --name runs" in script
    assert 's3.configure -user kubeflow-admin -access_key \\"$accesskey\\"' in script
    assert "the store asks for no key" in script
    assert container["envFrom"] == [{"secretRef": {"name": "mlpipeline-minio-artifact"}}]


def test_minios_service_stays_for_artifacts_that_name_it(stored, find):
    stored(replace(AMBIENT, images=Images(release=V26_03)))
    [port] = [
        each
        for each in find("Service", "seaweedfs")["spec"]["ports"]
        if each["name"] == "http-s3-compat"
    ]

    assert find("Service", "minio-service")["spec"]["selector"]["app"] == "seaweedfs"
    assert (port["port"], port["targetPort"]) == (9000, 8333)


def test_minios_service_can_go(make, made):
    store = replace(STORE, minio_service=False)
    make(
        settings=PipelinesSettings(object_store=store),
        defaults=replace(AMBIENT, images=Images(release=V26_03)),
    )

    assert "minio-service" not in {obj["metadata"]["name"] for obj in made}


def test_it_has_started_once_its_bucket_and_key_are_there(stored, find):
    stored(replace(AMBIENT, images=Images(release=V26_03)))
    [container] = find("Deployment", "seaweedfs")["spec"]["template"]["spec"]["containers"]
    script = container["lifecycle"]["postStart"]["exec"]["command"][-1]
    [file] = [line.split()[-1] for line in script.splitlines() if line.startswith("touch ")]

    assert container["startupProbe"]["exec"]["command"][-1] == f"test -f {file}"


def test_its_pods_have_no_token(stored, find):
    stored()

    assert find("ServiceAccount", "seaweedfs")["automountServiceAccountToken"] is False


def test_two_pods_never_write_one_volume(stored, find):
    stored()

    assert find("Deployment", "seaweedfs")["spec"]["strategy"] == {"type": "Recreate"}


def test_its_volume_is_as_large_as_decided(stored, find):
    stored()
    spec = find("PersistentVolumeClaim", "seaweedfs-pvc")["spec"]

    assert spec["resources"] == {"requests": {"storage": "1Ti"}}


def test_a_sidecar_leaves_it_to_the_policies_of_the_network(stored, find, upstream):
    stored(replace(upstream, images=Images(release=V1_11_0)))

    assert [
        [port["port"] for port in rule.get("ports", ())]
        for rule in find("NetworkPolicy", "seaweedfs")["spec"]["ingress"]
    ] == [[8333], [], [8333]]


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Return a folder with an environment of each store."""
    stores = {"minio": BundledMinIO(), "seaweedfs": replace(STORE, content="copied")}
    environments = [
        Environment(
            name,
            Config(
                release=V1_11_0,
                components=("profiles", "pipelines"),
                pipelines=PipelinesSettings(object_store=store, sdk="none"),
            ),
        )
        for name, store in stores.items()
    ]
    files = synthesize(Platform(environments=tuple(environments))).files
    return write(files, tmp_path_factory.mktemp("dist"))


@pytest.mark.slow
@pytest.mark.parametrize("store", ["minio", "seaweedfs"])
def test_the_store_of_an_overlay_is_the_one_that_it_chose(store, dist):
    objects = build(dist / "kubeflow" / "overlays" / store)
    claims = {o["metadata"]["name"] for o in objects if o["kind"] == "PersistentVolumeClaim"}

    assert {f"{store}-pvc"} == claims & {"minio-pvc", "seaweedfs-pvc"}
