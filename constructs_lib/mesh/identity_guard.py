"""No route of a tenant may say who the user is."""

from collections.abc import Sequence
from typing import Final

from constructs import Construct

from ..kube import AdmissionPolicy

NAME: Final = "kubeflow-no-identity-header-forgery"


class IdentityGuard(Construct):
    """Refuses VirtualServices in profiles that set or add a header by which apps know users.

    Such a header is set after the gateway has checked the token, by the gateway's own
    identity: the app would believe it. Owners of profiles reach VirtualServices through
    annotations of their notebooks too.
    headers: their names, in lower case. Raises ValueError where there is none.
    """

    def __init__(self, scope: Construct, id: str, *, headers: Sequence[str]) -> None:
        super().__init__(scope, id)
        if not headers:
            raise ValueError("which headers tell who the user is? name at least one")
        names = ", ".join(f"'{header}'" for header in headers)
        route = _untouched("route")
        rule = f"{_untouched('rule')} && rule.?route.orValue([]).all(route, {route})"
        policy = {
            "failurePolicy": "Fail",
            "matchConstraints": {
                "namespaceSelector": {
                    "matchLabels": {"app.kubernetes.io/part-of": "kubeflow-profile"}
                },
                "resourceRules": [
                    {
                        "apiGroups": ["networking.istio.io"],
                        "apiVersions": ["*"],
                        "operations": ["CREATE", "UPDATE"],
                        "resources": ["virtualservices"],
                    }
                ],
            },
            "variables": [{"name": "identity", "expression": f"[{names}]"}],
            "validations": [
                {
                    "expression": f"object.spec.?http.orValue([]).all(rule, {rule})",
                    "message": (
                        f"a route in a profile must not set or add {', '.join(headers)}"
                    ),
                }
            ],
        }
        AdmissionPolicy(self, "Policy", name=NAME, spec=policy)


def _untouched(holder: str) -> str:
    """Return the CEL expression by which a rule or route leaves the headers alone."""
    return " && ".join(
        f"{holder}.?headers.?request.?{change}.orValue({{}})"
        f".all(name, !(name.lowerAscii() in variables.identity))"
        for change in ("set", "add")
    )
