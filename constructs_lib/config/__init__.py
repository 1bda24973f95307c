"""What a user decides: frozen values, checked where they enter; nothing here needs cdk8s."""

from .components import COMPONENTS, CORE
from .dashboard import Dashboard, Link, Section
from .dns import Dns, DnsEndpoint, ExternalDns
from .ingress import Autoscaling, Ingress
from .katib import (
    EarlyStopping,
    Experiments,
    KatibDatabase,
    MetricsCollector,
    Suggestion,
    SuggestionVolume,
    TrialTemplate,
)
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
from .secret_key import SecretKey
from .tls import Encryption, Issuer, PlainHttp, Tls, TlsElsewhere
from .training import TrainingImages

__all__ = [
    "COMPONENTS",
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
    "EarlyStopping",
    "Encryption",
    "Environment",
    "Experiments",
    "ExternalDns",
    "GitRepository",
    "GpuVendor",
    "Hardening",
    "ImageChoice",
    "Ingress",
    "Issuer",
    "KatibDatabase",
    "Kgateway",
    "Link",
    "Member",
    "Mesh",
    "MetacontrollerSettings",
    "MetricsCollector",
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
    "SecretKey",
    "Section",
    "Sidecars",
    "Spawner",
    "Suggestion",
    "SuggestionVolume",
    "TenantRoutes",
    "Tls",
    "TlsElsewhere",
    "Toleration",
    "TolerationGroup",
    "TrainingImages",
    "TrialTemplate",
    "Upstream",
    "Volume",
    "ingress_principal",
    "principal",
    "profile_membership",
]
