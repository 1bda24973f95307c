"""What a user decides: frozen values, checked where they enter; nothing here needs cdk8s."""

from .base import UPSTREAM_PATHS, Base, Rendered, Upstream
from .components import COMPONENTS, CORE
from .dashboard import Dashboard, Link, Section
from .data import (
    S3,
    AccessKey,
    BundledMinIO,
    BundledMySQL,
    Database,
    ExternalMySQL,
    IamRole,
    ObjectStore,
    SecretToMake,
)
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
from .pipelines import PipelinesSettings
from .platform import (
    SAMPLE_PROFILE,
    STOCK,
    UPSTREAM,
    Config,
    Environment,
    GitRepository,
    Platform,
    Runtime,
    TenantRoutes,
)
from .pods import DOCUMENT_ROW, Hardening, Pods, Requests, Resources, Toleration
from .prerequisites import PlatformPrerequisites
from .profiles import Member, PodDefault, Profile, ProfileDefaults, Quota
from .secret_key import SecretKey
from .tls import Encryption, Issuer, PlainHttp, Tls, TlsElsewhere
from .training import TrainingImages

__all__ = [
    "COMPONENTS",
    "CORE",
    "DOCUMENT_ROW",
    "S3",
    "SAMPLE_PROFILE",
    "STOCK",
    "UPSTREAM",
    "UPSTREAM_PATHS",
    "WAYPOINT",
    "AccessKey",
    "Ambient",
    "Autoscaling",
    "Base",
    "BundledMinIO",
    "BundledMySQL",
    "Config",
    "Culling",
    "Dashboard",
    "Database",
    "Dns",
    "DnsEndpoint",
    "EarlyStopping",
    "Encryption",
    "Environment",
    "Experiments",
    "ExternalDns",
    "ExternalMySQL",
    "GitRepository",
    "GpuVendor",
    "Hardening",
    "IamRole",
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
    "ObjectStore",
    "ParentGateway",
    "PipelinesSettings",
    "PlainHttp",
    "Platform",
    "PlatformPrerequisites",
    "PodDefault",
    "Pods",
    "Profile",
    "ProfileDefaults",
    "Quota",
    "Rendered",
    "Requests",
    "Resources",
    "Runtime",
    "SecretKey",
    "SecretToMake",
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
