"""When idle notebooks are stopped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from .checks import check_choices
from .durations import check_duration, minutes
from .notebooks import Spawner

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Culling:
    """Stop idle notebooks; times are whole minutes.

    enabled: whether culling is on.
    idle: time without activity before a notebook is stopped. check_every: how often the
    controller checks.
    stops_busy: `accepted` allows notebooks without Jupyter kernels to be stopped `idle` after
    their start, even while busy; required where the form offers such notebooks.
    Default: notebooks are kept, as upstream ships it.
    Raises ValueError for times below a minute, and for check_every longer than idle.
    Source: components/notebook-controller/controllers/culling_controller.go of
    kubeflow/kubeflow, which asks /api/kernels and nothing else.
    """

    enabled: bool = False
    idle: timedelta = timedelta(days=1)
    check_every: timedelta = timedelta(minutes=1)
    stops_busy: Literal["refused", "accepted"] = "refused"

    def __post_init__(self) -> None:
        check_choices(self)
        if self.stops_busy == "accepted" and not self.enabled:
            raise ValueError(
                "stops_busy='accepted' has no effect with culling disabled; leave it out, or "
                "set Culling(enabled=True, stops_busy='accepted')"
            )
        for name in ("idle", "check_every"):
            check_duration(getattr(self, name), f"culling's {name}", step=_MINUTE)
        if self.check_every > self.idle:
            raise ValueError(
                f"check_every is {minutes(self.check_every)} minutes but idle is "
                f"{minutes(self.idle)}; check more often, or raise idle"
            )

    def check_offered(self, spawner: Spawner, components: Iterable[str]) -> None:
        """Refuse to stop busy notebooks unless stops_busy='accepted' allows it."""
        offered = spawner.without_kernels if "jupyter-web-app" in components else ()
        if self.enabled and self.stops_busy == "refused" and offered:
            raise ValueError(
                "culling sees only Jupyter kernels: code-server, RStudio, and Jupyter used "
                f"only through terminals, are stopped {minutes(self.idle)} minutes after "
                "their start, even while busy; set Culling(stops_busy='accepted'), or leave "
                f"them out of the form, which offers them by Spawner({', '.join(offered)})"
            )
