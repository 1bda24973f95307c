import pytest

from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import ExternalMySQL, PipelinesSettings

ACCOUNTS = "cluster.local/ns/kubeflow/sa"


def test_the_stores_manifests(part, yaml_snapshot):
    assert part("metadata-grpc") == yaml_snapshot


def test_the_envoys_manifests(part, yaml_snapshot):
    assert part("metadata-envoy") == yaml_snapshot


def test_the_writers_manifests(part, yaml_snapshot):
    assert part("metadata-writer") == yaml_snapshot


def test_whoever_is_in_the_mesh_reaches_the_store(make, find):
    make()
    [rule] = find("AuthorizationPolicy", "metadata-grpc-service")["spec"]["rules"]

    assert rule["from"] == [{"source": {"principals": ["*"]}}]


def test_steps_without_a_sidecar_reach_the_store_of_a_mesh_of_sidecars(make, find, upstream):
    make(defaults=upstream)

    assert find("AuthorizationPolicy", "metadata-grpc-service")["spec"]["rules"] == [{}]


def test_browsers_come_to_the_envoy_by_the_gateway(make, find):
    make()
    [rule] = find("AuthorizationPolicy", "metadata-envoy")["spec"]["rules"]

    assert rule["from"][0]["source"]["principals"] == [
        f"{ACCOUNTS}/istio-ingressgateway-service-account"
    ]


def test_browsers_read_what_the_store_holds_and_write_nothing(make, find):
    make()
    [route] = find("VirtualService", "metadata-grpc")["spec"]["http"]

    assert route["match"][0]["uri"] == {"prefix": "/ml_metadata.MetadataStoreService/Get"}


def test_with_an_open_page_they_write_too_and_its_server_asks_for_them(make, find):
    make(settings=PipelinesSettings(page="open"))
    [route] = find("VirtualService", "metadata-grpc")["spec"]["http"]
    [rule] = find("AuthorizationPolicy", "metadata-envoy")["spec"]["rules"]

    assert route["match"][0]["uri"] == {"prefix": "/ml_metadata"}
    assert f"{ACCOUNTS}/ml-pipeline-ui" in rule["from"][0]["source"]["principals"]


def test_the_envoy_has_an_account_of_its_own_without_a_token(make, find):
    make()

    assert find("ServiceAccount", "metadata-envoy")["automountServiceAccountToken"] is False


def test_the_store_logs_in_where_the_database_is(make, find):
    make(
        settings=PipelinesSettings(database=ExternalMySQL(host="db.example.com", secret="db"))
    )
    data = find("ConfigMap", "pipeline-install-config")["data"]

    assert (data["dbHost"], data["dbPort"]) == ("db.example.com", "3306")


HEADERS = "grpc.max_metadata_size=32768"
MESSAGE = "grpc.max_receive_message_length=8388608"


@pytest.mark.parametrize(
    ("headers", "message", "flags"),
    [
        (None, None, []),
        (32768, None, [f"--grpc_channel_arguments={HEADERS}"]),
        (None, 8388608, [f"--grpc_channel_arguments={MESSAGE}"]),
        (32768, 8388608, [f"--grpc_channel_arguments={HEADERS},{MESSAGE}"]),
    ],
)
def test_the_stores_grpc_is_told_its_limits(make, container, headers, message, flags):
    user = WebAppSettings(header_limit=headers)
    make(user=user, settings=PipelinesSettings(metadata_message=message))
    arguments = container("metadata-grpc-deployment", "container")["args"]

    assert [each for each in arguments if "channel" in each] == flags


def test_its_limits_are_the_releases_where_none_is_chosen(make, find, newest_defaults):
    make(
        settings=PipelinesSettings(metadata_message=None),
        user=WebAppSettings(header_limit=None),
        defaults=newest_defaults,
    )
    pod = find("Deployment", "metadata-grpc-deployment")["spec"]["template"]["spec"]
    [limits] = [each for each in pod["containers"][0]["args"] if "channel" in each]

    assert limits.partition("=")[2].split(",") == [
        "grpc.max_metadata_size=16384",
        "grpc.max_receive_message_length=104857600",
        "grpc.max_send_message_length=104857600",
    ]


def test_the_envoy_reads_a_file_of_a_config_map_since_v1_11(newest):
    pod = newest("Deployment", "metadata-envoy-deployment")["spec"]["template"]["spec"]

    assert pod["containers"][0]["args"] == ["/etc/envoy/envoy-config.yaml"]
    assert pod["volumes"][0]["configMap"] == {"name": "metadata-envoy-configmap"}
    assert "envoy-config.yaml" in newest("ConfigMap", "metadata-envoy-configmap")["data"]


def test_the_page_may_not_write_by_the_file_of_a_config_map_either(newest):
    [route] = newest("VirtualService", "metadata-grpc")["spec"]["http"]

    assert route["match"] == [{"uri": {"prefix": "/ml_metadata.MetadataStoreService/Get"}}]
