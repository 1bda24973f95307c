import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.delivery import Stage, annotated, rendered, sync_waves
from constructs_lib.delivery.overlay import ResourceId
from constructs_lib.delivery.references import references
from constructs_lib.delivery.waves import WAVE, name_of, targets_by_wave
from tests.delivery.test_references import deployment, thing
from tests.environments import CONFIGS
from tests.kustomize import build, write

CLAIM = thing("PersistentVolumeClaim", "disk")
DISK = {"volumes": [{"persistentVolumeClaim": {"claimName": "disk"}}]}


def wave(obj, *others):
    """Return an object's wave among others."""
    return sync_waves({"unit": [obj, *others]})[ResourceId.of(obj)]


def written(by_component):
    """Return the waves that objects are annotated with."""
    return {
        ResourceId.of(obj): int(obj["metadata"].get("annotations", {}).get(WAVE, "0"))
        for objects in by_component.values()
        for obj in objects
    }


def flat(by_component):
    return [obj for objects in by_component.values() for obj in objects]


@pytest.fixture(params=CONFIGS)
def by_component(synthesis, request):
    return synthesis.environments[request.param]


def test_nothing_is_applied_before_what_it_needs(by_component):
    waves = written(by_component)
    early = [
        reference
        for reference in references(flat(by_component))
        if waves[reference.of] < waves[reference.to] + reference.ready
    ]

    assert early == []


def test_every_environment_has_its_waves_written(by_component):
    assert written(by_component) == sync_waves(by_component)


def test_no_volume_is_waited_for_before_a_pod_asks_for_it(by_component):
    waves, last = written(by_component), max(written(by_component).values())
    pods = [
        reference
        for reference in references(flat(by_component))
        if reference.to.kind == "PersistentVolumeClaim"
    ]
    waited = {
        reference.to.name
        for reference in pods
        if waves[reference.to] < last
        and not any(
            waves[other.of] == waves[other.to]
            for other in pods
            if other.to == reference.to and other.of.kind != "CronJob"
        )
    }

    assert waited == set()


def test_nothing_that_may_take_its_time_is_waited_for(by_component):
    waves = written(by_component)
    last = max(waves.values())
    slow = {"HTTPRoute", "PodDisruptionBudget", "HorizontalPodAutoscaler", "CronJob"}

    assert {waves[identity] for identity in waves if identity.kind in slow} <= {last}


def test_the_stages_come_in_the_documents_order(synthesis):
    waves = written(synthesis.environments["default"])

    def first(kind, name):
        [found] = [i for i in waves if (i.kind, i.name) == (kind, name)]
        return waves[found]

    order = [
        first("CustomResourceDefinition", "notebooks.kubeflow.org"),
        first("ClusterRole", "kubeflow-admin"),
        first("Job", "generate-secrets"),
        first("Deployment", "mysql"),
        first("Deployment", "ml-pipeline"),
        first("MutatingWebhookConfiguration", "cache-webhook-kubeflow"),
        first("Deployment", "ml-pipeline-ui-guard"),
        first("VirtualService", "ml-pipeline-ui"),
    ]
    assert order == sorted(set(order))


@pytest.mark.parametrize("kind", ["Namespace", "Profile", "CustomResourceDefinition"])
def test_what_others_live_in_comes_first(kind):
    spec = {"group": "example.com", "names": {"kind": "Other"}}

    assert wave(thing(kind, namespace="", spec=spec)) == Stage.KINDS


@pytest.mark.parametrize("kind", ["ConfigMap", "ServiceAccount", "Secret", "Service"])
def test_settings_have_no_wave_of_their_own(kind):
    assert wave(thing(kind, spec={})) == 0


def test_pods_without_a_route_come_before_those_with_one():
    route = thing("HTTPRoute", spec={"rules": [{"backendRefs": [{"name": "server"}]}]})
    service = thing("Service", "server", spec={"selector": {"app": "server"}})

    assert (wave(deployment(), service), wave(deployment(), service, route)) == (
        Stage.CONTROLLERS,
        Stage.APPS,
    )


def test_what_keeps_data_comes_with_its_volume():
    waves = sync_waves({"unit": [deployment(DISK), CLAIM]})

    assert set(waves.values()) == {Stage.DATA}


def test_a_volume_of_several_comes_with_the_first_pod_that_asks_for_it():
    spec = {"jobTemplate": {"spec": deployment(DISK)["spec"]}}

    assert wave(CLAIM, deployment(DISK), thing("CronJob", "copy", spec=spec)) == Stage.DATA


def test_a_volume_of_a_cron_job_comes_last():
    spec = {"jobTemplate": {"spec": deployment(DISK)["spec"]}}

    assert wave(CLAIM, thing("CronJob", "copy", spec=spec)) == Stage.ROUTES


def test_a_certificate_that_pods_read_comes_before_them():
    spec = {"secretName": "own", "issuerRef": {"name": "own"}}
    reader = deployment({"volumes": [{"secret": {"secretName": "own"}}]})

    assert wave(thing("Certificate", spec=spec), reader) < Stage.DATA


def test_a_volume_that_no_pod_asks_for_is_waited_for_by_nothing():
    assert wave(CLAIM) == Stage.ROUTES


def test_a_certificate_that_others_read_is_waited_for_by_nothing():
    certificate = thing("Certificate", spec={"secretName": "edge", "issuerRef": {"name": ""}})

    assert wave(certificate) == Stage.ROUTES


def test_an_object_is_later_than_its_stage_if_what_it_needs_is():
    webhook = thing(
        "MutatingWebhookConfiguration",
        namespace="",
        webhooks=[{"clientConfig": {"service": {"name": "server", "namespace": "kubeflow"}}}],
    )
    service = thing("Service", "server", spec={"selector": {"app": "server"}})

    assert wave(webhook, service, deployment()) == Stage.CONTROLLERS + 1


def test_fails_for_objects_that_wait_for_each_other():
    secret = {"volumes": [{"secret": {"secretName": "own"}}], "serviceAccountName": "own"}
    job = thing("Job", "one", spec=deployment(secret)["spec"])
    other = {**job, "metadata": {**job["metadata"], "name": "two"}}
    role = thing(
        "Role",
        "own",
        rules=[{"resources": ["secrets"], "verbs": ["patch"], "resourceNames": ["own"]}],
    )
    binding = thing(
        "RoleBinding",
        "own",
        roleRef={"kind": "Role", "name": "own"},
        subjects=[{"kind": "ServiceAccount", "name": "own", "namespace": "kubeflow"}],
    )

    message = "Job 'one' needs Job 'two' needs Job 'one'|Job 'two' needs Job 'one' needs Job"
    with pytest.raises(ValueError, match=message):
        sync_waves({"unit": [job, other, role, binding]})


def test_wave_0_is_not_written():
    obj = thing("ConfigMap")

    assert annotated({"unit": [obj]}, {ResourceId.of(obj): 0}) == {"unit": [obj]}


def test_an_object_keeps_its_own_annotations():
    obj = thing("Job", annotations={"argocd.argoproj.io/hook": "Sync"})
    [made] = annotated({"unit": [obj]}, {ResourceId.of(obj): 1})["unit"]

    assert made["metadata"]["annotations"] == {"argocd.argoproj.io/hook": "Sync", WAVE: "1"}


@pytest.mark.parametrize(
    ("number", "name"),
    [(-10, "kinds"), (1, "rights-1"), (20, "controllers"), (42, "routes-2")],
)
def test_a_wave_is_named_after_its_stage(number, name):
    assert name_of(number) == name


def test_a_kind_of_one_wave_is_a_target_without_names():
    waves = {ResourceId("apps", "Deployment", "kubeflow", name): 20 for name in ("a", "b")}

    assert targets_by_wave(waves) == {20: [{"group": "apps", "kind": "Deployment"}]}


def test_what_carries_its_wave_already_is_no_target():
    waves = {
        ResourceId("", "Pod", "kubeflow", name): wave
        for name, wave in {"a": 10, "b": 20}.items()
    }
    own = [ResourceId("", "Pod", "kubeflow", "b")]

    assert targets_by_wave(waves, written=own) == {
        10: [{"kind": "Pod", "name": "a", "namespace": "kubeflow"}]
    }


def test_kustomize_gives_each_object_its_wave_and_no_other(tmp_path):
    names = ["a.b", "axb", "a", "ab"]
    objects = [thing("ConfigMap", name) for name in names]
    waves = dict(zip(map(ResourceId.of, objects), [10, 0, 20, 0], strict=True))
    patches = [
        {
            "path": f"wave-{wave}.yaml",
            "target": target,
        }
        for wave, found in targets_by_wave(waves).items()
        for target in found
    ]
    files = {
        f"wave-{wave}.yaml": rendered([thing("Any", "any", "", annotations={WAVE: str(wave)})])
        for wave in (10, 20)
    }
    files["objects.yaml"] = rendered(objects)
    files["kustomization.yaml"] = rendered(
        [{"resources": ["objects.yaml"], "patches": patches}]
    )

    assert written({"built": build(write(files, tmp_path))}) == waves


@pytest.mark.parametrize("kind", ["HTTPListenerPolicy", "ListenerPolicy", "TrafficPolicy"])
def test_a_policy_of_kgateway_which_needs_its_route_is_waited_for_by_nothing(kind):
    assert wave(thing(kind, "any")) == Stage.ROUTES


NAMES = st.sampled_from(["one", "two", "three"])


@st.composite
def environments(draw):
    """Return objects that name one another, whether what they name is there or not."""
    objects = [
        thing(kind, name)
        for kind in ("ConfigMap", "Secret", "ServiceAccount", "PersistentVolumeClaim")
        for name in draw(st.sets(NAMES))
    ]
    for name in draw(st.sets(NAMES)):
        source = {
            "config": {"configMap": {"name": draw(NAMES)}},
            "secret": {"secret": {"secretName": draw(NAMES)}},
            "claim": {"persistentVolumeClaim": {"claimName": draw(NAMES)}},
        }[draw(st.sampled_from(["config", "secret", "claim"]))]
        spec = {"volumes": [source], "serviceAccountName": draw(NAMES), "containers": []}
        template = {"metadata": {"labels": {"app": draw(NAMES)}}, "spec": spec}
        objects.append(thing("Deployment", name, spec={"template": template}))
    objects += [
        thing("Service", name, spec={"selector": {"app": draw(NAMES)}})
        for name in draw(st.sets(NAMES))
    ]
    for name in draw(st.sets(NAMES)):
        backends = [{"name": draw(NAMES), "namespace": "kubeflow", "port": 80}]
        objects.append(thing("HTTPRoute", name, spec={"rules": [{"backendRefs": backends}]}))
    for name in draw(st.sets(NAMES)):
        config = {"service": {"name": draw(NAMES), "namespace": "kubeflow"}}
        hooks = [{"clientConfig": config}]
        objects.append(
            thing("MutatingWebhookConfiguration", name, namespace="", webhooks=hooks)
        )
    return draw(st.permutations(objects))


@given(environments())
def test_whatever_names_what_it_comes_no_earlier_and_later_where_that_must_be_ready(objects):
    waves = sync_waves({"unit": objects})

    assert [
        reference
        for reference in references(objects)
        if waves[reference.of] < waves[reference.to] + reference.ready
    ] == []


@given(environments())
def test_the_order_in_which_objects_are_listed_makes_no_other_waves(objects):
    assert sync_waves({"unit": objects}) == sync_waves({"unit": objects[::-1]})
