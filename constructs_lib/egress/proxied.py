"""Set the variables by which pods call external servers through a proxy."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from ..config import Config, Profile, Proxy
from ..delivery.cluster import texts
from ..delivery.overlay import ObjectsByComponent
from ..kube import Object
from .outside import told_of_proxy

_NAMES: Final = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
# KServe runs it in profiles, for the URL of any user's model.
_FETCHER: Final = "ClusterStorageContainer"
# The cluster assigns the API server's address, and the kubelet sets it
# (makeEnvironmentVariables of its kubelet_pods.go).
_API_SERVER: Final = "$(KUBERNETES_SERVICE_HOST)"
# A cloud's metadata server is reachable from the node only.
_HERE: Final = (
    "localhost",
    "127.0.0.1",
    "::1",
    _API_SERVER,
    "169.254.169.254",
)


def proxied(
    by_component: ObjectsByComponent, config: Config, profiles: Iterable[Profile] = ()
) -> ObjectsByComponent:
    """Return the objects, with proxy variables in those that call external servers.

    They are workloads, and what fetches the files of models.
    Each variable has both spellings, since programs read one or the other.
    Raises ValueError for a caller of the proxy that is not a workload, and for a container
    that already has such a variable.
    """
    proxy = config.cluster.proxy
    if proxy is None:
        return by_component
    callers = told_of_proxy(config, proxy, profiles)
    workloads = {obj["metadata"]["name"] for obj in _workloads(by_component)}
    for name in proxy.callers:
        if config.release.named(name) not in workloads:
            raise ValueError(
                f"callers of the proxy names an unknown workload {name!r}; known are "
                f"{', '.join(sorted(workloads))}"
            )
    told = _Told(proxy, by_component, config.cluster_domain)
    return {
        component: [
            told.on(obj) if obj["kind"] == _FETCHER or _calls(obj, callers) else obj
            for obj in objects
        ]
        for component, objects in by_component.items()
    }


class _Told:
    """A proxy's variables for pods, except the hosts that a pod calls directly."""

    def __init__(self, proxy: Proxy, by_component: ObjectsByComponent, domain: str) -> None:
        objects = [obj for each in by_component.values() for obj in each]
        self._proxy = proxy
        self._domain = domain
        self._namespaces = sorted({o["metadata"].get("namespace", "") for o in objects} - {""})
        self._services = {
            (obj["metadata"]["namespace"], obj["metadata"]["name"])
            for obj in objects
            if obj["kind"] == "Service"
        }

    def on(self, workload: Object) -> Object:
        """Return a workload with the variables in its containers."""
        found = deepcopy(workload)
        pod = _pod(found) or {"containers": [found["spec"]["container"]]}
        variables = self._variables(pod, found["metadata"].get("namespace", ""))
        for container in (*pod.get("initContainers", ()), *pod["containers"]):
            own = {each["name"] for each in container.get("env", ())}
            if twice := sorted(own & variables.keys()):
                raise ValueError(
                    f"container {container['name']!r} of {found['metadata']['name']!r} "
                    f"already has variable {twice[0]!r}; leave it to Cluster(proxy=…)"
                )
            added = [{"name": name, "value": value} for name, value in variables.items()]
            container["env"] = [*container.get("env", ()), *added]
        return found

    def _variables(self, pod: Object, namespace: str) -> Mapping[str, str]:
        exceptions = (
            *_HERE,
            *(f".{suffix}" for suffix in ("svc", self._domain, *self._namespaces)),
            *self._near(pod, namespace),
            *self._proxy.no_proxy,
        )
        values = (self._proxy.address, self._proxy.address, ",".join(exceptions))
        upper = dict(zip(_NAMES, values, strict=True))
        return {**upper, **{name.lower(): value for name, value in upper.items()}}

    def _near(self, pod: Object, namespace: str) -> Iterator[str]:
        """Yield Services of the pod's own namespace that it calls by name alone."""
        containers = (*pod.get("initContainers", ()), *pod["containers"])
        said = list(texts([container.get("env", ()) for container in containers]))
        for home, name in sorted(self._services):
            host = re.compile(rf"(^|://){re.escape(name)}(:\d+)?(/|$)")
            if home == namespace and any(host.search(text) for text in said):
                yield name


def _workloads(by_component: ObjectsByComponent) -> Iterator[Object]:
    for objects in by_component.values():
        for obj in objects:
            if _pod(obj):
                yield obj


def _calls(obj: Object, callers: Collection[str]) -> bool:
    return _pod(obj) is not None and obj["metadata"]["name"] in callers


def _pod(obj: Object) -> dict[str, Any] | None:
    """Return the pod template of a workload, or None if an object has none."""
    spec = obj.get("spec") or {}
    spec = spec.get("jobTemplate", {}).get("spec", spec)
    pod = spec.get("template", {}).get("spec") if isinstance(spec, Mapping) else None
    return pod if pod and "containers" in pod else None
