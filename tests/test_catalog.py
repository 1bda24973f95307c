import re
from dataclasses import replace
from pathlib import Path

import pytest

from constructs_lib.catalog import ADD_ONS, ADDED, Images, istio_proxy
from constructs_lib.config import AddOn
from constructs_lib.releases import RELEASES, V1_9_1, ReleaseImage
from tests.test_image_lock import DIGEST, IMAGE, LOCK

LIBRARY = Path(__file__).parents[1] / "constructs_lib"
MIRROR = "mirror.example.com:5000/kubeflow"
GONE = "gcr.io/kubebuilder/kube-rbac-proxy:v0.8.0"


def test_fails_for_a_mirror_with_a_scheme():
    message = (
        "must have no scheme: write 'mirror.example.com', not 'https://mirror.example.com'"
    )
    with pytest.raises(ValueError, match=message):
        Images(registry="https://mirror.example.com")


@pytest.mark.parametrize(
    "registry",
    [
        "",
        "/kubeflow",
        "mirror.example.com/",
        "mirror.example.com//kubeflow",
        "mirror.example.com/kubeflow:v1",
        "mirror.example.com/kubeflow@sha256:0123",
        "mirror.example.com/Kubeflow",
        "mirror.example.com/kube flow",
        "mirror.example.com:port",
        "mirror",
        "mirror/kubeflow",
        "-m.example.com/kubeflow",
    ],
)
def test_fails_for_a_mirror_that_is_no_host_and_path(registry):
    message = f"a path such as 'mirror.example.com/kubeflow', got {registry!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        Images(registry=registry)


@pytest.mark.parametrize(
    "host", ["mirror.example.com", "localhost", "mirror:5000", "10.0.0.1"]
)
def test_a_mirror_may_be_a_host_alone(host):
    assert Images(registry=host).located("quay.io/b:1") == f"{host}/b:1"


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("docker.io/istio/proxyv2:1.25.1", "istio/proxyv2:1.25.1"),
        ("istio/proxyv2:1.25.1", "istio/proxyv2:1.25.1"),
        ("busybox:1.36", "library/busybox:1.36"),
        ("ghcr.io/a/b/c:v1", "a/b/c:v1"),
        ("quay.io/a/b@sha256:0123", "a/b@sha256:0123"),
    ],
)
def test_a_mirror_holds_an_image_under_its_own_path(reference, path):
    assert Images(registry=MIRROR).located(reference) == f"{MIRROR}/{path}"


def test_an_image_of_the_mirror_stays_where_it_is():
    images = Images(registry={"quay.io": "quay.io/mirror"})

    assert images.located(images.located("quay.io/b:1")) == "quay.io/mirror/b:1"


@pytest.mark.parametrize("reference", ["a.io/b:1", "registry:5000/a:v1", "localhost/a:v1"])
def test_an_image_of_a_registry_that_the_catalog_has_not_stays_where_it_is(reference):
    assert Images(registry=MIRROR).located(reference) == reference


@pytest.mark.parametrize(
    ("reference", "located"),
    [
        ("docker.io/istio/proxyv2:1.25.1", "m.example.com/hub/istio/proxyv2:1.25.1"),
        ("busybox:1.36", "m.example.com/hub/library/busybox:1.36"),
        ("registry:5000/a:v1", "m.example.com/a:v1"),
        ("quay.io/a/b:v1", "quay.io/a/b:v1"),
    ],
)
def test_each_registry_may_have_a_mirror_of_its_own(reference, located):
    images = Images(
        registry={"docker.io": "m.example.com/hub", "registry:5000": "m.example.com"}
    )

    assert images.located(reference) == located


@pytest.mark.parametrize("source", ["docker", "docker.io/istio", "https://docker.io", ""])
def test_fails_for_the_mirror_of_what_is_no_host(source):
    with pytest.raises(ValueError, match=re.escape(f"got {source!r} for a host")):
        Images(registry={source: MIRROR})


def test_without_a_mirror_an_image_stays_where_it_is():
    assert Images().located("a.io/b:1") == "a.io/b:1"


def test_an_image_that_is_gone_is_replaced():
    assert Images().located(GONE) == "quay.io/brancz/kube-rbac-proxy:v0.8.0"


def test_an_image_that_is_gone_is_kept_to_compare_with_upstream():
    assert Images(as_shipped=True).located(GONE) == GONE


def test_a_mirror_holds_the_replacement_of_an_image_that_is_gone():
    located = Images(registry=MIRROR).located(GONE)

    assert located == f"{MIRROR}/brancz/kube-rbac-proxy:v0.8.0"


def test_no_image_comes_from_a_registry_that_minio_has_left():
    left = re.compile(r"(docker\.io|quay\.io)/minio/")
    replaced = [image for release in RELEASES for image in release.replaced.values()]

    assert not [image for image in (*ADDED.values(), *replaced) if left.match(image)]


def test_a_named_image_is_the_releases():
    assert Images().named("centraldashboard") == V1_9_1.images["centraldashboard"]


def test_an_image_of_the_release_is_located_by_its_name():
    located = Images(registry=MIRROR).located(ReleaseImage("jupyter-scipy"))

    assert located == f"{MIRROR}/kubeflownotebookswg/jupyter-scipy:v1.9.2"


def test_an_image_that_upstream_has_not_is_the_catalogs_too():
    assert Images().named("python") == ADDED["python"]


def test_istios_proxy_is_of_the_clusters_version():
    assert istio_proxy("1.26.3") == "docker.io/istio/proxyv2:1.26.3"


@pytest.mark.parametrize("name", [name for name, found in ADD_ONS.items() if found.version])
def test_an_add_ons_version_is_nowhere_but_in_the_catalog(name):
    version = re.compile(rf"(?<![\d.]){re.escape(str(ADD_ONS[name].version))}(?![\d.])")
    modules = [path for path in LIBRARY.rglob("*.py") if "imports" not in path.parts]

    assert [path.name for path in modules if version.search(path.read_text())] == [
        "catalog.py"
    ]


@pytest.mark.parametrize(
    "name", [name for name, found in ADD_ONS.items() if not found.version]
)
def test_an_add_on_without_a_version_follows_a_decision(name):
    with pytest.raises(ValueError, match=f"{name}'s version follows "):
        AddOn(name=name, version="1.2.3")


def test_a_locked_image_has_its_tag_and_its_digest():
    located = Images(lock=LOCK).located(IMAGE.reference)

    assert located == f"{IMAGE.reference}@{DIGEST}"


def test_a_locked_image_of_a_mirror_has_the_same_digest():
    located = Images(lock=LOCK, registry="m.example.com").located(IMAGE.reference)

    assert located == f"m.example.com/library/busybox:1.37.0@{DIGEST}"


def test_an_image_that_names_its_digest_itself_is_left_alone():
    pinned = f"quay.io/a/b@{DIGEST}"
    lock = replace(LOCK, images=(replace(IMAGE, reference=pinned),))

    assert Images(lock=lock).located(pinned) == pinned
