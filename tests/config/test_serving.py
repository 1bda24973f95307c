import re
from dataclasses import replace

import pytest

from constructs_lib.config import (
    COMPONENTS,
    UPSTREAM,
    Ambient,
    Cluster,
    Config,
    ModelFormat,
    Models,
    ServingRuntime,
    Sidecars,
)
from constructs_lib.config.runtimes import RUNTIMES
from constructs_lib.releases import V1_10_2, V26_03_1

OWN = ServingRuntime(name="own", image="example.com/own:1", formats=(ModelFormat(name="own"),))
SERVING = (*COMPONENTS, "kserve", "kserve-models-web-app")
SERVERLESS = Models(exposure=None, mode="serverless", controller_rights="upstream")


def test_fails_for_two_runtimes_of_which_kserve_could_not_choose():
    other = replace(OWN, name="other")
    message = "runtimes 'own' and 'other' both serve format 'own' with one priority"
    with pytest.raises(ValueError, match=message):
        Models(runtimes=(OWN, other))


@pytest.mark.parametrize(
    "other",
    [
        replace(OWN, name="other", formats=(ModelFormat(name="own", priority=2),)),
        replace(OWN, name="other", formats=(ModelFormat(name="own", auto_select=False),)),
        replace(OWN, name="other", protocols=("grpc-v1",)),
    ],
    ids=["priority", "chosen by name", "protocol"],
)
def test_two_runtimes_of_a_format_are_told_apart_by(other):
    assert Models(runtimes=(OWN, other)).runtimes == (OWN, other)


def test_fails_for_two_runtimes_of_one_name():
    with pytest.raises(ValueError, match="runtime 'own' is given twice"):
        Models(runtimes=(OWN, OWN))


def test_fails_for_no_runtimes():
    with pytest.raises(
        ValueError, match="runtimes are none, so that no model would be served"
    ):
        Models(runtimes=())


def test_fails_for_knative_with_rights_for_raw_mode_alone():
    with pytest.raises(ValueError, match="'serverless' has KServe write Knative's Services"):
        Models(mode="serverless")


def test_fails_for_knative_in_an_ambient_mesh():
    with pytest.raises(ValueError, match=re.escape("mode='serverless' needs Sidecars()")):
        Config(components=SERVING, mesh=Ambient(), models=SERVERLESS)


def test_knative_may_be_in_a_mesh_of_sidecars():
    config = Config(components=SERVING, mesh=Sidecars(), models=SERVERLESS)

    assert config.models.mode == "serverless"


def test_fails_for_the_page_without_what_it_shows():
    with pytest.raises(ValueError, match="'kserve-models-web-app' needs 'kserve'"):
        Config(components=(*COMPONENTS, "kserve-models-web-app"))


def test_fails_for_a_mode_that_is_none():
    with pytest.raises(ValueError, match="mode must be 'raw' or 'serverless', got 'mesh'"):
        Models(mode="mesh")


def test_nothing_of_it_is_installed_until_it_is_named():
    assert not {"kserve", "kserve-models-web-app"} & {*Config().components}


def test_its_images_are_an_environments_only_where_it_is_installed():
    named = "docker.io/kserve/art-explainer:v0.13.1"

    assert named not in Config().image_references()
    assert named in Config(components=SERVING).image_references()


def test_upstream_serves_by_knative_with_every_right():
    models = UPSTREAM.models

    assert (models.mode, models.controller_rights) == ("serverless", "upstream")


def test_an_environments_own_runtimes_do_not_follow_the_release():
    assert Models(runtimes=(OWN,)).runtimes_in(V1_10_2) == (OWN,)


def on_ipv6(**fields):
    """Return what serves models where pods have IPv6 addresses alone."""
    components = tuple({*SERVING} - {"jupyter-web-app"})
    return Config(cluster=Cluster(addresses="ipv6"), components=components, **fields)


def test_fails_for_servers_that_listen_on_ipv4_where_pods_have_ipv6_alone():
    message = (
        r"the servers of runtimes kserve-huggingfaceserver, .*, kserve-xgbserver listen on "
        r"IPv4 only; leave them out of Models\(runtimes=…\), which leaves "
        r"kserve-tensorflow-serving$"
    )
    with pytest.raises(ValueError, match=message):
        on_ipv6()


def test_fails_for_servers_of_ipv4_alone_and_asks_for_another():
    models = Models(runtimes=(replace(OWN, addresses="ipv4"),))
    with pytest.raises(
        ValueError, match=r"runtimes own listen .*, and name one that does not$"
    ):
        on_ipv6(models=models)


def test_of_upstreams_runtimes_tensorflow_serving_listens_on_ipv6():
    heard = tuple(each for each in RUNTIMES if each.addresses == "any")

    assert [each.name for each in heard] == ["kserve-tensorflow-serving"]
    assert on_ipv6(models=Models(runtimes=heard)).models.runtimes == heard


def test_a_refusal_names_the_servers_of_the_release():
    newest = Config(release=V26_03_1).models
    with pytest.raises(ValueError, match="kserve-predictiveserver"):
        newest.check_place(mesh=Ambient(), cluster=Cluster(addresses="ipv6"), release=V26_03_1)


@pytest.mark.parametrize("addresses", ["ipv4", "dual-stack"])
def test_where_pods_have_ipv4_every_runtime_is_reached(addresses):
    config = Config(cluster=Cluster(addresses=addresses), components=SERVING)

    assert config.models.runtimes_in(config.release) == RUNTIMES


def test_without_kserve_no_runtime_is_asked_about():
    components = tuple(each for each in COMPONENTS if each != "jupyter-web-app")
    config = Config(cluster=Cluster(addresses="ipv6"), components=components)

    assert config.models.runtimes is None
