import pytest

from constructs_lib.config import (
    Autoscaling,
    Config,
    Edge,
    Ingress,
    Pods,
    Sidecars,
)


@pytest.mark.parametrize(
    ("ingress", "pods", "fixed", "least"),
    [
        (Ingress(), Pods(), None, 1),
        (Ingress(), Pods(replicas=3), 3, 3),
        (Ingress(replicas=2), Pods(replicas=3), 2, 2),
        (Ingress(replicas=Autoscaling(maximum=9)), Pods(replicas=3), None, 2),
        (Ingress(replicas=Autoscaling(minimum=1, maximum=2)), Pods(), None, 1),
    ],
)
def test_the_ingress_gateways_own_number_comes_before_everybodys(ingress, pods, fixed, least):
    assert (ingress.fixed(pods), ingress.least(pods)) == (fixed, least)


def test_fails_for_no_replica():
    with pytest.raises(ValueError, match="replicas must be 1 or more, got 0"):
        Ingress(replicas=0)


def test_fails_for_a_provider_that_is_no_name():
    with pytest.raises(ValueError, match="extension provider 'My login' must be"):
        Ingress(provider="My login")


def test_fails_for_the_size_of_an_ingress_gateway_that_is_not_ours():
    message = "with Sidecars.. the ingress gateway is Istio's own, in 'istio-system'"
    with pytest.raises(ValueError, match=message):
        Config(mesh=Sidecars(), edge=Edge(ingress=Ingress(replicas=2)))


def test_whom_it_asks_is_told_to_istiod_with_sidecars_too():
    config = Config(mesh=Sidecars(), edge=Edge(ingress=Ingress(provider="login")))

    assert config.edge.ingress.provider == "login"
