"""When notebooks that nobody uses are stopped."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .checks import check_choices
from .notebooks import Spawner


@dataclass(frozen=True, kw_only=True, slots=True)
class Culling:
    """Stop notebooks that nobody uses; times in whole minutes.

    enabled: whether it happens.
    idle: how long without activity. check_every: how often the controller looks.
    stops_busy: `accepted` says that what runs no kernel of Jupyter may be stopped `idle`
    minutes after its start, however busy; demanded where the form offers such notebooks.
    Default: notebooks are kept, as upstream ships it.
    Raises ValueError for times below a minute, and for looking less often than stopping.
    Source: components/notebook-controller/controllers/culling_controller.go of
    kubeflow/kubeflow, which asks /api/kernels and nothing else.
    """

    enabled: bool = False
    idle: int = 1440
    check_every: int = 1
    stops_busy: Literal["refused", "accepted"] = "refused"

    def __post_init__(self) -> None:
        check_choices(self)
        if self.stops_busy == "accepted" and not self.enabled:
            raise ValueError(
                "stops_busy='accepted' does nothing where nothing is stopped; leave it out, "
                "or say Culling(enabled=True, stops_busy='accepted')"
            )
        if self.idle < 1 or self.check_every < 1:
            raise ValueError(
                f"culling times are whole minutes, 1 or more; "
                f"got idle={self.idle}, check_every={self.check_every}"
            )
        if self.check_every > self.idle:
            raise ValueError(
                f"idleness is checked every {self.check_every} minutes but an idle notebook "
                f"is stopped after {self.idle}; check more often or wait longer"
            )

    def check_offered(self, spawner: Spawner, components: Iterable[str]) -> None:
        """Refuse to stop what is busy where nobody has said that it may be."""
        offered = spawner.without_kernels if "jupyter-web-app" in components else ()
        if self.enabled and self.stops_busy == "refused" and offered:
            raise ValueError(
                f"culling knows only kernels of Jupyter: code-server, RStudio, and a Jupyter "
                f"where only terminals are used, are stopped {self.idle} minutes after their "
                f"start, however busy; say Culling(stops_busy='accepted'), or leave them out "
                f"of the form, which offers them by Spawner({', '.join(offered)})"
            )
