import re
from dataclasses import replace

import pytest

from constructs_lib.config import (
    COMPONENTS,
    Config,
    Culling,
    ImageChoice,
    Notebooks,
    Spawner,
)


@pytest.mark.parametrize(("idle", "check_every"), [(0, 1), (60, 0), (-5, 1)])
def test_fails_for_culling_times_below_a_minute(idle, check_every):
    message = f"whole minutes, 1 or more; got idle={idle}, check_every={check_every}"
    with pytest.raises(ValueError, match=message):
        Culling(idle=idle, check_every=check_every)


def test_fails_for_looking_less_often_than_notebooks_are_stopped():
    message = "checked every 30 minutes but an idle notebook is stopped after 10"
    with pytest.raises(ValueError, match=message):
        Culling(enabled=True, idle=10, check_every=30)


CULLING = Culling(enabled=True, idle=60)
JUPYTER_ALONE = Spawner(code_server=None, rstudio=None, allow_custom_image=False)


@pytest.mark.parametrize(
    ("spawner", "offered"),
    [
        (Spawner(), "code_server, rstudio, allow_custom_image"),
        (replace(JUPYTER_ALONE, code_server=ImageChoice(("code:1",))), "code_server"),
        (replace(JUPYTER_ALONE, rstudio=ImageChoice(("studio:1",))), "rstudio"),
        (replace(JUPYTER_ALONE, allow_custom_image=True), "allow_custom_image"),
    ],
)
def test_fails_for_culling_that_stops_what_is_busy(spawner, offered):
    message = (
        "culling knows only kernels of Jupyter: code-server, RStudio, and a Jupyter where "
        "only terminals are used, are stopped 60 minutes after their start, however busy; say "
        "Culling(stops_busy='accepted'), or leave them out of the form, which offers them by "
        f"Spawner({offered})"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        Config(notebooks=Notebooks(culling=CULLING, spawner=spawner))


@pytest.mark.parametrize(
    ("culling", "spawner", "components"),
    [
        (replace(CULLING, stops_busy="accepted"), Spawner(), COMPONENTS),
        (CULLING, JUPYTER_ALONE, COMPONENTS),
        (Culling(), Spawner(), COMPONENTS),
        (CULLING, Spawner(), ("profiles", "notebook-controller")),
    ],
)
def test_culling_may_stop_what_is_busy_where_somebody_says_so(culling, spawner, components):
    assert (
        Config(
            components=components, notebooks=Notebooks(culling=culling, spawner=spawner)
        ).notebooks.culling
        == culling
    )


def test_fails_for_accepting_what_never_happens():
    with pytest.raises(ValueError, match="stops_busy='accepted' does nothing where"):
        Culling(stops_busy="accepted")
