"""A Job before each sync that says what the platform lacks."""

from dataclasses import asdict
from typing import Final

from cdk8s import ApiObject
from constructs import Construct

from ..access import Rule, ServiceAccount, allow
from ..config import PrerequisiteCheck, WorkloadDefaults
from ..kube import descendants
from ..workloads import field_path
from .job import DELETED, HOOK, HookJob
from .needs import Needs

NAME: Final = "check-prerequisites"

_PHASE: Final = "PreSync"
# Whose families tell which the cluster has.
_ADDRESSES: Final = "POD_IPS"


class BeforeSync(Construct):
    """Runs a program that looks for all that is needed, before anything is applied.

    What it needs itself has to be there before the sync, so all of it is a hook; its account
    and rights are gone when the sync has succeeded. It may read what is needed by name, but
    any GatewayClass, since a Gateway chooses its own, and all StorageClasses where one has to
    be the default; of ConfigMaps those called `istio`, or `istio-<revision>`, where Istio's
    settings are, and those with authorities that somebody else makes. Its role is
    of the cluster: a role in the Gateway's or Istio's namespace could not be applied where
    just that namespace is missing.
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
                child.metadata.add_annotation(HOOK, _PHASE)
                child.metadata.add_annotation(DELETED, "HookSucceeded")


def _rules(needs: Needs) -> list[Rule]:
    gateway_api, storage = "gateway.networking.k8s.io", "storage.k8s.io"
    gateways = tuple(sorted({gateway.name for gateway in needs.gateways}))
    classes = tuple(sorted({each.storage_class for each in needs.storage} - {""}))
    texts = {needs.mesh.settings, *(each.name for each in needs.texts)}
    texts |= {needs.mesh.authorities} if needs.mesh.authorities else set()
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
