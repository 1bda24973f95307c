"""Report before each sync what the platform lacks."""

from dataclasses import asdict
from typing import Final

from cdk8s import ApiObject
from constructs import Construct

from ..access import Rule, ServiceAccount, allow
from ..config import PrerequisiteCheck, WorkloadDefaults
from ..kube import annotate, descendants
from ..workloads import field_path
from .job import DELETED, HOOK, HookJob
from .needs import Needs

NAME: Final = "check-prerequisites"

_PHASE: Final = "PreSync"
# The Service whose address families are the cluster's.
_ADDRESSES: Final = "POD_IPS"


class BeforeSync(Construct):
    """A Job that checks all prerequisites before anything is applied.

    Its own objects must exist before the sync, so all of them are hooks; its account and
    rights are deleted when the sync has succeeded. It may read the needed objects by name,
    but any GatewayClass, since a Gateway names its own, and all StorageClasses if one must be
    the default; of ConfigMaps those of Istio's settings and, where waypoints need a seccomp
    profile, of its injector, and those with authorities that are created elsewhere. It has a
    ClusterRole, since a Role could not be applied if just the Gateway's or Istio's namespace
    is missing.
    Argo CD applies a namespace before the first hook in it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        needs: Needs,
        check: PrerequisiteCheck = PrerequisiteCheck(),
        defaults: WorkloadDefaults = WorkloadDefaults(),
    ) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(self, "ServiceAccount", name=NAME, labels={"app": NAME})
        account.grant(*_rules(needs), role=NAME, binding=NAME)
        job = HookJob(
            self,
            "Check",
            name=NAME,
            phase=_PHASE,
            program="check_prerequisites.py",
            token=True,
            task=asdict(needs),
            deadline=check.deadline,
            retries=check.retries,
            env={_ADDRESSES: field_path("status.podIPs")},
            defaults=defaults,
        )
        for child in (*descendants(account), *descendants(job.config_map)):
            if isinstance(child, ApiObject):
                annotate(child, HOOK, _PHASE)
                annotate(child, DELETED, "HookSucceeded")


def _rules(needs: Needs) -> list[Rule]:
    gateway_api, storage = "gateway.networking.k8s.io", "storage.k8s.io"
    gateways = tuple(sorted({gateway.name for gateway in needs.gateways}))
    classes = tuple(sorted({each.storage_class for each in needs.storage} - {""}))
    texts = {needs.mesh.settings, *(each.name for each in needs.texts)}
    texts |= {name for name in (needs.mesh.authorities, needs.mesh.injector) if name}
    rules = [allow(("get",), "configmaps", names=tuple(sorted(texts)))]
    if gateways:
        rules.append(allow(("get",), "gateways", group=gateway_api, names=gateways))
        rules.append(allow(("get",), "gatewayclasses", group=gateway_api))
    elif needs.gateway_classes:
        own = needs.gateway_classes
        rules.append(allow(("get",), "gatewayclasses", group=gateway_api, names=own))
    if classes:
        rules.append(allow(("get",), "storageclasses", group=storage, names=classes))
    if any(not each.storage_class for each in needs.storage):
        rules.append(allow(("list",), "storageclasses", group=storage))
    return rules
