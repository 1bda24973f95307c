"""What a user decides: frozen values, checked where they enter; nothing here needs cdk8s."""

from .dashboard import Dashboard, Link, Section
from .dns import Dns, DnsEndpoint, ExternalDns
from .ingress import Autoscaling, Ingress
from .kgateway import Kgateway, ParentGateway
from .mesh import (
    WAYPOINT,
    Ambient,
    Mesh,
    Sidecars,
    ingress_principal,
    principal,
    profile_membership,
)
from .metacontroller import MetacontrollerSettings
from .notebooks import (
    Culling,
    GpuVendor,
    ImageChoice,
    NodeGroup,
    Spawner,
    TolerationGroup,
    Volume,
)
from .platform import (
    CORE,
    SAMPLE_PROFILE,
    STOCK,
    UPSTREAM,
    UPSTREAM_PATHS,
    Base,
    Config,
    Environment,
    GitRepository,
    Platform,
    Rendered,
    Runtime,
    TenantRoutes,
    Upstream,
)
from .pods import DOCUMENT_ROW, Hardening, Pods, Resources, Toleration
from .prerequisites import PlatformPrerequisites
from .profiles import Member, PodDefault, Profile, ProfileDefaults, Quota
from .tls import Encryption, Issuer, PlainHttp, Tls, TlsElsewhere

__all__ = [
    "CORE",
    "DOCUMENT_ROW",
    "SAMPLE_PROFILE",
    "STOCK",
    "UPSTREAM",
    "UPSTREAM_PATHS",
    "WAYPOINT",
    "Ambient",
    "Autoscaling",
    "Base",
    "Config",
    "Culling",
    "Dashboard",
    "Dns",
    "DnsEndpoint",
    "Encryption",
    "Environment",
    "ExternalDns",
    "GitRepository",
    "GpuVendor",
    "Hardening",
    "ImageChoice",
    "Ingress",
    "Issuer",
    "Kgateway",
    "Link",
    "Member",
    "Mesh",
    "MetacontrollerSettings",
    "NodeGroup",
    "ParentGateway",
    "PlainHttp",
    "Platform",
    "PlatformPrerequisites",
    "PodDefault",
    "Pods",
    "Profile",
    "ProfileDefaults",
    "Quota",
    "Rendered",
    "Resources",
    "Runtime",
    "Section",
    "Sidecars",
    "Spawner",
    "TenantRoutes",
    "Tls",
    "TlsElsewhere",
    "Toleration",
    "TolerationGroup",
    "Upstream",
    "Volume",
    "ingress_principal",
    "principal",
    "profile_membership",
]
