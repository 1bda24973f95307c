"""When notebooks that nobody uses are stopped."""

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
    """Stop notebooks that nobody uses; times in whole minutes.

    enabled: whether it happens.
    idle: how long without activity. check_every: how often the controller looks. Both are
    whole minutes.
    stops_busy: `accepted` says that what runs no kernel of Jupyter may be stopped `idle`
    after its start, however busy; demanded where the form offers such notebooks.
    Default: notebooks are kept, as upstream ships it.
    Raises ValueError for times below a minute, and for looking less often than stopping.
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
                "stops_busy='accepted' does nothing where nothing is stopped; leave it out, "
                "or say Culling(enabled=True, stops_busy='accepted')"
            )
        for name in ("idle", "check_every"):
            check_duration(getattr(self, name), f"culling's {name}", step=_MINUTE)
        if self.check_every > self.idle:
            raise ValueError(
                f"idleness is checked every {minutes(self.check_every)} minutes but an idle "
                f"notebook is stopped after {minutes(self.idle)}; check more often or wait "
                f"longer"
            )

    def check_offered(self, spawner: Spawner, components: Iterable[str]) -> None:
        """Refuse to stop what is busy where nobody has said that it may be."""
        offered = spawner.without_kernels if "jupyter-web-app" in components else ()
        if self.enabled and self.stops_busy == "refused" and offered:
            raise ValueError(
                f"culling knows only kernels of Jupyter: code-server, RStudio, and a Jupyter "
                f"where only terminals are used, are stopped {minutes(self.idle)} minutes "
                f"after their start, however busy; say Culling(stops_busy='accepted'), or "
                f"leave them out of the form, which offers them by "
                f"Spawner({', '.join(offered)})"
            )
