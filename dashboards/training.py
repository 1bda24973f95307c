"""Whether experiments and training jobs make progress."""

from collections.abc import Sequence
from typing import Final

from .model import Dashboard, Panel, Query, Row
from .promql import added, of

_RUNNING: Final = of("katib_trials_current", "katib-controller", where='status="Running"')
_ENDS: Final = ("created", "succeeded", "failed")


def _katib(name: str) -> str:
    return of(f"katib_{name}", "katib-controller")


def _of_katib(what: str, ends: Sequence[str]) -> tuple[Query, ...]:
    return tuple(
        Query(added(_katib(f"{what}_{end}_total")), end.replace("_", " ")) for end in ends
    )


def _jobs(end: str, *by: str) -> str:
    return added(of(f"training_operator_jobs_{end}_total", "training-operator"), *by)


DASHBOARD: Final = Dashboard(
    name="training",
    title="Katib and training",
    sentence="For complaints such as: my experiment makes no progress, or my job restarts.",
    rows=(
        Row(
            "Katib",
            (
                Panel(
                    title="Experiments by status",
                    sentence=(
                        "Experiments in the cluster by their last condition: those that stay "
                        "Created have no suggestion, or no room."
                    ),
                    queries=(
                        Query(
                            f"sum by (status) ({_katib('experiments_current')})", "{{status}}"
                        ),
                    ),
                    stacked=True,
                ),
                Panel(
                    title="Trials by status",
                    sentence=(
                        "Trials in the cluster by their last condition: many that are Pending "
                        "wait for nodes or quota."
                    ),
                    queries=(
                        Query(f"sum by (status) ({_katib('trials_current')})", "{{status}}"),
                    ),
                    stacked=True,
                ),
                Panel(
                    title="Running trials by profile",
                    sentence="Who uses Katib now: trials that run, by profile.",
                    queries=(
                        Query(
                            f"sum by (exported_namespace) ({_RUNNING})",
                            "{{exported_namespace}}",
                        ),
                    ),
                    stacked=True,
                ),
                Panel(
                    title="Experiments in the last hour",
                    sentence=(
                        "Experiments that began, succeeded and failed in the last hour: "
                        "failed ones have too many failed trials."
                    ),
                    queries=_of_katib("experiment", _ENDS),
                    width=12,
                ),
                Panel(
                    title="Trials in the last hour",
                    sentence=(
                        "Trials that began, succeeded, failed, or ended without the metric "
                        "that Katib looks for: the last are an error of the user's code."
                    ),
                    queries=_of_katib("trial", (*_ENDS, "metrics_unavailable")),
                    width=12,
                ),
            ),
        ),
        Row(
            "Training jobs",
            (
                Panel(
                    title="Created jobs",
                    sentence="Training jobs that were created in the last hour, by framework.",
                    queries=(Query(_jobs("created", "framework"), "{{framework}}"),),
                    stacked=True,
                ),
                Panel(
                    title="Jobs that ended",
                    sentence=(
                        "Training jobs that succeeded and failed in the last hour, by "
                        "framework: only failed ones of one framework are its image or "
                        "version."
                    ),
                    queries=tuple(
                        Query(_jobs(end, "framework"), f"{{{{framework}}}} {name}")
                        for end, name in (("successful", "succeeded"), ("failed", "failed"))
                    ),
                ),
                Panel(
                    title="Restarted jobs",
                    sentence=(
                        "Restarts of training jobs in the last hour, by profile: workers that "
                        "run out of memory, or nodes that are removed."
                    ),
                    queries=(Query(_jobs("restarted", "job_namespace"), "{{job_namespace}}"),),
                ),
                Panel(
                    title="Jobs by profile",
                    sentence=(
                        "Who trains: jobs that were created in the last hour, by profile."
                    ),
                    queries=(Query(_jobs("created", "job_namespace"), "{{job_namespace}}"),),
                    stacked=True,
                    width=24,
                ),
            ),
        ),
    ),
)
