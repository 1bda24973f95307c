"""A platform that keeps logs of deleted steps, and logs who requested what."""

from constructs_lib import (
    Config,
    Dashboard,
    Environment,
    Hooks,
    PipelinesSettings,
    Platform,
    PlatformPrerequisites,
    PrerequisiteCheck,
    run,
)
from constructs_lib.logs import AccessLog, Charts, Collector, Logs


def platform() -> Platform:
    """Return a platform that keeps logs, and shows the cluster's load on its home page."""
    config = Config(
        host="kubeflow.example.com",
        pipelines=PipelinesSettings(run_logs="kept"),
        # E-mails are personal data: see docs/logs.md before naming users.
        logs=Logs(
            access=AccessLog(users="named"),
            format="json",
            # Written beside istiod's values, for the cluster's own collector.
            collector=Collector(
                endpoint="https://logs.example.com/otlp", tenant_header="X-Scope-OrgID"
            ),
        ),
        dashboard=Dashboard(
            charts=Charts(prometheus="http://prometheus.monitoring.svc:9090", link="/grafana/")
        ),
        # It names an istiod that lacks the access log's provider.
        hooks=Hooks(before=PrerequisiteCheck()),
    )
    return Platform(
        prerequisites=PlatformPrerequisites(),
        environments=(Environment("default", config),),
    )


if __name__ == "__main__":
    raise SystemExit(run(platform))
