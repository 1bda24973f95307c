"""What the guard of the page lets a user ask, and how it asks on."""

import random
from http import HTTPStatus
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from constructs_lib.scripts.page_requests import (
    Passage,
    RefusedError,
    Right,
    Settings,
    passage,
)

SETTINGS = Settings(
    page="page:80",
    header="kubeflow-userid",
    prefix="",
    artifacts=[
        {"source": "minio", "bucket": "mlpipeline", "prefix": "artifacts/{namespace}/"},
        {"source": "minio", "bucket": "mlpipeline", "prefix": "v2/artifacts/{namespace}/"},
    ],
)
SHA = "0123456789abcdef0123456789abcdef01234567"
VIEWER = f"viewer-{SHA}-service.alice.svc.cluster.local:80/tensorboard/viewer-{SHA}/"
GET_VIEWER = Right("alice", "get", "viewers", "kubeflow.org", name=f"viewer-{SHA}")
READ_ARTIFACT = Right("alice", "readArtifact", "runs", "pipelines.kubeflow.org")
KEY = "artifacts/alice/run/2026/01/02/pod/data.tgz"
ARTIFACT = f"source=minio&bucket=mlpipeline&key={quote(KEY, safe='')}"

# A request, what the page's server is asked, and what the user must be allowed.
PASSED = (
    ("GET", "/pipeline", "/pipeline/", None),
    ("GET", "/pipeline/?ns=alice", "/pipeline/", None),
    ("HEAD", "/pipeline/index.html", "/pipeline/index.html", None),
    ("GET", "/pipeline/static/js/main.js", "/pipeline/static/js/main.js", None),
    ("GET", "/pipeline/visualizations/allowed", "/pipeline/visualizations/allowed", None),
    ("GET", "/pipeline/apis/v1beta1/healthz", "/apis/v1beta1/healthz", None),
    ("GET", "/apis/v2beta1/runs?namespace=bob&a", "/apis/v2beta1/runs?namespace=bob&a", None),
    (
        "POST",
        "/pipeline/apis/v2beta1/runs/1:archive?x=y",
        "/apis/v2beta1/runs/1:archive?x=y",
        None,
    ),
    (
        "GET",
        "/pipeline/k8s/pod?podname=a-1&podnamespace=alice",
        "/k8s/pod?podname=a-1&podnamespace=alice",
        Right("alice", "get", "pods", name="a-1"),
    ),
    (
        "GET",
        "/k8s/pod/logs?podname=a.1&runid=r-2&podnamespace=alice&createdat=2026-01-02",
        "/k8s/pod/logs?podname=a.1&podnamespace=alice&createdat=2026-01-02",
        Right("alice", "get", "pods", subresource="log", name="a.1"),
    ),
    (
        "GET",
        "/pipeline/k8s/pod/events?podnamespace=%61lice&podname=a",
        "/k8s/pod/events?podname=a&podnamespace=alice",
        Right("alice", "list", "events"),
    ),
    (
        "GET",
        f"/pipeline/artifacts/get?{ARTIFACT}&namespace=alice&peek=256&providerInfo=%7B%7D",
        f"/artifacts/get?namespace=alice&peek=256&{ARTIFACT}",
        READ_ARTIFACT,
    ),
    (
        "GET",
        "/pipeline/artifacts/minio/mlpipeline/v2/artifacts/alice/a%20b?namespace=alice",
        "/artifacts/minio/mlpipeline/v2/artifacts/alice/a%20b?namespace=alice",
        READ_ARTIFACT,
    ),
    (
        "GET",
        "/apps/tensorboard?logdir=s3://b&namespace=alice",
        "/apps/tensorboard?logdir=s3%3A%2F%2Fb&namespace=alice",
        Right("alice", "get", "viewers", "kubeflow.org"),
    ),
    (
        "POST",
        "/pipeline/apps/tensorboard?logdir=l&namespace=alice&image=i",
        "/apps/tensorboard?logdir=l&namespace=alice&image=i",
        Right("alice", "create", "viewers", "kubeflow.org"),
    ),
    (
        "DELETE",
        "/pipeline/apps/tensorboard?logdir=l&namespace=alice",
        "/apps/tensorboard?logdir=l&namespace=alice",
        Right("alice", "delete", "viewers", "kubeflow.org"),
    ),
    (
        "HEAD",
        f"/pipeline/apis/v1beta1/_proxy/{VIEWER}data/x?y=z",
        f"/apis/v1beta1/_proxy/{VIEWER}data/x?y=z",
        GET_VIEWER,
    ),
)

POD = "podname=a&podnamespace=alice"
# Requests that the page does not make, or not like this.
REFUSED = (
    # No namespace, more than one, or what is none.
    "/k8s/pod/logs?podname=a",
    "/k8s/pod/logs?podname=a&podnamespace=",
    f"/k8s/pod/logs?{POD}&podnamespace=bob",
    f"/k8s/pod/logs?{POD}&podnamespace%5B%5D=bob",
    f"/k8s/pod/logs?{POD}&podnamespace[]=bob",
    f"/k8s/pod/logs?{POD}&podnamespace[0]=bob",
    f"/k8s/pod/logs?{POD}&PodNamespace=bob",
    f"/k8s/pod/logs?{POD};podnamespace=bob",
    "/k8s/pod/logs?podname=a&podnamespace=%2562ob",
    "/k8s/pod/logs?podname=a&podnamespace=alice%00",
    "/k8s/pod/logs?podname=a&podnamespace=alice%0A",
    "/k8s/pod/logs?podname=a&podnamespace=alice/pods/b%3F",
    "/k8s/pod/logs?podname=a&podnamespace=../bob",
    "/k8s/pod/logs?podname=a&podnamespace=ALICE",
    "/k8s/pod/logs?podname=a&podnamespace=alice.bob",
    f"/k8s/pod/logs?podname=a&podnamespace={'a' * 64}",
    "/k8s/pod/logs?podname=..&podnamespace=alice",
    "/k8s/pod/logs?podname=a%2Fb&podnamespace=alice",
    "/k8s/pod/events?podname=a,involvedObject.namespace=bob&podnamespace=alice",
    f"/k8s/pod/logs?{POD}&createdat=2026-01-02/..",
    f"/k8s/pod/logs?{POD}&createdat=%D9%A2026-01-02",
    f"/k8s/pod/logs?{POD}&runid=../x",
    f"/k8s/pod/logs?{POD}&container=other",
    f"/k8s/pod/logs?{POD}&a=\u00e9",
    f"/k8s/pod/logs?{POD}&a=%ff",
    f"/k8s/pod/logs?{'&'.join(f'a{i}=1' for i in range(20))}",
    # Other spellings of a path.
    f"/K8S/POD/LOGS?{POD}",
    f"/k8s/pod/logs/?{POD}",
    f"/k8s//pod/logs?{POD}",
    f"//k8s/pod/logs?{POD}",
    f"/pipeline//k8s/pod/logs?{POD}",
    f"/Pipeline/k8s/pod/logs?{POD}",
    f"/pipeline/pipeline/k8s/pod/logs?{POD}",
    f"/%6b8s/pod/logs?{POD}",
    f"/k8s%2Fpod/logs?{POD}",
    f"/k8s/pod/./logs?{POD}",
    f"/x/../k8s/pod/logs?{POD}",
    f"/static/%2e%2e/k8s/pod/logs?{POD}",
    f"/static/..%2fk8s/pod/logs?{POD}",
    f"/static/..%5ck8s/pod/logs?{POD}",
    f"/static\\..\\k8s/pod/logs?{POD}",
    "/static/%252e%252e/x",
    f"/k8s/pod/logs;x?{POD}",
    f"/k8s/pod/logs%00?{POD}",
    f"/k8s/pod/logs%20?{POD}",
    "/static/%",
    "/static/%zz",
    "/static/%ff",
    "k8s/pod",
    f"http://other/k8s/pod/logs?{POD}",
    "*",
    "",
    # Nothing that the page asks for.
    "/k8s/pods",
    "/system/cluster-name",
    "/pipeline/system/project-id",
    "/ml_metadata.MetadataStoreService/GetArtifacts",
    "/ML_METADATA.x",
    "/hub/",
    "/healthz",
    "/apps/other",
    "/apis",
    "/apis/v1beta1",
    "/apis/v1/namespaces",
    "/artifacts",
    "/artifacts/",
    "/artifacts/get/",
    f"/Artifacts/get?{ARTIFACT}&namespace=alice",
    # Addresses of others.
    "/apis/v1beta1/_proxy/evil.example.com/",
    "/apis/v1beta1/_proxy/http%3A%2F%2Fevil.example.com/",
    "/pipeline/apis/v2beta1/_proxy/kubernetes.default",
    "/apis/v1beta1/_PROXY/evil.example.com/",
    "/apis/v1beta1/%5fproxy/evil.example.com/",
    "/apis/v1beta1/x/_proxy/evil.example.com/",
    f"/apis/v1beta1/_PROXY/{VIEWER}",
    f"/apis/v1beta1/_proxy/{VIEWER.replace('.svc.cluster.local', '')}",
    f"/apis/v1beta1/_proxy/{VIEWER.replace(':80', ':8080')}",
    f"/apis/v1beta1/_proxy/{VIEWER.replace('alice', 'alice.evil')}",
    f"/apis/v1beta1/_proxy/user@{VIEWER}",
    f"/apis/v1beta1/_proxy/{VIEWER}../x",
    # Artifacts of others, by others.
    f"/artifacts/get?{ARTIFACT}",
    f"/artifacts/get?{ARTIFACT}&namespace=bob",
    f"/artifacts/get?{ARTIFACT}&namespace=evil.example.com",
    f"/artifacts/get?{ARTIFACT}&namespace=alice&namespace=bob",
    f"/artifacts/get?{ARTIFACT.replace('mlpipeline', 'other')}&namespace=alice",
    f"/artifacts/get?{ARTIFACT.replace('minio', 's3')}&namespace=alice",
    "/artifacts/get?source=http&bucket=169.254.169.254&key=latest&namespace=alice",
    "/artifacts/get?source=volume&bucket=v&key=k&namespace=alice",
    "/artifacts/http/evil.example.com/x?namespace=alice",
    "/artifacts/minio/mlpipeline/artifacts/bob/x?namespace=alice",
    "/artifacts/minio/mlpipeline/artifacts/alice/../bob/x?namespace=alice",
    "/artifacts/minio/mlpipeline/artifacts/alice/%2e%2e/bob/x?namespace=alice",
    "/artifacts/minio/mlpipeline/artifacts%2Falice/x?namespace=alice",
    "/artifacts/minio/mlpipeline?namespace=alice",
    *(
        f"/artifacts/get?source=minio&bucket=mlpipeline&key={key}&namespace=alice"
        for key in (
            "artifacts/alice/../bob/x",
            "artifacts/alice/%2e%2e/bob/x",
            "artifacts/alice/%252e%252e/bob/x",
            "artifacts/alice//x",
            "artifacts/alice/",
            "artifacts/alice",
            "artifacts/alice-2/x",
            "artifacts/alice/*",
            "artifacts/alice/x%00",
            "artifacts/alice\\..\\bob",
            "/artifacts/alice/x",
            "Artifacts/alice/x",
        )
    ),
    # TensorBoards of nobody.
    "/apps/tensorboard?namespace=alice",
    "/apps/tensorboard?logdir=l",
    "/apps/tensorboard?logdir=l&namespace=alice&namespace=bob",
    "/apps/tensorboard/?logdir=l&namespace=alice",
)


def refusal(target, method="GET"):
    with pytest.raises(RefusedError) as refused:
        passage(SETTINGS, method, target)
    return refused.value


@pytest.mark.parametrize(("method", "target", "asked", "right"), PASSED)
def test_what_the_page_asks_is_asked_on(method, target, asked, right):
    found = passage(SETTINGS, method, target)

    assert (found.target, found.right) == (asked, right)


@pytest.mark.parametrize("target", REFUSED)
def test_what_it_does_not_ask_is_refused(target):
    assert refusal(target).status in range(400, 406)


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("POST", f"/k8s/pod/logs?{POD}"),
        ("DELETE", f"/artifacts/get?{ARTIFACT}&namespace=alice"),
        ("POST", "/pipeline/"),
        ("PUT", "/apps/tensorboard?logdir=l&namespace=alice"),
        ("TRACE", "/apis/v1beta1/runs"),
        ("CONNECT", "/apis/v1beta1/runs"),
    ],
)
def test_other_methods_are_refused(method, target):
    assert refusal(target, method).status == HTTPStatus.METHOD_NOT_ALLOWED


def test_somebodys_file_is_told_to_run_nothing():
    told = [passage(SETTINGS, method, target) for method, target, _, _ in PASSED]

    assert {urlsplit(each.target).path for each in told if each.sandboxed} == {
        "/artifacts/get",
        "/artifacts/minio/mlpipeline/v2/artifacts/alice/a%20b",
        "/k8s/pod",
        "/k8s/pod/events",
        "/k8s/pod/logs",
    }


def test_where_artifacts_are_shared_a_profile_is_asked_for_any_of_them():
    places = [{"source": "minio", "bucket": "mlpipeline", "prefix": "artifacts/"}]
    settings = Settings("page:80", "kubeflow-userid", "", places)
    target = "/artifacts/minio/mlpipeline/artifacts/run/x?namespace=alice"

    assert passage(settings, "GET", target).right == READ_ARTIFACT


PIECES = (
    *(
        "/",
        "//",
        "/.",
        "/..",
        "/%2e%2e",
        "%2f",
        "%5c",
        "\\",
        ";",
        "%00",
        "%",
        "?",
        "#",
        "@",
        ":",
    ),
    *("/pipeline", "/k8s", "/K8s", "/pod", "/logs", "/artifacts", "/get", "/minio", "/_proxy"),
    *("/apis", "/v1beta1", "/static", "/%6b8s", "/alice", "/bob", "/mlpipeline", "/apps"),
    *(f"/{VIEWER}", "?podname=a", "&podnamespace=alice", "&podnamespace=bob", "&a[]=b"),
    *("&namespace=alice", "?namespace=bob", "&key=artifacts/bob/x", "&key=artifacts/alice/x"),
    *("&source=minio", "&bucket=mlpipeline", "%26podnamespace=bob", "+", "%20", "é", "é"),
)


def express_would_act(target):
    """Return what the page's server would take for its own business, by its loose matching."""
    path = urlsplit(f"http://page{target}").path.lower().removeprefix("/pipeline")
    own = ("/k8s", "/artifacts", "/apps", "/system", "/ml_metadata")
    return path.startswith(own) or (path.startswith("/apis") and "_proxy" in path)


def test_whatever_is_asked_nothing_passes_that_was_not_checked():
    chance = random.Random(2300)
    passed = 0
    for _ in range(30_000):
        target = "".join(chance.choices(PIECES, k=chance.randint(1, 9)))
        try:
            found = passage(SETTINGS, "GET", target)
        except RefusedError:
            continue
        passed += 1
        query = parse_qs(urlsplit(found.target).query)
        named = [*query.get("podnamespace", ()), *query.get("namespace", ())]
        if express_would_act(found.target):
            assert found.right, (target, found)
            assert named in ([], [found.right.namespace]), (target, found)
            assert "//" not in urlsplit(found.target).path, (target, found)
        else:
            assert found == Passage(found.target), (target, found)
    assert passed > 100


def test_a_right_reads_as_the_api_server_is_asked():
    right = Right("alice", "get", "pods", subresource="log", name="a")

    assert right.to_json() == {
        "namespace": "alice",
        "verb": "get",
        "resource": "pods",
        "subresource": "log",
        "name": "a",
    }
