"""Define Argo CD health checks of kinds that it does not know."""

from collections.abc import Mapping
from typing import Final

from ..kube import Object
from .argo_project import Kind

# The health of Applications, which 1.8 removed: an app of apps needs it to wait for each.
_APPLICATION: Final = """\
local health = obj.status and obj.status.health
if health == nil or health.status == nil then
  return {status = "Progressing", message = "not compared yet"}
end
return {status = health.status, message = health.message or ""}
"""

# For each target of a policy, kgateway reports whether it accepts the policy (Accepted) and
# whether the policy is in effect (Attached), `Pending` before its check:
# pkg/reports/policy.go of v2.4.0.
_KGATEWAY_POLICY: Final = """\
local judged = false
for _, ancestor in ipairs(obj.status and obj.status.ancestors or {}) do
  for _, condition in ipairs(ancestor.conditions or {}) do
    local current = condition.observedGeneration == obj.metadata.generation
    if current and (condition.type == "Accepted" or condition.type == "Attached") then
      if condition.reason == "Pending" then
        return {status = "Progressing", message = "kgateway has not judged it yet"}
      end
      if condition.status ~= "True" then
        local message = condition.reason .. ": " .. (condition.message or "")
        return {status = "Degraded", message = message}
      end
      judged = true
    end
  end
end
if judged then
  return {status = "Healthy", message = "accepted and attached"}
end
return {status = "Progressing", message = "kgateway has not judged it yet"}
"""

# external-dns writes only the generation that it has read: source/crd.go of v0.23.0.
_DNS_ENDPOINT: Final = """\
if obj.status and obj.status.observedGeneration == obj.metadata.generation then
  return {status = "Healthy", message = "external-dns has read it"}
end
return {status = "Progressing", message = "external-dns has not read it yet"}
"""

HEALTH_CHECKS: Final[Mapping[Kind, str]] = {
    Kind("argoproj.io", "Application"): _APPLICATION,
    Kind("externaldns.k8s.io", "DNSEndpoint"): _DNS_ENDPOINT,
    Kind("gateway.kgateway.dev", "HTTPListenerPolicy"): _KGATEWAY_POLICY,
    Kind("gateway.kgateway.dev", "ListenerPolicy"): _KGATEWAY_POLICY,
    Kind("gateway.kgateway.dev", "TrafficPolicy"): _KGATEWAY_POLICY,
}


def health_settings(namespace: str) -> Object:
    """Return the settings of Argo CD with the health checks of these kinds.

    A part of the ConfigMap `argocd-cm`, to be merged with its other settings.
    namespace: of Argo CD.
    """
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        # Argo CD ignores a ConfigMap without this label.
        "metadata": {
            "name": "argocd-cm",
            "namespace": namespace,
            "labels": {"app.kubernetes.io/part-of": "argocd"},
        },
        "data": {
            f"resource.customizations.health.{kind.group}_{kind.kind}": script
            for kind, script in HEALTH_CHECKS.items()
        },
    }
