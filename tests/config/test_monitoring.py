import pytest

from constructs_lib import Config, Environment, Platform, Profile, Sidecars
from constructs_lib.monitoring import Dashboards, Monitoring, Scraper

PROMETHEUS = Scraper(namespace="monitoring", account="prometheus-k8s")
OUTSIDE = Scraper(namespace="monitoring", account="prometheus-k8s", mesh="out")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"namespace": ""}, "namespace of the scraper is empty; give it a name"),
        ({"namespace": "Team"}, "namespace of the scraper 'Team' must be lower-case"),
        ({"account": ""}, "account of the scraper must be .*; got ''"),
        ({"namespace": "kubeflow"}, "namespace is 'kubeflow', which is Kubeflow's and closed"),
        ({"namespace": "auth"}, "namespace is 'auth', which is Kubeflow's and closed"),
        ({"namespace": "oauth2-proxy"}, "namespace is 'oauth2-proxy', which is Kubeflow's"),
        ({"mesh": "beside"}, "mesh must be .*'in'.*'out'.*'beside'"),
    ],
)
def test_fails_for_a_scraper_that_is_nowhere_or_too_near(given, message):
    with pytest.raises(ValueError, match=message):
        Scraper(**{"namespace": "monitoring", "account": "prometheus-k8s", **given})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"labels": {"release": "a b"}}, "labels of monitors"),
        (
            {"labels": {"argocd.argoproj.io/instance": "a"}},
            "'argocd.argoproj.io/instance' on monitors would change how controllers treat",
        ),
        (
            {"labels": {"release": "site"}, "discovery": "annotations"},
            "discovery='annotations' writes no monitors; leave them out",
        ),
        (
            {"dashboards": Dashboards(), "discovery": "annotations"},
            "dashboards select metrics by the jobs of monitors, .*; leave them out",
        ),
        ({"platform": ("node-exporter",)}, "in which 'node-exporter' is not 'argo-cd' or"),
        ({"platform": ("kubelet", "kubelet")}, "source of metrics 'kubelet' is given twice"),
        (
            {"applications": ()},
            "applications is empty; name Argo CD's, or leave 'argo-cd' out",
        ),
        ({"applications": ("a", "a")}, "application of monitoring 'a' is given twice"),
        ({"applications": (".*",)}, r"application of monitoring '\.\*' must be lower-case"),
        (
            {"applications": ("ml",)},
            "applications is for metrics of Argo CD, .*; add 'argo-cd' to platform, or leave",
        ),
        ({"discovery": "guessing"}, "discovery must be .*'guessing'"),
        ({"metrics_proxy": "gone"}, "metrics_proxy must be .*'gone'"),
        (
            {"scraper": OUTSIDE, "metrics_proxy": "dropped"},
            r"metrics_proxy='dropped' needs Scraper\(mesh='in'\).*say metrics_proxy='kept'",
        ),
    ],
)
def test_fails_for_what_would_have_no_effect_or_leave_metrics_open(given, message):
    with pytest.raises(ValueError, match=message):
        Monitoring(**{"scraper": PROMETHEUS, **given})


def test_fails_for_a_source_of_metrics_that_nothing_shows():
    with pytest.raises(
        ValueError, match="'argo-cd', which no rule of this config needs, nor a d"
    ):
        Config(monitoring=Monitoring(scraper=PROMETHEUS, platform=("argo-cd",)))


def test_the_recommended_labels_may_select_monitors():
    labels = {"app.kubernetes.io/part-of": "site"}

    assert Monitoring(scraper=PROMETHEUS, labels=labels).labels == labels


def test_fails_for_dropping_proxies_of_which_there_is_none():
    monitoring = Monitoring(scraper=PROMETHEUS, metrics_proxy="dropped")

    with pytest.raises(
        ValueError, match="metrics_proxy='dropped' drops nothing: no installed"
    ):
        Config(components=("profiles",), monitoring=monitoring)


def test_fails_in_a_mesh_of_sidecars():
    with pytest.raises(ValueError, match=r"monitoring needs mesh=Ambient\(\)"):
        Config(mesh=Sidecars(), monitoring=Monitoring(scraper=PROMETHEUS))


def test_fails_for_a_scraper_in_a_profile():
    config = Config(monitoring=Monitoring(scraper=Scraper(namespace="team", account="prom")))
    team = Profile(name="team", owner="grace@example.com")

    with pytest.raises(ValueError, match="is in namespace 'team' of a profile, whose members"):
        Platform(environments=(Environment("default", config),), profiles=(team,))
