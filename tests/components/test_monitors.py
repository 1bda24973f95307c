from constructs_lib.components.monitors import pipelines_scrape, pod_monitor, service_monitor
from constructs_lib.config import MetricsPort

PORT = MetricsPort(name="controller", pods={"app": "controller"}, number=8080, proxy=8443)


def test_manifests(chart, yaml_snapshot):
    pod_monitor(chart, PORT, {"release": "site"})
    service_monitor(chart, PORT, {})
    pipelines_scrape(
        chart, service="api", port=8888, labels={}, cluster_domain="k8s.example.org"
    )

    assert chart.to_json() == yaml_snapshot
