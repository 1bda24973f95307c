"""Connections between pods, and what ztunnel decides about them by istiod's word."""

from .deployed import Deployed
from .enforced import by_ztunnel
from .table import Call
from .ztunnel import Connection, admits, policies_of, principal


def decisions(running: Deployed, call: Call) -> set[bool]:
    """Return whether the pods that a call names take its connection."""
    connection = Connection(call.port, principal(call.caller))
    return {
        admits(policies_of(running.dump, workload), connection)
        for workload in running.workloads(call.pods, call.namespace)
    }


def words(running: Deployed, call: Call) -> str:
    """Say what ztunnel goes by at the pods that a call names."""
    return "\n".join(
        f"{workload['name']}: {'; '.join(by_ztunnel(running.dump, workload))}"
        for workload in running.workloads(call.pods, call.namespace)
    )
