from dataclasses import replace

import pytest

from constructs_lib.catalog import Images
from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import S3, CaBundle, ExternalMySQL, IamRole, PipelinesSettings
from constructs_lib.releases import V26_03_1

from .conftest import AMBIENT

NAME = "ml-pipeline-api-server"
ACCOUNTS = "cluster.local/ns/kubeflow/sa"
WAYPOINT = "istio.io/use-waypoint"
BUCKET = S3(
    bucket="artifacts", region="eu-central-1", endpoint="s3.eu-central-1.amazonaws.com"
)
ROLE = PipelinesSettings(
    object_store=S3(
        bucket="artifacts",
        region="eu-central-1",
        credentials=IamRole("arn:aws:iam::123456789012:role/pipelines"),
    ),
    profile_credentials="own",
)


def test_manifests(part, yaml_snapshot):
    assert part("api-server") == yaml_snapshot


def test_tenants_come_by_the_waypoint_alone(make, find):
    make()
    [rule] = find("AuthorizationPolicy", "ml-pipeline")["spec"]["rules"]

    assert rule["from"][0]["source"]["principals"] == [f"{ACCOUNTS}/kubeflow-waypoint"]


def test_the_waypoint_lets_in_who_does_not_say_who_the_user_is(make, find):
    make()
    _, anyone = find("AuthorizationPolicy", "ml-pipeline-l7")["spec"]["rules"]

    assert anyone == {
        "when": [{"key": "request.headers[kubeflow-userid]", "notValues": ["*"]}]
    }


def test_the_header_is_the_environments(make, find):
    make(user=WebAppSettings(user_header="x-user"))
    _, anyone = find("AuthorizationPolicy", "ml-pipeline-l7")["spec"]["rules"]

    assert anyone["when"][0]["key"] == "request.headers[x-user]"


def test_with_sidecars_the_pod_decides_itself(make, find, upstream):
    make(defaults=upstream)
    spec = find("AuthorizationPolicy", "ml-pipeline")["spec"]

    assert len(spec["rules"]) == 2
    assert "action" not in spec


def test_only_this_service_and_the_pages_are_behind_the_waypoint(make, made):
    make()
    enrolled = {
        obj["metadata"]["name"]
        for obj in made
        if obj["kind"] == "Service" and WAYPOINT in obj["metadata"]["labels"]
    }

    assert enrolled == {"ml-pipeline", "ml-pipeline-ui"}


def test_steps_run_with_the_images_that_were_chosen(make, env):
    make(settings=PipelinesSettings(launcher_image="e.com/l:1", driver_image="e.com/d:1"))
    told = env("ml-pipeline", "ml-pipeline-api-server")

    assert (told["V2_LAUNCHER_IMAGE"], told["V2_DRIVER_IMAGE"]) == ("e.com/l:1", "e.com/d:1")


def test_a_mirror_holds_the_images_of_steps_too(make, env, ambient):
    make(defaults=replace(ambient, images=Images(registry="m.example.com"), resources=None))
    told = env("ml-pipeline", "ml-pipeline-api-server")

    assert told["V2_DRIVER_IMAGE"].startswith("m.example.com/ml-pipeline/kfp-driver@sha256:")


def test_what_is_compiled_in_stays_where_no_image_is_chosen(make, env):
    make(settings=PipelinesSettings(launcher_image=None, driver_image=None))

    assert "V2_LAUNCHER_IMAGE" not in env("ml-pipeline", "ml-pipeline-api-server")


def test_is_told_of_a_bucket_of_s3(make, env):
    make(settings=PipelinesSettings(object_store=BUCKET))
    told = env("ml-pipeline", "ml-pipeline-api-server")

    assert told["OBJECTSTORECONFIG_HOST"] == "s3.eu-central-1.amazonaws.com"
    assert told["OBJECTSTORECONFIG_REGION"] == "eu-central-1"
    assert told["OBJECTSTORECONFIG_SECURE"] == "true"


def test_with_a_role_there_is_no_key(make, env):
    make(settings=ROLE)

    # An empty one, so that the key in the image's own configuration is not used.
    assert env("ml-pipeline", "ml-pipeline-api-server")["OBJECTSTORECONFIG_ACCESSKEY"] == ""


def test_an_external_database_is_spoken_to_by_tls(make, env):
    make(
        settings=PipelinesSettings(database=ExternalMySQL(host="db.example.com", secret="db"))
    )
    told = env("ml-pipeline", "ml-pipeline-api-server")

    assert told["DBCONFIG_MYSQLCONFIG_EXTRAPARAMS"] == '{"tls": "true"}'


def test_the_password_is_read_from_a_secret(make, container):
    make()
    variables = {v["name"]: v for v in container("ml-pipeline", NAME)["env"]}

    assert variables["DBCONFIG_PASSWORD"]["valueFrom"]["secretKeyRef"] == {
        "name": "mysql-secret",
        "key": "password",
    }


def test_may_not_touch_tekton_which_is_not_there(make, find, upstream):
    make()

    assert "tekton.dev" not in str(find("Role", "ml-pipeline"))


def test_the_role_at_the_store_is_the_accounts(make, find):
    make(settings=ROLE)
    metadata = find("ServiceAccount", "ml-pipeline")["metadata"]

    assert metadata["annotations"] == {
        "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/pipelines"
    }


PRIVATE = PipelinesSettings(
    archive_logs=False,
    object_store=S3(
        bucket="runs",
        region="any",
        endpoint="s3.example.com",
        port=9000,
        ca=CaBundle("authorities", "bundle.pem"),
    ),
)


def test_calls_the_store_at_its_port(make, env):
    make(settings=PRIVATE)

    assert env("ml-pipeline", NAME)["OBJECTSTORECONFIG_PORT"] == "9000"


def test_believes_the_stores_authorities(make, env, container):
    make(settings=PRIVATE)
    folders = [mount["mountPath"] for mount in container("ml-pipeline", NAME)["volumeMounts"]]

    assert env("ml-pipeline", NAME)["SSL_CERT_DIR"] in folders


def test_steps_are_given_the_authorities_of_their_profile(make, env):
    make(settings=PRIVATE)
    told = env("ml-pipeline", NAME)

    assert told["EXECUTOR_CABUNDLE_CONFIGMAP_NAME"] == "authorities"
    assert told["EXECUTOR_CABUNDLE_CONFIGMAP_KEY"] == "bundle.pem"


def test_may_not_touch_tekton_in_a_later_release(make, find, later_upstream):
    make(defaults=later_upstream)

    assert "tekton.dev" not in str(find("Role", "ml-pipeline"))


def test_a_later_release_lets_it_create_recurring_runs(make, find, later):
    make(defaults=later)
    rules = find("ClusterRole", "ml-pipeline")["rules"]

    assert {
        "apiGroups": ["kubeflow.org"],
        "resources": ["scheduledworkflows/finalizers"],
        "verbs": ["update"],
    } in rules


def test_a_later_release_states_the_images_of_steps_even_where_nobody_chose(make, env, later):
    make(
        defaults=later,
        settings=PipelinesSettings(launcher_image=None, driver_image=None),
    )
    told = env("ml-pipeline", NAME)

    assert (told["V2_DRIVER_IMAGE"], told["V2_LAUNCHER_IMAGE"]) == (
        "ghcr.io/kubeflow/kfp-driver:2.5.0",
        "ghcr.io/kubeflow/kfp-launcher:2.5.0",
    )


def test_a_later_release_runs_the_images_of_steps_that_were_chosen(make, env, later):
    settings = PipelinesSettings(launcher_image="e.com/launcher:1", driver_image="e.com/d:1")
    make(defaults=later, settings=settings)
    told = env("ml-pipeline", NAME)

    assert (told["V2_DRIVER_IMAGE"], told["V2_LAUNCHER_IMAGE"]) == (
        "e.com/d:1",
        "e.com/launcher:1",
    )


@pytest.mark.parametrize(("run_logs", "published"), [("pods", "false"), ("kept", "true")])
def test_logs_of_steps_are_artifacts_in_a_later_release_if_they_are_to_stay(
    make, env, later, run_logs, published
):
    make(defaults=later, settings=PipelinesSettings(run_logs=run_logs))

    assert env("ml-pipeline", NAME)["PUBLISH_LOGS"] == published


def test_a_release_without_such_logs_is_not_told_of_them(make, env):
    make()

    assert "PUBLISH_LOGS" not in env("ml-pipeline", NAME)


def variables(deployment):
    [container] = deployment["spec"]["template"]["spec"]["containers"]
    return {each["name"]: each for each in container["env"]}


def test_it_is_told_which_store_is_bundled(newest):
    told = variables(newest("Deployment", "ml-pipeline"))

    assert told["OBJECTSTORECONFIG_HOST"]["value"] == "minio-service.kubeflow"
    assert told["OBJECTSTORECONFIG_PORT"]["value"] == "9000"


def test_it_is_told_the_domain_of_the_cluster(make, find):
    made = replace(AMBIENT, images=Images(release=V26_03_1), cluster_domain="example.internal")
    make(defaults=made)

    told = variables(find("Deployment", "ml-pipeline"))
    assert told["CLUSTER_DOMAIN"]["value"] == "example.internal"


def test_steps_get_authorities_by_the_names_of_their_release(make, find):
    store = S3(
        bucket="runs",
        region="any",
        endpoint="store.example.com",
        ca=CaBundle("authorities", "all.pem"),
    )
    settings = PipelinesSettings(object_store=store, archive_logs=False)
    make(settings=settings, defaults=replace(AMBIENT, images=Images(release=V26_03_1)))

    told = variables(find("Deployment", "ml-pipeline"))
    assert told["CABUNDLE_CONFIGMAP_NAME"]["value"] == "authorities"
    assert told["CABUNDLE_KEY_NAME"]["value"] == "all.pem"
    assert "EXECUTOR_CABUNDLE_CONFIGMAP_NAME" not in told


def test_the_kubelet_asks_by_http_since_v1_11(newest):
    [container] = newest("Deployment", "ml-pipeline")["spec"]["template"]["spec"]["containers"]

    assert container["readinessProbe"]["httpGet"] == {
        "path": "/apis/v1beta1/healthz",
        "port": 8888,
    }
