"""Ingress: kgateway's route, the ingress proxy, and Istio's Gateway behind it."""

from .._exports import check_exports
from ..config.headers import GROUPS_HEADER
from .dns_records import DnsRecords
from .edge_routes import EdgeRoutes
from .ingress_gateway import IngressGateway
from .ingress_policies import IngressPolicies, TokenIssuer
from .kgateway_route import KgatewayRoute
from .kubeflow_gateway import KubeflowGateway
from .page_canary import page_canary
from .page_headers import PageHeaders
from .platform_gateway import PlatformGateway

__all__ = [
    "GROUPS_HEADER",
    "DnsRecords",
    "EdgeRoutes",
    "IngressGateway",
    "IngressPolicies",
    "KgatewayRoute",
    "KubeflowGateway",
    "PageHeaders",
    "PlatformGateway",
    "TokenIssuer",
    "page_canary",
]

check_exports(globals())
