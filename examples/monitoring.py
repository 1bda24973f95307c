"""A platform that a Prometheus in the mesh reads, with alerts, usage and dashboards."""

from constructs_lib import Config, Environment, Platform, run
from constructs_lib.monitoring import Alerts, Dashboards, Monitoring, Scraper, Usage


def platform() -> Platform:
    """Return the platform, monitored by kube-prometheus-stack."""
    monitoring = Monitoring(
        # Label the namespace `istio.io/dataplane-mode: ambient` for it to be in the mesh.
        scraper=Scraper(namespace="monitoring", account="prometheus-k8s"),
        # Its `podMonitorSelector` and the others select by these.
        labels={"release": "kube-prometheus-stack"},
        # The mesh decides who reads metrics; no proxy has to ask about tokens.
        metrics_proxy="dropped",
        # Whose metrics this Prometheus also reads.
        platform=(
            "argo-cd",
            "cadvisor",
            "cert-manager",
            "kube-state-metrics",
            "kubelet",
            "namespace-labels",
            "notebook-labels",
        ),
        alerts=Alerts(
            # Where docs/runbooks.md is published.
            runbooks="https://docs.example.com/kubeflow/runbooks.html",
            availability=0.995,
        ),
        # What each profile and each notebook uses and requests.
        usage=Usage(),
        # Grafana's sidecar loads ConfigMaps with this label; let it search `kubeflow`.
        dashboards=Dashboards(labels={"grafana_dashboard": "1"}),
    )
    config = Config(host="kubeflow.example.com", monitoring=monitoring)
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
