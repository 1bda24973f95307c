"""Let one restore at a time write into a cluster."""

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from .cluster import Cluster, ClusterError

# The namespace that every cluster has, also before the platform is there.
PATH: Final = "/apis/coordination.k8s.io/v1/namespaces/default/leases"
NAME: Final = "kubeflow-recovery"
# A restore that was killed stops others for so long.
VALID: Final = timedelta(minutes=2)
_RENEWED_AFTER: Final = timedelta(seconds=15)
_TIME: Final = "%Y-%m-%dT%H:%M:%S.%fZ"


class Lease:
    """The right to write, as long as it is renewed."""

    def __init__(self, cluster: Cluster, found: dict[str, Any], who: str) -> None:
        self._cluster = cluster
        self._found = found
        self._who = who
        self._renewed = _now()

    def renew(self) -> None:
        """Renew it where that is due; raises ClusterError if another restore has taken it."""
        if _now() - self._renewed < _RENEWED_AFTER:
            return
        kept = self._cluster.replace(f"{PATH}/{NAME}", _held(self._who, self._found))
        if kept is None:
            raise ClusterError("another restore has taken over; nothing more is written here")
        self._found, self._renewed = kept, _now()


@contextmanager
def held(cluster: Cluster) -> Iterator[Lease]:
    """Hold the lease; raises ClusterError while another restore holds it."""
    who = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
    found = cluster.create(PATH, _held(who))
    if found is None:
        found = _taken_over(cluster, who)
    try:
        yield Lease(cluster, found, who)
    finally:
        _given_back(cluster, who)


def _taken_over(cluster: Cluster, who: str) -> dict[str, Any]:
    there = cluster.read(f"{PATH}/{NAME}") or {"spec": {}}
    spec = there["spec"]
    if spec.get("renewTime") and _since(spec["renewTime"]) < VALID:
        raise ClusterError(
            f"another restore is writing ({spec['holderIdentity']}); wait for its end, or "
            f"{VALID.total_seconds():.0f} s after it was killed"
        )
    made = cluster.replace(f"{PATH}/{NAME}", _held(who, there))
    if made is None:
        raise ClusterError("another restore has just begun; wait for its end")
    return made


def _given_back(cluster: Cluster, who: str) -> None:
    try:
        there = cluster.read(f"{PATH}/{NAME}")
        if there and there["spec"].get("holderIdentity") == who:
            cluster.delete(f"{PATH}/{NAME}")
    except ClusterError:
        # The API server is away, as the step itself reports; the lease ends by itself.
        return


def _held(who: str, found: dict[str, Any] | None = None) -> dict[str, Any]:
    now = _now().strftime(_TIME)
    spec = {
        "holderIdentity": who,
        "leaseDurationSeconds": int(VALID.total_seconds()),
        "renewTime": now,
    }
    if found and "metadata" in found:
        return {**found, "spec": {**found["spec"], **spec}}
    return {
        "apiVersion": "coordination.k8s.io/v1",
        "kind": "Lease",
        "metadata": {"name": NAME, "namespace": "default"},
        "spec": {**spec, "acquireTime": now},
    }


def _since(text: str) -> timedelta:
    return _now() - datetime.strptime(text, _TIME).replace(tzinfo=UTC)


def _now() -> datetime:
    return datetime.now(UTC)
