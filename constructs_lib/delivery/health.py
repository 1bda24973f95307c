"""What Argo CD is told of the health of kinds that it does not know itself."""

from collections.abc import Mapping
from typing import Final

from ..kube import Object
from .argo_project import Kind

# Its own health, which it stopped to read in 1.8: an app of apps waits for each by it.
_APPLICATION: Final = """\
local health = obj.status and obj.status.health
if health == nil or health.status == nil then
  return {status = "Progressing", message = "not compared yet"}
end
return {status = health.status, message = health.message or ""}
"""

# kgateway says for each thing that a policy aims at whether it takes the policy (Accepted) and
# whether the policy counts there (Attached), `Pending` before it has looked:
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

# All that external-dns writes is which generation it has read: source/crd.go of v0.23.0.
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
    """Return the part of Argo CD's own settings that says how healthy these kinds are.

    A part of the ConfigMap `argocd-cm`, to be merged into it: it has other settings as well.
    namespace: of Argo CD.
    """
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        # Argo CD reads none without this label.
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
