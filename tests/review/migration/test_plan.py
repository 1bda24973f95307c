import pytest

from constructs_lib.review.migration import plan_migration


def called(identities):
    return [f"{identity.kind} {identity.name}" for identity in identities]


def deployment(name, *, namespace="kubeflow", claims=(), templates=(), **fields):
    volumes = [{"persistentVolumeClaim": {"claimName": claim}} for claim in claims]
    pod = {"containers": [{"image": "example.com/app:1"}], "volumes": volumes}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"template": {"metadata": {}, "spec": pod}},
        **fields,
    }


def test_what_the_platform_lacks_goes_for_good(plan):
    assert called(plan.gone) == [
        "Deployment artifacts-minio",
        "Deployment cache-deployer-deployment",
        "StatefulSet runs-mysql",
    ]


def test_what_the_platform_has_comes_back(plan):
    assert {"Deployment ml-pipeline", "Service cache-server"} <= set(called(plan.recreated))


def test_what_could_not_be_changed_in_place_is_named_with_its_fields(plan):
    assert [(c.identity.name, c.fields) for c in plan.changed] == [
        ("cache-server", ("spec.selector",)),
        ("ml-pipeline", ("spec.selector",)),
    ]


@pytest.mark.parametrize(
    ("rolling", "strategy", "fields"),
    [
        ({"maxSurge": 1}, {"type": "Recreate"}, [("app", ("spec.strategy",))]),
        ({"maxSurge": 1}, {"type": "RollingUpdate"}, []),
        (None, {"type": "Recreate"}, []),
    ],
)
def test_a_strategy_is_not_changed_over_the_numbers_of_another(rolling, strategy, fields):
    now, then = deployment("app"), deployment("app")
    now["spec"]["strategy"] = {"rollingUpdate": rolling}
    then["spec"]["strategy"] = strategy
    plan = plan_migration([now], {"unit": [then]}, namespace="kubeflow")

    assert [(c.identity.name, c.fields) for c in plan.changed] == fields


def test_what_others_make_is_not_counted(plan):
    everything = {*called(plan.gone), *called(plan.recreated)}

    assert everything.isdisjoint({"ReplicaSet ml-pipeline-5d4f", "ConfigMap kube-root-ca.crt"})


def test_what_is_cluster_wide_stays(plan):
    assert "ClusterRole ml-pipeline" in called(plan.shared)
    assert called(plan.leftover) == ["ClusterRoleBinding cache-deployer"]


def test_a_binding_with_another_role_is_refused(plan):
    assert [(c.identity.name, c.fields) for c in plan.refused] == [
        ("katib-controller", ("roleRef",))
    ]


def test_objects_are_counted_by_definition_here_and_elsewhere(plan):
    found = {
        definition.name: (
            definition.within("kubeflow"),
            definition.beyond("kubeflow"),
            definition.defined_anew,
        )
        for definition in plan.definitions
    }

    assert found == {
        "experiments.kubeflow.org": (1, 1, True),
        "models.kubeflow.org": (0, 0, False),
        "trials.kubeflow.org": (1, 0, True),
    }


def test_versions_that_the_new_definition_does_not_know_are_named(plan):
    assert {d.name: d.lost for d in plan.definitions if d.lost} == {
        "experiments.kubeflow.org": ("v1alpha3",)
    }


def test_claims_say_who_mounts_them_and_what_becomes_of_their_volumes(plan):
    assert [(c.name, c.size, c.reclaim, c.mounted_by) for c in plan.claims] == [
        ("artifacts-minio", "50Gi", "", ("deployment/artifacts-minio",)),
        ("data-runs-mysql-0", "8Gi", "Delete", ("statefulset/runs-mysql",)),
        ("katib-mysql", "10Gi", "Retain", ("deployment/katib-mysql",)),
    ]


def test_servers_are_found_by_their_images(plan):
    assert [(server.workload, server.software) for server in plan.servers] == [
        ("deployment/artifacts-minio", "MinIO"),
        ("deployment/katib-mysql", "MySQL"),
        ("statefulset/runs-mysql", "MySQL"),
    ]


def test_databases_and_buckets_are_named_as_they_are_and_as_they_will_be(plan):
    assert [(kept.what, kept.now, kept.then) for kept in plan.kept] == [
        ("database of Pipelines", "runs", "mlpipeline"),
        ("database of the cache", "cachedb", "cachedb"),
        ("database of the metadata store", "metadb", "metadb"),
        ("bucket of Pipelines", "artifacts", "mlpipeline"),
        ("database of Katib", "katib", "katib"),
    ]


def test_secrets_are_named_and_it_is_said_which_the_platform_refers_to(plan):
    assert [(s.name, s.wanted) for s in plan.secrets] == [
        ("mysql-secret", True),
        ("sh.helm.release.v1.artifacts.v3", False),
    ]


def test_webhooks_whose_service_goes_are_named(plan):
    assert called(plan.hooks) == ["MutatingWebhookConfiguration cache-webhook-kubeflow"]


def test_finalizers_that_kubernetes_does_not_take_off_itself_are_named(plan):
    assert [(identity.name, finalizers) for identity, finalizers in plan.held] == [
        ("tune", ("update-prometheus-metrics",)),
        ("tune-1", ("clean-metrics-in-db",)),
    ]
    assert plan.held_resources == ("experiments.kubeflow.org", "trials.kubeflow.org")


def test_what_puts_things_back_is_named(plan):
    assert plan.owners == (
        "Argo CD Application `old-pipelines`",
        "Helm release `artifacts`, found by its Secrets",
    )


def test_who_keeps_data_serves_webhooks_or_takes_finalizers_off_is_not_stopped(plan):
    assert plan.writers == ("deployment/cache-deployer-deployment", "deployment/ml-pipeline")


def test_another_namespaces_state_is_refused(by_component):
    with pytest.raises(ValueError, match="no object of the namespace 'kubeflow' was found"):
        plan_migration(
            [deployment("a", namespace="other")], by_component, namespace="kubeflow"
        )


def test_a_platform_over_itself_loses_and_changes_nothing(by_component):
    live = [obj for objects in by_component.values() for obj in objects]
    plan = plan_migration(live, by_component, namespace="kubeflow")

    assert (plan.gone, plan.changed, plan.refused, plan.leftover) == ((), (), (), ())
    assert {d.lost for d in plan.definitions} == {()}
    assert all(kept.now == kept.then for kept in plan.kept)


def test_an_environment_with_backups_can_restore(synthesis):
    live = [deployment("a")]
    plans = {
        name: plan_migration(live, by_component, namespace="kubeflow")
        for name, by_component in synthesis.environments.items()
    }

    assert (plans["everything"].restores, plans["default"].restores) == (True, False)
