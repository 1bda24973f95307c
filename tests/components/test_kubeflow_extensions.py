import pytest

from constructs_lib import Backup, BackupBucket, BackupVolume, KubeflowCore, Sidecars
from constructs_lib.components import KubeflowExtensions
from constructs_lib.config import UPSTREAM, Config
from constructs_lib.config.components import CORE
from constructs_lib.kube import objects_of
from constructs_lib.recovery import Recovery

pytestmark = pytest.mark.slow


@pytest.fixture
def make(chart):
    def _make(config: Config) -> KubeflowExtensions:
        core = KubeflowCore(chart, "core", config=config)
        return KubeflowExtensions(chart, "extensions", core=core, config=config)

    return _make


@pytest.mark.parametrize(
    ("config", "by_component"),
    [
        (
            Config(),
            [
                "training-operator",
                "katib",
                "metacontroller",
                "pipelines",
                "profile-waypoints",
            ],
        ),
        (UPSTREAM, ["training-operator", "katib", "metacontroller", "pipelines"]),
        (Config(components=CORE), ["metacontroller", "profile-waypoints"]),
        (Config(components=CORE, mesh=Sidecars()), []),
    ],
    ids=["all", "upstream", "the core in ambient", "the core with sidecars"],
)
def test_what_is_installed_follows_from_components_and_mesh(make, config, by_component):
    assert list(make(config).parts) == by_component


def test_every_part_says_which_secrets_it_needs(make):
    assert {secret.name for secret in make(Config()).needed} == {
        "katib-mysql-secrets",
        "mlpipeline-minio-artifact",
        "mysql-secret",
    }


@pytest.mark.parametrize("caller", ["katib-controller", "visualizationserver"])
def test_profiles_let_in_whoever_has_work_there(make, chart, caller):
    make(Config())
    (settings,) = (
        obj["data"]["settings.json"]
        for obj in objects_of(chart)
        if (obj["kind"], obj["metadata"]["name"]) == ("ConfigMap", "profile-waypoints")
    )

    assert f'"name": "{caller}"' in settings


def callers(chart, policy):
    [rule] = next(
        obj["spec"]["rules"]
        for obj in objects_of(chart)
        if (obj["kind"], obj["metadata"]["name"]) == ("AuthorizationPolicy", policy)
    )
    return rule["from"][0]["source"]["principals"]


@pytest.mark.parametrize(
    ("of", "let_in"),
    [
        (("pipelines", "katib"), {"mysql", "katib-mysql"}),
        (("katib",), {"katib-mysql"}),
        (("artifacts",), set()),
        (None, set()),
    ],
    ids=["both", "katib's", "no database", "no backup"],
)
def test_a_database_lets_in_who_copies_it_and_only_then(make, chart, of, let_in):
    backup = Backup(destination=BackupVolume(claim="copies"), of=of) if of else None
    make(Config(backup=backup))
    principal = "cluster.local/ns/kubeflow/sa/backup"

    assert {
        name for name in ("mysql", "katib-mysql") if principal in callers(chart, name)
    } == let_in


def test_a_backup_and_a_recovery_may_share_a_bucket(make):
    bucket = BackupBucket(bucket="copies", region="eu-west-1", secret="copies-login")
    made = make(
        Config(backup=Backup(destination=bucket), recovery=Recovery(destination=bucket))
    )

    assert [each.name for each in made.needed].count("copies-login") == 1
