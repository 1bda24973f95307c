import pytest

from constructs_lib.catalog import Images
from constructs_lib.config import Experiments, Hardening, KatibDatabase, WorkloadDefaults
from constructs_lib.releases import V1_9_1, V1_11_0

NAME = "katib-mysql"
ACCOUNTS = "cluster.local/ns/kubeflow/sa"


def test_only_the_manager_comes_in(make, find, ambient):
    make(defaults=ambient)
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]

    assert rule == {
        "from": [{"source": {"principals": [f"{ACCOUNTS}/katib-db-manager"]}}],
        "to": [{"operation": {"ports": ["3306"]}}],
    }


def test_without_accounts_of_their_own_every_pod_of_the_default_one_comes_in(
    make, find, ambient
):
    make(defaults=ambient, experiments=Experiments(database=KatibDatabase(accounts="default")))
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]

    assert rule["from"] == [{"source": {"principals": [f"{ACCOUNTS}/default"]}}]


def test_its_account_has_no_token(make, find):
    make()

    assert find("ServiceAccount", NAME)["automountServiceAccountToken"] is False


def test_its_volume_is_written_by_one_pod_at_a_time(make, find):
    make()

    assert find("Deployment", NAME)["spec"]["strategy"] == {"type": "Recreate"}


def test_its_volume_is_as_large_as_decided(make, find):
    database = KatibDatabase(size="50Gi", storage_class="fast")
    make(experiments=Experiments(database=database))
    spec = find("PersistentVolumeClaim", NAME)["spec"]

    assert spec == {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "fast",
        "resources": {"requests": {"storage": "50Gi"}},
    }


def test_its_volume_belongs_to_its_user_where_it_is_not_root(make, pod, ambient):
    make(defaults=ambient)

    context = pod(NAME)["securityContext"]
    assert (context["fsGroup"], context["fsGroupChangePolicy"]) == (999, "OnRootMismatch")


def test_root_needs_no_volume_of_its_own(make, pod):
    make()

    assert "securityContext" not in pod(NAME)


def test_nobody_comes_in_without_a_password(make, env):
    make()

    assert "MYSQL_ALLOW_EMPTY_PASSWORD" not in env(NAME, NAME)


def test_upstream_lets_an_empty_password_pass(make, env):
    make(experiments=Experiments(database=KatibDatabase(passwordless="allowed")))

    assert env(NAME, NAME)["MYSQL_ALLOW_EMPTY_PASSWORD"] == "true"


def test_it_has_resources_of_its_own(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, NAME)["resources"]["limits"] == {"cpu": "1", "memory": "1Gi"}


def test_it_takes_katibs_row_where_it_has_none_of_its_own(make, container, ambient):
    make(defaults=ambient, experiments=Experiments(database=KatibDatabase(resources=None)))

    assert container(NAME, NAME)["resources"]["limits"] == {"cpu": "500m", "memory": "512Mi"}


@pytest.mark.parametrize(
    ("release", "asked"),
    [(V1_9_1, "mysqladmin ping"), (V1_11_0, "mysql -h 127.0.0.1 -D")],
    ids=lambda each: getattr(each, "name", None),
)
def test_is_probed_as_its_release_does(make, container, release, asked):
    make(defaults=WorkloadDefaults(images=Images(release=release)))

    [*_, command] = container(NAME, NAME)["livenessProbe"]["exec"]["command"]
    assert command.startswith(asked)


def test_has_a_quarter_of_an_hour_to_renew_its_data(make, container):
    newer = Images(release=V1_11_0)
    make(defaults=WorkloadDefaults(images=newer, hardening=Hardening()))

    probe = container(NAME, NAME)["startupProbe"]
    assert probe["periodSeconds"] * probe["failureThreshold"] == 900
