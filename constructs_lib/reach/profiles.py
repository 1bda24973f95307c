"""Write what Kubeflow's controllers make of a Profile, as far as a request meets it.

dist/ has Profiles; their namespaces, policies and waypoints exist in the cluster alone. What
the controllers are told is in the environment's own ConfigMaps; what our hook answers to
Metacontroller, the hook itself says here.
Source: profile-controller, access-management and notebook-controller of kubeflow/kubeflow
v1.9.2.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from ..kube import Object
from ..scripts import profile_hook

_ISTIO_API: Final = "security.istio.io/v1"
_POLICY: Final = "AuthorizationPolicy"
_GATEWAY: Final = "Gateway"
_HOOK: Final = "profile-waypoints"
_LABELS: Final = "namespace-labels.yaml"


@dataclass(frozen=True)
class Controllers:
    """The controllers of profiles, as an environment sets them up.

    told: ConfigMap `profiles-config`. labels: of every profile's namespace. hook: what our
    hook is told, None in an environment without waypoints of profiles.
    """

    told: Mapping[str, str]
    labels: Mapping[str, str]
    hook: profile_hook.Settings | None

    @classmethod
    def of(cls, objects: Iterable[Object]) -> "Controllers | None":
        """Return the controllers of an environment, or None if it has none."""
        maps = {
            each["metadata"]["name"]: each.get("data") or {}
            for each in objects
            if each["kind"] == "ConfigMap" and each["metadata"]["namespace"] == "kubeflow"
        }
        if "profiles-config" not in maps:
            return None
        # Releases call the ConfigMap differently.
        [labels] = (data[_LABELS] for data in maps.values() if _LABELS in data)
        return cls(maps["profiles-config"], yaml.safe_load(labels), _settings(maps.get(_HOOK)))

    @property
    def user_header(self) -> str:
        """Return the header by which apps know the user."""
        return self.told["USERID_HEADER"]

    def namespace(self, name: str, owner: str) -> Object:
        """Return a profile's namespace: the controller's label, then those that it is told.

        An empty value removes a label, another is added if there is none.
        """
        labels = {"istio-injection": "enabled"}
        for key, value in self.labels.items():
            if value:
                labels.setdefault(key, value)
            else:
                labels.pop(key, None)
        return {
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": {"name": name, "labels": labels, "annotations": {"owner": owner}},
        }

    def owner_access(self, namespace: str, owner: str) -> Object:
        """Return the policy of profile-controller: the owner, and the profile's own pods."""
        culler = self.told["NOTEBOOK_CONTROLLER_PRINCIPAL"]
        rules: list[Object] = [
            self._as_user(owner),
            {"when": [{"key": "source.namespace", "values": [namespace]}]},
            {"to": [{"operation": {"paths": ["/healthz", "/metrics", "/wait-for-drain"]}}]},
            {
                "from": [{"source": {"principals": [culler]}}],
                "to": [{"operation": {"methods": ["GET"], "paths": ["*/api/kernels"]}}],
            },
        ]
        return _policy("ns-owner-access-istio", namespace, owner, "admin", rules)

    def membership(self, namespace: str, user: str) -> Object:
        """Return the policy that KFAM creates for a contributor."""
        name = re.sub("[^a-z0-9]+", "-", f"user-{user}-clusterrole-edit")
        return _policy(name, namespace, user, "edit", [self._as_user(user)])

    def waypoint(self, namespace: str) -> list[Object]:
        """Return a profile's waypoint and its own policies, as our hook answers."""
        if self.hook is None:
            return []
        there: Object = {f"{namespace}/{self.hook.waypoint}-{profile_hook.DEFAULT_DENY}": {}}
        asked = {
            "object": {"metadata": {"name": namespace}},
            "attachments": {
                f"{_POLICY}.{_ISTIO_API}": there,
                f"{_GATEWAY}.gateway.networking.k8s.io/v1": {},
                "ConfigMap.v1": {},
                "LimitRange.v1": {},
            },
        }
        answer = profile_hook.profile(self.hook, asked)
        return [each for each in answer if each["kind"] in (_POLICY, _GATEWAY)]

    def mirrored(self, policy: Object) -> list[Object]:
        """Return a policy's copy for the profile's waypoint, as our hook answers."""
        if self.hook is None:
            return []
        asked = {"object": policy, "attachments": {f"{_POLICY}.{_ISTIO_API}": {}}}
        return profile_hook.mirror(self.hook, asked)

    def made_of(self, name: str, owner: str) -> list[Object]:
        """Return a profile's namespace, the owner's policy, and the waypoint with its own."""
        access = self.owner_access(name, owner)
        return [
            self.namespace(name, owner),
            access,
            *self.mirrored(access),
            *self.waypoint(name),
        ]

    def made_of_member(self, namespace: str, user: str) -> list[Object]:
        """Return a member's policy, and its copy for the waypoint."""
        access = self.membership(namespace, user)
        return [access, *self.mirrored(access)]

    def _as_user(self, user: str) -> Object:
        principals = [
            self.told["ISTIO_INGRESS_GATEWAY_PRINCIPAL"],
            self.told["KFP_UI_PRINCIPAL"],
        ]
        name = self.told["USERID_PREFIX"] + user
        return {
            "from": [{"source": {"principals": principals}}],
            "when": [{"key": f"request.headers[{self.user_header}]", "values": [name]}],
        }


def owners(profiles: Iterable[Object]) -> Mapping[str, str]:
    """Return the owner of each Profile by its name."""
    return {
        each["metadata"]["name"]: each["spec"]["owner"]["name"]
        for each in profiles
        if each["kind"] == "Profile"
    }


def notebook(namespace: str, name: str) -> list[Object]:
    """Return a notebook's pods, Service and route, as notebook-controller writes them."""
    labels = {"statefulset": name, "notebook-name": name}
    path = f"/notebook/{namespace}/{name}/"
    to = {"host": f"{name}.{namespace}.svc.cluster.local", "port": {"number": 80}}
    rule = {
        "match": [{"uri": {"prefix": path}}],
        "rewrite": {"uri": path},
        "route": [{"destination": to}],
    }
    return [
        *served(namespace, name, port=80, target=8888, labels=labels),
        {
            "apiVersion": "networking.istio.io/v1",
            "kind": "VirtualService",
            "metadata": {"name": f"notebook-{namespace}-{name}", "namespace": namespace},
            "spec": {
                "gateways": ["kubeflow/kubeflow-gateway"],
                "hosts": ["*"],
                "http": [rule],
            },
        },
    ]


def served(
    namespace: str,
    name: str,
    *,
    port: int,
    target: int,
    labels: Mapping[str, str] | None = None,
) -> list[Object]:
    """Return a Service of HTTP in a profile, and its pods, which run as `default-editor`."""
    chosen = dict(labels or {"app": name})
    container = {"name": "main", "ports": [{"containerPort": target}]}
    return [
        {
            "apiVersion": "apps/v1",
            "kind": "StatefulSet",
            "metadata": {"name": name, "namespace": namespace},
            "spec": {
                "selector": {"matchLabels": chosen},
                "template": {
                    "metadata": {"labels": chosen},
                    "spec": {
                        "serviceAccountName": "default-editor",
                        "containers": [container],
                    },
                },
            },
        },
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": name, "namespace": namespace},
            "spec": {
                "selector": chosen,
                "ports": [{"name": f"http-{name}", "port": port, "targetPort": target}],
            },
        },
    ]


def _settings(data: Mapping[str, str] | None) -> profile_hook.Settings | None:
    if data is None:
        return None
    told = json.loads(data["settings.json"])
    access = tuple(profile_hook.Access(**each) for each in told["access"])
    return profile_hook.Settings(told["waypoint"], access, revision=told.get("revision"))


def _policy(
    name: str, namespace: str, user: str, role: str, rules: Sequence[Mapping[str, Any]]
) -> Object:
    return {
        "apiVersion": _ISTIO_API,
        "kind": _POLICY,
        "metadata": {
            "name": name,
            "namespace": namespace,
            "annotations": {"user": user, "role": role},
        },
        "spec": {"rules": list(rules)},
    }
