from constructs_lib.config import Experiments, KatibDatabase

NAME = "katib-db-manager"


def test_anyone_of_the_mesh_comes_in_by_its_port(make, find, ambient):
    make(runtime=ambient)

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
    make(runtime=ambient)

    liveness = container(NAME, NAME)["livenessProbe"]
    assert liveness["tcpSocket"] == {"port": 6789}
    assert "grpc" not in liveness


def test_upstream_restarts_it_when_its_database_is_away(make, container):
    make()

    assert container(NAME, NAME)["livenessProbe"]["grpc"] == {"port": 6789}


def test_is_ready_when_it_reaches_its_database(make, container, ambient):
    make(runtime=ambient)

    assert container(NAME, NAME)["readinessProbe"]["grpc"] == {"port": 6789}
