import re
from dataclasses import replace
from datetime import timedelta

import pytest

from constructs_lib.config import (
    COMPONENTS,
    Config,
    Culling,
    ImageChoice,
    Notebooks,
    Spawner,
)


@pytest.mark.parametrize("name", ["idle", "check_every"])
@pytest.mark.parametrize("time", [timedelta(0), timedelta(seconds=90), timedelta(minutes=-5)])
def test_fails_for_culling_times_that_are_not_whole_minutes(name, time):
    message = f"culling's {name} must be a positive number of whole minutes"
    with pytest.raises(ValueError, match=message):
        Culling(**{name: time})


def test_fails_for_looking_less_often_than_notebooks_are_stopped():
    message = "check_every is 30 minutes but idle is 10; check more often, or raise idle"
    with pytest.raises(ValueError, match=message):
        Culling(enabled=True, idle=timedelta(minutes=10), check_every=timedelta(minutes=30))


CULLING = Culling(enabled=True, idle=timedelta(hours=1))
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
        "culling sees only Jupyter kernels: code-server, RStudio, and Jupyter used only "
        "through terminals, are stopped 60 minutes after their start, even while busy; set "
        "Culling(stops_busy='accepted'), or leave them out of the form, which offers them"
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
    with pytest.raises(ValueError, match="stops_busy='accepted' has no effect"):
        Culling(stops_busy="accepted")
