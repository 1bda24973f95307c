import pytest

from constructs_lib import (
    V26_03,
    V26_03_1,
    Config,
    Endpoint,
    Environment,
    OwnComponent,
    Platform,
)
from constructs_lib.config.components import CORE
from constructs_lib.delivery import refuse_two_pod_default_webhooks
from constructs_lib.delivery.waves import WAVE
from constructs_lib.platform import synthesize
from constructs_lib.workloads import MutatingWebhook, Watched, Webhook

OLD, NEW = (
    f"{name}-webhook-mutating-webhook-configuration" for name in ("admission", "poddefaults")
)
PATH = "/apply-poddefault"


def configuration(name, client, kind="MutatingWebhookConfiguration"):
    return {
        "kind": kind,
        "metadata": {"name": name},
        "webhooks": [{"clientConfig": client}],
    }


def by_service(name, path=PATH):
    return configuration(name, {"service": {"name": "webhook", "path": path}})


@pytest.mark.parametrize(
    "other",
    [by_service(OLD), configuration(OLD, {"url": f"https://webhook.example.com{PATH}"})],
    ids=["service", "url"],
)
def test_fails_for_two_webhooks_of_pod_defaults_and_names_both(other):
    with pytest.raises(ValueError, match=f"'{OLD}' and '{NEW}' would each apply PodDefaults"):
        refuse_two_pod_default_webhooks([by_service(NEW), other])


def test_other_webhooks_may_change_pods_too():
    others = [
        by_service("queues", path="/mutate--v1-pod"),
        configuration("everything", {"url": "https://webhook.example.com"}),
        {"kind": "MutatingWebhookConfiguration", "metadata": {"name": "empty"}},
        configuration(OLD, {"service": {"path": PATH}}, kind="ValidatingWebhookConfiguration"),
    ]

    refuse_two_pod_default_webhooks([by_service(NEW), *others])


@pytest.mark.slow
def test_fails_for_the_webhook_of_an_older_release_beside_the_newer_one():
    def older(scope, _):
        service = Endpoint(service="admission-webhook-service", namespace="older", port=443)
        watched = Watched(group="", version="v1", resource="pods", operations=("CREATE",))
        webhook = Webhook(name="pods.kubeflow.org", path=PATH, watched=watched)
        return MutatingWebhook(scope, "older", name=OLD, endpoint=service, webhooks=[webhook])

    own = OwnComponent(name="older", build=older)
    config = Config(
        release=V26_03_1,
        components=("profiles", "admission-webhook"),
        own=(own,),
    )
    with pytest.raises(ValueError, match=f"'{OLD}' and '{NEW}'"):
        synthesize(Platform(environments=(Environment("dev", config),)))


def sides():
    """Return the waves of an environment's objects with the release before, and with it."""
    return [
        {
            (obj["kind"], obj["metadata"]["name"]): int(
                obj["metadata"].get("annotations", {}).get(WAVE, 0)
            )
            for objects in synthesize(platform(release)).environments["dev"].values()
            for obj in objects
        }
        for release in (V26_03, V26_03_1)
    ]


def platform(release):
    config = Config(release=release, components=CORE)
    return Platform(environments=(Environment("dev", config),))


def pruned(old, new):
    """Return the wave in which Argo CD deletes each object that leaves.

    It swaps the first wave of what it deletes with the last, the second with the last but one.
    Source: pkg/sync/sync_context.go of argoproj/gitops-engine.
    """
    gone = {name: wave for name, wave in old.items() if name not in new}
    waves = sorted(set(gone.values()))
    other = dict(zip(waves, reversed(waves), strict=True))
    return {name: other[wave] for name, wave in gone.items()}


@pytest.mark.slow
def test_argo_cd_deletes_the_old_webhook_before_its_server_and_before_the_new_one():
    old, new = sides()
    deleted = pruned(old, new)

    webhook = deleted["MutatingWebhookConfiguration", OLD]
    assert webhook < deleted["Deployment", "admission-webhook-deployment"]
    assert webhook < deleted["Service", "admission-webhook-service"]
    assert webhook < new["MutatingWebhookConfiguration", NEW]
