from constructs_lib.config import (
    CaBundle,
    Experiments,
    ExternalKatibMySQL,
    ExternalKatibPostgres,
    KatibDatabase,
)

NAME = "katib-db-manager"


def test_anyone_of_the_mesh_comes_in_by_its_port(make, find, ambient):
    make(defaults=ambient)

    assert find("AuthorizationPolicy", NAME)["spec"]["rules"] == [
        {
            "from": [{"source": {"principals": ["*"]}}],
            "to": [{"operation": {"ports": ["6789"]}}],
        }
    ]


def test_has_an_account_without_a_token(make, find, pod):
    make()

    assert pod(NAME)["serviceAccountName"] == NAME
    assert find("ServiceAccount", NAME)["automountServiceAccountToken"] is False


def test_upstream_gives_it_the_default_account(make, pod):
    make(experiments=Experiments(database=KatibDatabase(accounts="default")))

    assert "serviceAccountName" not in pod(NAME)


def test_is_not_restarted_because_its_database_is_away(make, container, ambient):
    make(defaults=ambient)

    liveness = container(NAME, NAME)["livenessProbe"]
    assert liveness["tcpSocket"] == {"port": 6789}
    assert "grpc" not in liveness


def test_upstream_restarts_it_when_its_database_is_away(make, container):
    make()

    assert container(NAME, NAME)["livenessProbe"]["grpc"] == {"port": 6789}


def test_is_ready_when_it_reaches_its_database(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, NAME)["readinessProbe"]["grpc"] == {"port": 6789}


def told(container):
    variables = container(NAME, NAME)["env"]
    return {
        v["name"]: v.get("value") or v["valueFrom"]["secretKeyRef"]["key"] for v in variables
    }


def test_is_told_of_a_mysql_elsewhere(make, container):
    database = ExternalKatibMySQL(
        host="db.example.com", port=3307, secret="db", database="katib_a"
    )
    make(experiments=Experiments(database=database))

    assert told(container) == {
        "DB_NAME": "mysql",
        "DB_USER": "username",
        "DB_PASSWORD": "password",
        "KATIB_MYSQL_DB_HOST": "db.example.com",
        "KATIB_MYSQL_DB_PORT": "3307",
        "KATIB_MYSQL_DB_DATABASE": "katib_a",
    }


def test_is_told_of_a_postgres_elsewhere(make, container):
    database = ExternalKatibPostgres(host="db.example.com", secret="db", ca=CaBundle("db-ca"))
    make(experiments=Experiments(database=database))

    assert told(container) == {
        "DB_NAME": "postgres",
        "DB_USER": "username",
        "DB_PASSWORD": "password",
        "KATIB_POSTGRESQL_DB_HOST": "db.example.com",
        "KATIB_POSTGRESQL_DB_PORT": "5432",
        "KATIB_POSTGRESQL_DB_DATABASE": "katib",
        "KATIB_POSTGRESQL_SSL_MODE": "verify-full",
        "SSL_CERT_DIR": "/etc/authorities/database",
    }
