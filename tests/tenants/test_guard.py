"""What the API server refuses in profiles follows from what is decided."""

import re

import pytest

from constructs_lib.config import UPSTREAM, Ambient, Sidecars, TenantRules
from constructs_lib.kube import objects_of
from constructs_lib.releases import V1_9_1, V1_10_2
from constructs_lib.tenants import PREFIX, TenantGuard

POLICY = "ValidatingAdmissionPolicy"
WRITERS = {"system:serviceaccount:kubeflow:notebook-controller": "/notebook/"}

# The Kubernetes that brought each function of CEL which the policies call
# (kubernetes.io, "Common Expression Language in Kubernetes").
SINCE = {
    "all": 1.23,
    "allowed": 1.28,
    "check": 1.28,
    "dyn": 1.23,
    "exists": 1.23,
    "group": 1.28,
    "has": 1.23,
    "hasValue": 1.29,
    "lowerAscii": 1.23,
    "map": 1.23,
    "matches": 1.23,
    "optMap": 1.29,
    "orValue": 1.29,
    "resource": 1.28,
    "size": 1.23,
    "startsWith": 1.23,
    "value": 1.29,
}
RULES, AMBIENT = TenantRules(), Ambient()
# The oldest Kubernetes that the library promises.
OLDEST = 1.30


@pytest.fixture
def guard(chart):
    def _guard(
        rules=RULES,
        *,
        mesh=AMBIENT,
        routes="guarded",
        headers=("x-user",),
        kserve=False,
        spark=False,
        queued=False,
        trainer=False,
        training=V1_9_1.training,
        schedules=False,
    ):
        return TenantGuard(
            chart,
            "Guard",
            rules=rules,
            mesh=mesh,
            routes=routes,
            headers=headers,
            reserved=("/", "/dex/"),
            writers=WRITERS,
            viewers="/pvcviewers",
            kserve=kserve,
            spark=spark,
            queued=queued,
            trainer=trainer,
            training=training,
            schedules=schedules,
        )

    return _guard


@pytest.fixture
def policies(chart):
    """Return the expressions of each policy by the policy's name."""

    def _policies():
        return {
            obj["metadata"]["name"].removeprefix(PREFIX): [
                each["expression"]
                for part in ("matchConditions", "variables", "validations")
                for each in obj["spec"].get(part, ())
            ]
            for obj in objects_of(chart)
            if obj["kind"] == POLICY
        }

    return _policies


def test_applications_of_spark_are_held_to_their_profile_where_there_are_any(guard, policies):
    guard(spark=True)

    assert "spark" in policies()


def test_recurring_runs_stay_where_they_are_where_that_is_wanted(guard, policies):
    guard(schedules=True)

    *_, demand = policies()["schedules"]
    assert "'system:serviceaccount:kubeflow:ml-pipeline'" in demand


def test_training_jobs_wait_where_there_are_queues_for_them(guard, policies):
    guard(queued=True)

    assert "queues" in policies()


@pytest.mark.parametrize("installed", [True, False])
@pytest.mark.parametrize("name", ["queues", "mesh-templates"])
def test_train_jobs_are_looked_at_where_trainer_is_installed(guard, find, name, installed):
    guard(queued=True, trainer=installed)
    rules = find(POLICY, f"{PREFIX}{name}")["spec"]["matchConstraints"]["resourceRules"]

    assert any("trainjobs" in rule["resources"] for rule in rules) is installed


@pytest.mark.parametrize(
    ("training", "named"),
    [
        (
            V1_9_1.training,
            [
                "MPIJob and MXJob of kubeflow.org/v1",
                "a PyTorchJob, TFJob, PaddleJob or XGBoostJob",
            ],
        ),
        (
            V1_10_2.training,
            [
                "MPIJob of kubeflow.org/v1",
                "a PyTorchJob, TFJob, PaddleJob, XGBoostJob or JAXJob",
            ],
        ),
    ],
    ids=["v1.9.1", "v1.10.2"],
)
def test_what_no_queue_holds_is_refused_by_name(guard, find, training, named):
    guard(queued=True, training=training)
    first, _ = find(POLICY, f"{PREFIX}queues")["spec"]["validations"]

    unknown, held = named
    assert first["message"] == (
        f"Kueue holds no {unknown}, which would run beside the queue; use {held}"
    )


def test_the_pods_of_every_training_job_stay_in_the_mesh(guard, find):
    guard(training=V1_10_2.training)
    spec = find(POLICY, f"{PREFIX}mesh-templates")["spec"]
    kinds = spec["matchConstraints"]["resourceRules"][0]["resources"]
    replicas = {each["name"]: each["expression"] for each in spec["variables"]}["replicas"]

    assert {f"{kind.lower()}s" for kind in V1_10_2.training.kinds} <= set(kinds)
    assert "['jax', 'mpi', 'paddle', 'pytorch', 'tf', 'xgb']" in replicas


def test_manifests(guard, chart, yaml_snapshot):
    guard()

    assert objects_of(chart) == yaml_snapshot


@pytest.mark.parametrize(
    ("field", "choice", "gone"),
    [
        ("ingress", "admitted", ["ingress"]),
        (
            "mesh",
            "open",
            [
                "mesh",
                "mesh-templates",
                "waypoint",
                "waypoint-connections",
                "waypoint-identity",
                "waypoint-pods",
            ],
        ),
        ("pod_security", "privileged", ["pods"]),
        ("services", "any", ["endpoints", "services"]),
        ("tokens", "any", ["token-requests", "token-secrets"]),
    ],
)
def test_a_choice_opens_its_way_in_and_no_other(guard, policies, field, choice, gone):
    guard(TenantRules(**{field: choice}))

    assert sorted(set(EVERY) - policies().keys()) == gone


EVERY = (
    "endpoints",
    "ingress",
    "mesh",
    "mesh-templates",
    "notebooks",
    "pods",
    "routes",
    "services",
    "token-requests",
    "token-secrets",
    "viewers",
    "waypoint",
    "waypoint-connections",
    "waypoint-identity",
    "waypoint-pods",
)


def test_by_default_every_way_in_is_closed(guard, policies):
    guard()

    assert sorted(policies()) == sorted(EVERY)


def test_upstream_closes_none(guard, policies):
    guard(UPSTREAM.tenants, mesh=Sidecars(), routes="writable")

    assert policies() == {}


def test_what_kserve_copies_to_pods_is_looked_at_where_it_is_installed(
    guard, find, yaml_snapshot
):
    guard(kserve=True)

    assert find(POLICY, f"{PREFIX}mesh-templates")["spec"] == yaml_snapshot


def test_sidecars_have_no_waypoints_to_guard(guard, policies):
    guard(mesh=Sidecars())

    assert not [name for name in policies() if name.startswith(("mesh", "waypoint"))]


def test_routes_that_tenants_may_write_are_not_looked_at(guard, policies):
    guard(routes="writable")

    assert policies().keys().isdisjoint({"notebooks", "routes", "viewers"})


@pytest.mark.parametrize(
    ("enforcement", "actions"), [("deny", ["Deny"]), ("warn", ["Warn", "Audit"])]
)
def test_it_denies_or_warns(guard, chart, enforcement, actions):
    guard(TenantRules(enforcement=enforcement))
    bindings = [obj for obj in objects_of(chart) if obj["kind"] == f"{POLICY}Binding"]

    assert {tuple(each["spec"]["validationActions"]) for each in bindings} == {tuple(actions)}


def test_it_fails_closed(guard, chart):
    guard()
    found = [obj["spec"] for obj in objects_of(chart) if obj["kind"] == POLICY]

    assert {spec["failurePolicy"] for spec in found} == {"Fail"}


def test_istiods_account_is_the_revisions(guard, policies):
    guard(mesh=Ambient(istiod_namespace="mesh", revision="canary"))

    assert "system:serviceaccount:mesh:istiod-canary" in str(policies()["waypoint"])


def test_an_external_service_is_let_through_in_its_profile(guard, policies):
    guard(TenantRules(external_services={"team": ("mysql",)}))

    assert "'team': ['mysql']" in str(policies()["services"])
    assert "'team': ['mysql']" in str(policies()["endpoints"])


def test_a_named_priority_class_is_let_through(guard, policies):
    guard(TenantRules(priority_classes=("batch",)))

    assert "in ['', 'batch']" in str(policies()["pods"])


def test_knative_leads_elsewhere_with_sidecars_only(guard, policies):
    guard(mesh=Sidecars())

    assert "knative-serving:controller" in str(policies()["services"])


def test_fails_where_no_header_says_who_the_user_is(guard):
    with pytest.raises(ValueError, match="name at least one header that identifies the user"):
        guard(headers=())


def test_every_function_is_of_a_kubernetes_that_is_promised(guard, policies):
    guard()
    text = "\n".join(each for found in policies().values() for each in found)
    # What stands in quotes is data.
    called = set(re.findall(r"([A-Za-z]+)\(", re.sub(r"r?'[^']*'", "''", text)))

    assert called - {"in"} == SINCE.keys()
    assert max(SINCE.values()) <= OLDEST
