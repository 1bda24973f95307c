from constructs_lib.config import CaBundle, ExternalMySQL, PipelinesSettings


def test_manifests(part, yaml_snapshot):
    assert part("cache-server") == yaml_snapshot


def test_no_step_waits_for_a_cache_that_is_away(make, find):
    make()
    [hook] = find("MutatingWebhookConfiguration", "cache-webhook-kubeflow")["webhooks"]

    assert hook["failurePolicy"] == "Ignore"


def test_the_api_server_reaches_its_port_and_no_other(make, find):
    make()
    [rule] = find("AuthorizationPolicy", "service-cache-server")["spec"]["rules"]

    assert rule == {"to": [{"operation": {"ports": ["8443"]}}]}


def test_results_grow_as_old_as_decided(make, find):
    make(settings=PipelinesSettings(cache_staleness="P30D", cache_staleness_limit="P90D"))
    data = find("ConfigMap", "pipeline-install-config")["data"]

    assert (data["DEFAULT_CACHE_STALENESS"], data["MAXIMUM_CACHE_STALENESS"]) == (
        "P30D",
        "P90D",
    )


def test_an_external_database_is_spoken_to_by_tls(make, container):
    make(
        settings=PipelinesSettings(database=ExternalMySQL(host="db.example.com", secret="db"))
    )

    assert container("cache-server", "server")["args"][-1] == (
        '--db_extra_params={"tls":"true"}'
    )


def test_believes_the_databases_authorities(make, env, container):
    database = ExternalMySQL(host="db.example.com", secret="db", ca=CaBundle("db-ca"))
    make(settings=PipelinesSettings(database=database))
    folders = [
        mount["mountPath"] for mount in container("cache-server", "server")["volumeMounts"]
    ]

    assert env("cache-server", "server")["SSL_CERT_DIR"] in folders


def test_may_not_touch_tekton_where_upstream_no_longer_may(
    make, find, upstream, later_upstream
):
    make(defaults=upstream)
    before = str(find("Role", "kubeflow-pipelines-cache-role"))
    make(defaults=later_upstream)

    assert "tekton.dev" in before
    assert "tekton.dev" not in str(find("Role", "kubeflow-pipelines-cache-role"))
