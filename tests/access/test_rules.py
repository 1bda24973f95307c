import pytest

from constructs_lib.access import READ, Rule, allow, allow_url, allow_webhooks


def test_a_rule_reads_as_a_sentence():
    assert allow(READ, "pods", "services") == Rule(
        verbs=("get", "list", "watch"), groups=("",), resources=("pods", "services")
    )


def test_a_rule_may_be_for_several_groups():
    assert allow(("get",), "events", group=("", "events.k8s.io")).groups == (
        "",
        "events.k8s.io",
    )


def test_a_rule_may_be_for_objects_of_one_name():
    rule = allow(("list",), "secrets", names=["own"]).to_k8s()

    assert rule.resource_names == ["own"]


def test_fails_for_a_rule_without_resources():
    with pytest.raises(ValueError, match=r"allow\(\['get'\]\) names no resource"):
        allow(("get",))


@pytest.mark.parametrize("verbs", ["get", (), []], ids=repr)
def test_fails_for_verbs_that_are_no_list_of_them(verbs):
    with pytest.raises(ValueError, match=r"wants verbs such as \('get', 'list'\), got"):
        allow(verbs, "pods")


def test_a_rule_may_be_for_urls():
    assert allow_url("get", "/metrics") == Rule(verbs=("get",), urls=("/metrics",))


def test_fails_for_no_url():
    with pytest.raises(ValueError, match="names no URL"):
        allow_url("get")


def test_a_controller_writes_the_webhooks_of_its_own_name():
    kind = "validatingwebhookconfigurations"
    read, write = allow_webhooks(("update",), kind, name="mine", rights="own")

    assert (read.verbs, read.names) == (READ, ())
    assert (write.verbs, write.names) == (("update",), ("mine",))


def test_upstream_lets_a_controller_write_every_webhook():
    (rule,) = allow_webhooks(("update",), "hooks", name="mine", rights="upstream")

    assert (rule.verbs, rule.names) == ((*READ, "update"), ())
