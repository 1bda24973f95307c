"""Prevent tenants from taking the platform's host by an Ingress."""

from constructs import Construct

from ..config import TenantRules
from .policy import Demand, Kinds, TenantPolicy

NAME = "ingress"


def guard_ingress(scope: Construct, rules: TenantRules) -> None:
    """Refuse Ingresses in profiles, whatever their class.

    Istio places an Ingress of its class before the platform's own routes, so that the login
    form's POST would reach the tenant
    (pilot/pkg/config/kube/ingress of istio/istio). Other controllers read other classes.
    """
    TenantPolicy(
        scope,
        name=NAME,
        rules=rules,
        kinds=[
            Kinds(group="networking.k8s.io", resources=("ingresses",)),
            Kinds(group="extensions", resources=("ingresses",)),
        ],
        demands=[
            Demand(
                expression="false",
                message=(
                    "an Ingress in a profile could take the platform's host from it; ask the "
                    "platform's administrators for a route"
                ),
            )
        ],
    )
