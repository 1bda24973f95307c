from constructs_lib.config import (
    S3,
    BundledMySQL,
    DatabaseNames,
    ExternalMySQL,
    PipelinesSettings,
    Resources,
)
from constructs_lib.config.profile_access import ProfileAccess
from constructs_lib.config.secrets import Random, Text

OUTSIDE = PipelinesSettings(
    database=ExternalMySQL(host="db.example.com", secret="db"),
    object_store=S3(bucket="runs", region="eu-west-1"),
)


def test_says_which_secrets_have_to_be_made(make):
    database, store = make().needed

    assert (database.name, database.keys) == (
        "mysql-secret",
        {"username": Text("root"), "password": Random()},
    )
    assert (store.name, store.keys) == (
        "mlpipeline-minio-artifact",
        {"accesskey": Random(), "secretkey": Random()},
    )


def test_what_somebody_else_runs_has_its_secrets_already(make):
    assert make(settings=OUTSIDE).needed == ()


def test_an_open_root_has_no_password(make):
    settings = PipelinesSettings(database=BundledMySQL(root="open"))

    assert make(settings=settings).needed[0].keys["password"] == Text("")


def test_the_api_server_must_be_let_into_every_profiles_visualizations(make):
    assert make().profile_access == ProfileAccess(
        name="visualizationserver",
        callers=("cluster.local/ns/kubeflow/sa/ml-pipeline",),
        service="ml-pipeline-visualizationserver",
    )


def test_with_sidecars_there_is_no_waypoint(make, made, upstream):
    make(defaults=upstream)

    assert "kubeflow-waypoint" not in str(made)


def test_a_process_has_the_resources_of_its_row(make, container):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
    make(settings=PipelinesSettings(resources={"viewer": row}))

    assert container("ml-pipeline-viewer-crd", "ml-pipeline-viewer-crd")["resources"] == {
        "requests": {"cpu": "1", "memory": "1Gi"},
        "limits": {"cpu": "2", "memory": "2Gi"},
    }


def test_a_process_without_a_row_keeps_upstreams_requests(make, container):
    make(settings=PipelinesSettings(resources={}))

    assert container("ml-pipeline-ui", "ml-pipeline-ui")["resources"] == {
        "requests": {"cpu": "10m", "memory": "70Mi"}
    }


def test_the_launchers_root_in_the_platforms_own_namespace_names_it(make, find):
    make()

    assert find("ConfigMap", "kfp-launcher")["data"] == {
        "defaultPipelineRoot": "minio://mlpipeline/v2/artifacts/kubeflow"
    }


def test_every_process_is_told_the_databases_names(make, find):
    names = DatabaseNames(pipelines="ml_a", cache="cache_a", metadata="md_a")
    database = ExternalMySQL(host="db.example.com", secret="db", names=names)
    make(settings=PipelinesSettings(database=database))
    told = find("ConfigMap", "pipeline-install-config")["data"]

    assert (told["pipelineDb"], told["cacheDb"], told["mlmdDb"]) == names.listed


def test_it_tells_its_version_where_upstream_does(newest):
    told = newest("ConfigMap", "kubeflow-pipelines-public")

    assert told["data"] == {"kubeflow_pipelines_version": "v2.16.1"}


def test_it_tells_no_version_in_earlier_releases(make, made):
    make()

    assert "kubeflow-pipelines-public" not in {obj["metadata"]["name"] for obj in made}
