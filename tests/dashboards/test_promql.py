import pytest

from constructs_lib.config.needs import Needs
from dashboards.metrics import METRICS, SERVED
from dashboards.promql import added, metrics_of, needs_of, of, quantile, rate


def test_a_metric_of_one_port_is_selected_by_its_job():
    assert of("up", "dex", where='code="200"') == 'up{job="auth/dex",code="200"}'


def test_a_rate_is_of_all_series_or_by_labels():
    assert rate("up{}", window="5m") == "sum(rate(up{}[5m]))"
    assert added("up{}", "job", window="1h") == "sum by (job) (increase(up{}[1h]))"
    assert quantile(0.5, "up{}", "job") == (
        "histogram_quantile(0.5, sum by (le, job) (rate(up{}[$__rate_interval])))"
    )


def test_an_expressions_metrics_are_found_without_its_labels_and_functions():
    found = metrics_of(
        'sum by (job) (rate(request_kf{kind="up{"}[5m])) > bool 1 or vector(0) '
        "and on (le) rate(istio_request_duration_milliseconds_bucket{}[$__range])"
    )

    assert found == ("request_kf", "istio_request_duration_milliseconds")


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("sum(up)", "write up with braces"),
        ("team:cores:sum", "write team:cores:sum with braces"),
        ("team:cores:sum{}", "team:cores:sum is not in METRICS"),
        ("notebook_running{}", "notebook_running is not in METRICS"),
        ("notebook_culling_total{}", "notebook_culling_total is not in METRICS"),
    ],
)
def test_fails_for_a_metric_that_nobody_is_known_to_serve(expression, message):
    with pytest.raises(ValueError, match=message):
        metrics_of(expression)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (of("http_requests_total", "dex"), Needs(ports=("dex",))),
        ('workqueue_depth{job=~"$two"}', Needs(ports=("katib-controller", "metacontroller"))),
        (of("istio_requests_total", "istio-ingressgateway"), Needs()),
        ("kube_pod_status_ready{}", Needs(source="kube-state-metrics")),
        ("kube_pod_status_ready{} * kube_pod_labels{}", Needs(source="notebook-labels")),
        ('up{job=~".+"}', Needs()),
        (
            "namespace:kubeflow_cpu_usage_cores:sum{}",
            Needs(records=("namespace:kubeflow_cpu_usage_cores:sum",)),
        ),
    ],
)
def test_what_an_expression_needs_is_who_serves_its_metrics(expression, expected):
    two = {"two": "kubeflow/katib-controller|kubeflow/metacontroller"}

    assert needs_of(expression, (), two) == expected


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("request_kf{}", "name the jobs that serve request_kf"),
        (of("request_kf", "dex"), "name the jobs that serve request_kf"),
        (
            'request_kf{job=~"auth/dex|kubeflow/profile-controller"}',
            "name the jobs that serve request_kf",
        ),
        ("kube_job_status_failed{} / argocd_app_info{}", "metrics of one source only"),
    ],
)
def test_fails_for_a_metric_of_another(expression, message):
    with pytest.raises(ValueError, match=message):
        needs_of(expression, ())


def test_no_metric_is_written_down_twice():
    assert len(METRICS) == sum(len(served.names) for served in SERVED)
