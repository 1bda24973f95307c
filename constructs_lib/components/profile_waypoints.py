"""Guard profiles by waypoints in an ambient mesh, which has no sidecars."""

from collections.abc import Sequence
from typing import Any, Final

from constructs import Construct

from ..config import PROFILES, WAYPOINT, Ambient, Resources, Waypoints, WorkloadDefaults
from ..config.checks import check_unique
from ..config.components import METACONTROLLER, PROFILE_WAYPOINTS
from ..config.profile_access import ProfileAccess
from ..kube import AdmissionPolicy, note_made, one_mesh
from ..mesh import AccessPolicy
from ..schemas import PROFILE
from .api_resource import ApiResource
from .context import Context, Part
from .decorator_hook import DecoratorHook
from .metacontroller import Metacontroller
from .waypoint_parameters import waypoint_parameters

NAME: Final = PROFILE_WAYPOINTS.name

_LABELS: Final = {"app": NAME}

_PROFILES: Final = ApiResource(
    group=PROFILE.group, version=PROFILE.storage, plural=PROFILE.plural
)
_POLICIES: Final = ApiResource(
    group="security.istio.io", version="v1", plural="authorizationpolicies"
)
_GATEWAYS: Final = ApiResource(
    group="gateway.networking.k8s.io", version="v1", plural="gateways"
)
_CONFIG_MAPS: Final = ApiResource(group="", version="v1", plural="configmaps")
_NAMESPACES: Final = ApiResource(group="", version="v1", plural="namespaces")
_LIMIT_RANGES: Final = ApiResource(group="", version="v1", plural="limitranges")


class ProfileWaypoints(Construct):
    """Gives each profile a waypoint with its owner's and members' policies, and a LimitRange.

    The profile controller and KFAM write them for sidecars: ztunnel ignores their rules on
    HTTP, and a waypoint enforces only policies that target it. Metacontroller asks a small
    program of this library, scripts/profile_hook.py, what to attach to each profile and to
    each policy.
    metacontroller: calls the program. container_defaults: as in ProfileDefaults; a profile's
    own take precedence. cost_label: as in ProfileDefaults; the hook labels namespaces too.
    access: further callers that profiles admit, such as Katib's controller.
    waypoints: their size and placement. If set, each profile has a ConfigMap with it, which
    only Metacontroller may write, since istiod applies it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        metacontroller: Metacontroller,
        access: Sequence[ProfileAccess] = (),
        waypoints: Waypoints = Waypoints(),
        container_defaults: Resources | None = None,
        cost_label: str | None = None,
        defaults: WorkloadDefaults = WorkloadDefaults(),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        check_unique((each.name for each in access), "access to profiles")
        parameters = waypoint_parameters(waypoints, defaults.hardening)
        settings: dict[str, Any] = {
            "waypoint": WAYPOINT,
            "access": [each.to_json() for each in access],
            "containerDefaults": container_defaults.to_spec() if container_defaults else None,
        }
        if parameters:
            settings["parameters"] = parameters
        if isinstance(defaults.mesh, Ambient) and defaults.mesh.revision:
            settings["revision"] = defaults.mesh.revision
        if cost_label:
            settings["costLabel"] = cost_label
        self._keep_parameters(metacontroller)
        hook = DecoratorHook(
            self,
            "Hook",
            name=NAME,
            program="profile_hook.py",
            extension="cost_hook.py" if cost_label else None,
            settings=settings,
            defaults=defaults,
        )
        AccessPolicy(
            self,
            "OnlyMetacontroller",
            name=NAME,
            selector=_LABELS,
            callers=[metacontroller.principal],
            labels=_LABELS,
        )
        metacontroller.decorate(
            self,
            name=NAME,
            parent=_PROFILES,
            attachments=[
                _POLICIES,
                _GATEWAYS,
                _LIMIT_RANGES,
                *([_CONFIG_MAPS] if parameters else []),
            ],
            hook=hook.endpoint,
            path="/profile",
        )
        metacontroller.decorate(
            self,
            name=f"{NAME}-mirror",
            parent=_POLICIES,
            # Only the profile controller and KFAM write them.
            annotated=["user", "role"],
            attachments=[_POLICIES],
            hook=hook.endpoint,
            path="/mirror",
        )

        if cost_label:
            metacontroller.label(
                self,
                name=f"{NAME}-labels",
                parent=_NAMESPACES,
                selected=PROFILES,
                key=cost_label,
                related=_PROFILES,
                hook=hook.endpoint,
                path="/labels",
                customize="/related",
            )

    def _keep_parameters(self, metacontroller: Metacontroller) -> None:
        """Prevent others from writing what istiod reads, such as an image or a volume.

        Also without a size: otherwise istiod would later read earlier content of others.
        """
        spec = {
            "failurePolicy": "Fail",
            "matchConstraints": {
                "namespaceSelector": {"matchLabels": dict(PROFILES)},
                "resourceRules": [
                    {
                        "apiGroups": [""],
                        "apiVersions": ["*"],
                        "operations": ["CREATE", "UPDATE"],
                        "resources": ["configmaps"],
                        "resourceNames": [WAYPOINT],
                    }
                ],
            },
            "validations": [
                {
                    "expression": f"request.userInfo.username == '{metacontroller.user}'",
                    "message": f"ConfigMap {WAYPOINT} says what the waypoint is made of",
                }
            ],
        }
        AdmissionPolicy(self, "Parameters", name=f"{NAME}-parameters", spec=spec)


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    profiles = context.config.profiles
    return Part(
        ProfileWaypoints(
            scope,
            NAME,
            metacontroller=context.made(METACONTROLLER, Metacontroller),
            access=context.profile_access,
            waypoints=profiles.waypoints,
            container_defaults=profiles.container_defaults,
            cost_label=profiles.cost_label,
            defaults=context.workload_defaults(PROFILE_WAYPOINTS),
        )
    )
