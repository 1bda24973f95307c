"""Whether the controllers keep up."""

from typing import Final

from .metrics import CONTROLLERS, JOBS
from .model import Dashboard, Panel, Query, Row
from .promql import of, quantile, rate


def _all(metric: str, where: str = "") -> str:
    return f'{metric}{{job=~"$controllers"{"," if where else ""}{where}}}'


_HOOKS: Final = of("metacontroller_sync_requests_total", "metacontroller")
_HOOK_TIME: Final = of(
    "metacontroller_sync_request_duration_histogram_seconds_bucket", "metacontroller"
)
_CONTROLLER: Final = ("job", "controller")
_NAMED: Final = "{{job}}: {{controller}}"

DASHBOARD: Final = Dashboard(
    name="controllers",
    title="Controllers",
    sentence="For when objects are created and nothing follows.",
    constants={"controllers": "|".join(JOBS[each] for each in CONTROLLERS)},
    rows=(
        Row(
            "Work",
            (
                Panel(
                    title="Reconciles",
                    sentence=(
                        "How often each controller reconciles an object: one at 0 while users "
                        "work has stopped."
                    ),
                    queries=(
                        Query(
                            rate(_all("controller_runtime_reconcile_total"), *_CONTROLLER),
                            _NAMED,
                        ),
                    ),
                    unit="ops",
                ),
                Panel(
                    title="Errors",
                    sentence=(
                        "Reconciles that failed and are tried again: a few at a change are "
                        "normal, a constant rate is an object that cannot be made."
                    ),
                    queries=(
                        Query(
                            rate(
                                _all("controller_runtime_reconcile_errors_total"), *_CONTROLLER
                            ),
                            _NAMED,
                        ),
                    ),
                    unit="ops",
                ),
                Panel(
                    title="Duration of a reconcile",
                    sentence=(
                        "What 99 of 100 reconciles take less than: seconds are calls of a "
                        "slow API server or webhook."
                    ),
                    queries=(
                        Query(
                            quantile(
                                0.99,
                                _all("controller_runtime_reconcile_time_seconds_bucket"),
                                *_CONTROLLER,
                            ),
                            _NAMED,
                        ),
                    ),
                    unit="s",
                ),
                Panel(
                    title="Queue",
                    sentence=(
                        "Objects that wait to be reconciled, by queue: it returns to 0 where "
                        "a controller keeps up."
                    ),
                    queries=(
                        Query(
                            f"sum by (job, name) ({_all('workqueue_depth')})",
                            "{{job}}: {{name}}",
                        ),
                    ),
                ),
                Panel(
                    title="Longest reconcile",
                    sentence=(
                        "For how long the oldest unfinished reconcile has run: minutes mean "
                        "that a worker hangs."
                    ),
                    queries=(
                        Query(
                            "max by (job, name) "
                            f"({_all('workqueue_longest_running_processor_seconds')})",
                            "{{job}}: {{name}}",
                        ),
                    ),
                    unit="s",
                ),
                Panel(
                    title="Retries",
                    sentence=(
                        "Objects that are put back into a queue: many retries with few errors "
                        "are conflicts of two writers."
                    ),
                    queries=(
                        Query(
                            rate(_all("workqueue_retries_total"), "job", "name"),
                            "{{job}}: {{name}}",
                        ),
                    ),
                    unit="ops",
                ),
            ),
        ),
        Row(
            "Calls",
            (
                Panel(
                    title="Refused requests to Kubernetes",
                    sentence=(
                        "Requests that the API server did not grant, by status: 403 is a "
                        "missing right, 429 too many requests, 404 and 409 are mostly normal."
                    ),
                    queries=(
                        Query(
                            rate(
                                _all("rest_client_requests_total", 'code=~"[45].."'),
                                "job",
                                "code",
                                "method",
                            ),
                            "{{job}}: {{method}} {{code}}",
                        ),
                    ),
                    unit="reqps",
                ),
                Panel(
                    title="Calls of hooks",
                    sentence=(
                        "Metacontroller's calls of the hooks that make the objects of "
                        "profiles, by status: anything but 200 leaves a profile incomplete."
                    ),
                    queries=(
                        Query(
                            rate(_HOOKS, "controller_name", "code"),
                            "{{controller_name}} {{code}}",
                        ),
                    ),
                    unit="reqps",
                ),
                Panel(
                    title="Duration of hooks",
                    sentence="What 99 of 100 calls of a hook take less than.",
                    queries=(
                        Query(
                            quantile(0.99, _HOOK_TIME, "controller_name"),
                            "{{controller_name}}",
                        ),
                    ),
                    unit="s",
                ),
            ),
        ),
        Row(
            "Processes",
            (
                Panel(
                    title="Memory",
                    sentence=(
                        "Memory of each controller: one that grows without end is restarted "
                        "at its limit."
                    ),
                    queries=(
                        Query(
                            f"max by (job) ({_all('process_resident_memory_bytes')})",
                            "{{job}}",
                        ),
                    ),
                    unit="bytes",
                    width=12,
                ),
                Panel(
                    title="CPU",
                    sentence=(
                        "Cores that each controller uses: one that is always busy keeps "
                        "writing the same object."
                    ),
                    queries=(
                        Query(rate(_all("process_cpu_seconds_total"), "job"), "{{job}}"),
                    ),
                    width=12,
                ),
            ),
        ),
    ),
)
