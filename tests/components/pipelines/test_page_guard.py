import json

from constructs_lib.config import (
    S3,
    BundledMinIO,
    PipelinesSettings,
    Sidecars,
    WorkloadDefaults,
)
from constructs_lib.scripts import text_of

PAGE = "ml-pipeline-ui"
GUARD = f"{PAGE}-guard"
SERVER = f"{PAGE}-server"
ACCOUNT = f"cluster.local/ns/kubeflow/sa/{GUARD}"


def told(find):
    return json.loads(find("ConfigMap", GUARD)["data"]["settings.json"])


def callers(policy):
    return [
        p for rule in policy["spec"]["rules"] for p in rule["from"][0]["source"]["principals"]
    ]


def test_its_program_ships_as_it_is_tested(make, find):
    make()
    data = find("ConfigMap", GUARD)["data"]

    for name in ("page_guard.py", "page_requests.py"):
        assert data[name] == text_of(name)


def test_whoever_calls_the_page_reaches_the_guard(make, find):
    make()

    assert find("Service", PAGE)["spec"]["selector"]["app"] == GUARD
    assert find("Service", PAGE)["metadata"]["labels"]["istio.io/use-waypoint"]


def test_nobody_but_the_guard_reaches_the_pages_server(make, find):
    make()
    [policy] = [find("AuthorizationPolicy", SERVER)]

    assert policy["spec"]["selector"] == {"matchLabels": {"app": PAGE}}
    assert callers(policy) == [ACCOUNT]


def test_the_guard_asks_for_rights_and_may_do_nothing_else(make, find):
    make()

    assert find("ClusterRole", GUARD)["rules"] == [
        {
            "apiGroups": ["authorization.k8s.io"],
            "resources": ["subjectaccessreviews"],
            "verbs": ["create"],
        }
    ]


def test_it_is_told_where_the_page_and_its_artifacts_are(make, find):
    make()

    assert told(find) == {
        "page": f"{SERVER}.kubeflow.svc.cluster.local:80",
        "header": "kubeflow-userid",
        "prefix": "",
        "artifacts": [
            {"source": "minio", "bucket": "mlpipeline", "prefix": "artifacts/{namespace}/"},
            {"source": "minio", "bucket": "mlpipeline", "prefix": "v2/artifacts/{namespace}/"},
        ],
    }


def test_artifacts_of_s3_are_in_its_bucket_and_below_the_root(make, find):
    settings = PipelinesSettings(
        object_store=S3(bucket="runs", region="eu-west-1"),
        pipeline_root="gs://elsewhere/{namespace}/kept/",
    )
    make(settings=settings)

    assert told(find)["artifacts"] == [
        {"source": "s3", "bucket": "runs", "prefix": "artifacts/{namespace}/"},
        {"source": "gcs", "bucket": "elsewhere", "prefix": "{namespace}/kept/"},
    ]


def test_shared_artifacts_are_below_nobodys_name(make, find):
    make(settings=PipelinesSettings(artifacts="shared", object_store=BundledMinIO()))

    assert [each["prefix"] for each in told(find)["artifacts"]] == [
        "artifacts/",
        "v2/artifacts/",
    ]


def test_with_sidecars_the_guard_is_before_the_page_too(make, find):
    make(defaults=WorkloadDefaults(mesh=Sidecars()))

    assert find("AuthorizationPolicy", PAGE)["spec"]["selector"]["matchLabels"] == {
        "app": GUARD
    }
    assert callers(find("AuthorizationPolicy", SERVER)) == [ACCOUNT]
    assert find("DestinationRule", SERVER)["spec"]["host"].startswith(f"{SERVER}.")


def test_an_open_page_has_no_guard(make, made):
    make(settings=PipelinesSettings(page="open"))

    assert GUARD not in str(made)
    assert SERVER not in str(made)


def test_kept_logs_start_the_program_that_finds_them(make, find):
    make(settings=PipelinesSettings(run_logs="kept"))
    data = find("ConfigMap", GUARD)["data"]
    [container] = find("Deployment", GUARD)["spec"]["template"]["spec"]["containers"]

    assert data["page_logs.py"] == text_of("page_logs.py")
    assert json.loads(data["logs.json"])["key"].endswith("/{pod}/main.log")
    assert "programs.page_logs import main" in container["command"][-1]


def test_kept_logs_give_the_pages_server_no_key(make, find):
    make(settings=PipelinesSettings(run_logs="kept"))
    [container] = find("Deployment", PAGE)["spec"]["template"]["spec"]["containers"]

    assert {"MINIO_ACCESS_KEY", "ARGO_ARCHIVE_LOGS"} & {
        e["name"] for e in container["env"]
    } == set()


def test_by_default_the_guard_has_nothing_of_kept_logs(make, find):
    make()

    assert {"page_logs.py", "logs.json"} & find("ConfigMap", GUARD)["data"].keys() == set()
