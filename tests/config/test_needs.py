import pytest

from constructs_lib.config.needs import Available, Needs

HAS = Available(
    installed={"dex", "pipelines", "backup"},
    read={"dex"},
    platform=("kube-state-metrics",),
    unrecorded={"one:is:absent": "add 'cadvisor'"},
)


@pytest.mark.parametrize(
    "needs",
    [
        Needs(),
        Needs(of=("katib", "pipelines")),
        Needs(ports=("katib-controller", "dex")),
        Needs(of=("backup",), source="kube-state-metrics"),
        Needs(records=("one:is:written",)),
    ],
)
def test_nothing_is_lacking_where_one_of_each_is_there(needs):
    assert HAS.lacks(needs) is None


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        (Needs(of=("katib", "profiles")), "katib or profiles is not installed"),
        (Needs(of=("volumes",)), "no component keeps its data in a volume"),
        (Needs(of=("alerts",)), "Monitoring(alerts=…) is not set"),
        (Needs(of=("cost-centers",)), "ProfileDefaults(cost_label=…) is not set"),
        (Needs(records=("one:is:written", "one:is:absent")), "add 'cadvisor'"),
        (Needs(ports=("katib-controller",)), "katib is not installed"),
        (Needs(ports=("ml-pipeline",)), "does not read the metrics of ml-pipeline"),
        (Needs(source="kubelet"), "add 'kubelet' to Monitoring(platform=…)"),
    ],
)
def test_what_is_lacking_says_what_would_do(needs, expected):
    assert str(HAS.lacks(needs)).endswith(expected)
