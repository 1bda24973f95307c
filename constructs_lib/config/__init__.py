"""The configuration: frozen dataclasses, checked on construction, without cdk8s."""

from .accelerators import (
    Accelerator,
    Amd,
    AnyAccelerator,
    AwsNeuron,
    Devices,
    Gaudi,
    GoogleTpu,
    Intel,
    Nvidia,
)
from .add_ons import AddOn
from .alerts import Alerts
from .apps import Notebooks, TensorBoards, VolumeViewers
from .argo import (
    Applications,
    ApplicationSet,
    AppOfApps,
    Delivery,
    Retry,
    SyncPolicy,
    SyncWindow,
)
from .argo_cd import ArgoCd, Deletion, Destination, IgnoredDifference
from .autoscaling import Autoscaling
from .backup import Backup, BackupBucket, BackupVolume
from .base import Base, Rendered, Upstream, optional_in, upstream_paths
from .blue_green import BlueGreen
from .ca_bundle import CaBundle
from .canary import Canary, PageCanary
from .cloud import (
    AwsIamForServiceAccount,
    AzureWorkloadIdentity,
    GcpWorkloadIdentity,
    IamRole,
    ProfilePlugin,
)
from .cluster import Aks, Autopilot, Cluster, OpenShift
from .collector import Collector
from .components import COMPONENTS, CORE, LOGIN, Component, IngressRule, MetricsPort
from .connectors import (
    Connector,
    GitHubConnector,
    GoogleConnector,
    GoogleDirectory,
    LdapConnector,
    LdapGroups,
    LdapUsers,
    MicrosoftConnector,
    OidcConnector,
    SamlConnector,
)
from .culling import Culling
from .dashboard import Charts, Dashboard
from .dashboards import Dashboards
from .data import (
    S3,
    AccessKey,
    BundledMinIO,
    BundledMySQL,
    BundledSeaweedFS,
    Database,
    DatabaseNames,
    ExternalMySQL,
    ObjectStore,
)
from .dex import (
    DemoPassword,
    Dex,
    RandomPassword,
    StaticClient,
    StaticUser,
    TokenLifetimes,
)
from .dns import Dns, DnsEndpoint, ExternalDns
from .edge import Edge
from .egress import ApiServer
from .elyra import Elyra, ElyraDownloads, ElyraPackages, RuntimeImage
from .environment import Config
from .exposure import Exposure, Hosts, Paths
from .git_repository import GitRepository
from .headers import UserHeader
from .hooks import Hooks, PrerequisiteCheck, SmokeTest
from .ingress import Ingress
from .jobs import JobDefaults
from .katib import (
    EarlyStopping,
    Experiments,
    KatibDatabase,
    MetricsCollector,
    Suggestion,
    SuggestionVolume,
    TrialTemplate,
)
from .katib_external import ExternalKatibMySQL, ExternalKatibPostgres
from .kgateway import Kgateway, ParentGateway
from .links import Link, Links, Section
from .login import Login
from .logs import AccessLog, Logs
from .machines import ClusterIssuer, ExternalIssuer, Machine, MachineIssuer
from .mesh import (
    GATEWAY_LABELS,
    WAYPOINT,
    Ambient,
    Mesh,
    Sidecars,
    api_user,
    ingress_principal,
    profile_membership,
    proxies,
)
from .metacontroller import MetacontrollerSettings
from .monitoring import Monitoring, Scraper
from .notebook_volumes import ExistingVolume, Volume
from .notebooks import GpuVendor, ImageChoice, NodeGroup, Spawner, TolerationGroup
from .own_component import OwnComponent
from .pages import Pages
from .patch import Patch, Target
from .people import Username
from .pipelines import PipelinesSettings
from .placement import SPREAD, NodeAffinity, Spread
from .platform import SAMPLE_PROFILE, Environment, Platform
from .pod_default import (
    AddedContainer,
    ConfigMapValue,
    PodDefault,
    PodField,
    VariableValue,
)
from .pod_volumes import (
    ClaimFolder,
    ConfigMapFiles,
    EmptyFolder,
    PodVolume,
    SecretFiles,
    TokenFile,
)
from .pods import DEFAULT_ROW, Hardening, Pods, Requests, Resources, Toleration
from .prerequisites import PlatformPrerequisites
from .profile_access import ProfileAccess
from .profile_models import ModelCaller, ModelVolume
from .profiles import (
    PROFILES,
    RESERVED,
    Member,
    NamedRole,
    Profile,
    ProfileDefaults,
)
from .provider import OidcProvider, ProviderEndpoints
from .proxy import Proxy
from .quotas import Quota
from .recovery import Recovery
from .secret_key import SecretKey
from .secrets import (
    Bcrypt,
    Copy,
    ExistingSecrets,
    ExternalSecrets,
    FromOutside,
    GeneratedInCluster,
    NeededSecret,
    Place,
    Random,
    SealedSecrets,
    Secrets,
    Text,
    name_in_cluster,
)
from .serving import Models
from .serving_runtime import ModelFormat, ServingRuntime
from .session import Redis, Session
from .soak import Soak
from .spark import SparkOperator
from .steps import PodCollection, StepDefaults
from .tenants import ENFORCED, PodSecurity, TenantRoutes, TenantRules
from .tls import Encryption, Issuer, PlainHttp, Tls, TlsElsewhere
from .training import TrainingImages
from .upstream import UPSTREAM, UPSTREAM_CORE, upstream
from .upstream_choices import UpstreamChoices
from .usage import Usage
from .waypoints import Waypoints
from .workload_defaults import WorkloadDefaults

__all__ = [
    "COMPONENTS",
    "CORE",
    "DEFAULT_ROW",
    "ENFORCED",
    "GATEWAY_LABELS",
    "LOGIN",
    "PROFILES",
    "RESERVED",
    "S3",
    "SAMPLE_PROFILE",
    "SPREAD",
    "UPSTREAM",
    "UPSTREAM_CORE",
    "WAYPOINT",
    "Accelerator",
    "AccessKey",
    "AccessLog",
    "AddOn",
    "AddedContainer",
    "Aks",
    "Alerts",
    "Ambient",
    "Amd",
    "AnyAccelerator",
    "ApiServer",
    "AppOfApps",
    "ApplicationSet",
    "Applications",
    "ArgoCd",
    "Autopilot",
    "Autoscaling",
    "AwsIamForServiceAccount",
    "AwsNeuron",
    "AzureWorkloadIdentity",
    "Backup",
    "BackupBucket",
    "BackupVolume",
    "Base",
    "Bcrypt",
    "BlueGreen",
    "BundledMinIO",
    "BundledMySQL",
    "BundledSeaweedFS",
    "CaBundle",
    "Canary",
    "Charts",
    "ClaimFolder",
    "Cluster",
    "ClusterIssuer",
    "Collector",
    "Component",
    "Config",
    "ConfigMapFiles",
    "ConfigMapValue",
    "Connector",
    "Copy",
    "Culling",
    "Dashboard",
    "Dashboards",
    "Database",
    "DatabaseNames",
    "Deletion",
    "Delivery",
    "DemoPassword",
    "Destination",
    "Devices",
    "Dex",
    "Dns",
    "DnsEndpoint",
    "EarlyStopping",
    "Edge",
    "Elyra",
    "ElyraDownloads",
    "ElyraPackages",
    "EmptyFolder",
    "Encryption",
    "Environment",
    "ExistingSecrets",
    "ExistingVolume",
    "Experiments",
    "Exposure",
    "ExternalDns",
    "ExternalIssuer",
    "ExternalKatibMySQL",
    "ExternalKatibPostgres",
    "ExternalMySQL",
    "ExternalSecrets",
    "FromOutside",
    "Gaudi",
    "GcpWorkloadIdentity",
    "GeneratedInCluster",
    "GitHubConnector",
    "GitRepository",
    "GoogleConnector",
    "GoogleDirectory",
    "GoogleTpu",
    "GpuVendor",
    "Hardening",
    "Hooks",
    "Hosts",
    "IamRole",
    "IgnoredDifference",
    "ImageChoice",
    "Ingress",
    "IngressRule",
    "Intel",
    "Issuer",
    "JobDefaults",
    "KatibDatabase",
    "Kgateway",
    "LdapConnector",
    "LdapGroups",
    "LdapUsers",
    "Link",
    "Links",
    "Login",
    "Logs",
    "Machine",
    "MachineIssuer",
    "Member",
    "Mesh",
    "MetacontrollerSettings",
    "MetricsCollector",
    "MetricsPort",
    "MicrosoftConnector",
    "ModelCaller",
    "ModelFormat",
    "ModelVolume",
    "Models",
    "Monitoring",
    "NamedRole",
    "NeededSecret",
    "NodeAffinity",
    "NodeGroup",
    "Notebooks",
    "Nvidia",
    "ObjectStore",
    "OidcConnector",
    "OidcProvider",
    "OpenShift",
    "OwnComponent",
    "PageCanary",
    "Pages",
    "ParentGateway",
    "Patch",
    "Paths",
    "PipelinesSettings",
    "Place",
    "PlainHttp",
    "Platform",
    "PlatformPrerequisites",
    "PodCollection",
    "PodDefault",
    "PodField",
    "PodSecurity",
    "PodVolume",
    "Pods",
    "PrerequisiteCheck",
    "Profile",
    "ProfileAccess",
    "ProfileDefaults",
    "ProfilePlugin",
    "ProviderEndpoints",
    "Proxy",
    "Quota",
    "Random",
    "RandomPassword",
    "Recovery",
    "Redis",
    "Rendered",
    "Requests",
    "Resources",
    "Retry",
    "RuntimeImage",
    "SamlConnector",
    "Scraper",
    "SealedSecrets",
    "SecretFiles",
    "SecretKey",
    "Secrets",
    "Section",
    "ServingRuntime",
    "Session",
    "Sidecars",
    "SmokeTest",
    "Soak",
    "SparkOperator",
    "Spawner",
    "Spread",
    "StaticClient",
    "StaticUser",
    "StepDefaults",
    "Suggestion",
    "SuggestionVolume",
    "SyncPolicy",
    "SyncWindow",
    "Target",
    "TenantRoutes",
    "TenantRules",
    "TensorBoards",
    "Text",
    "Tls",
    "TlsElsewhere",
    "TokenFile",
    "TokenLifetimes",
    "Toleration",
    "TolerationGroup",
    "TrainingImages",
    "TrialTemplate",
    "Upstream",
    "UpstreamChoices",
    "Usage",
    "UserHeader",
    "Username",
    "VariableValue",
    "Volume",
    "VolumeViewers",
    "Waypoints",
    "WorkloadDefaults",
    "api_user",
    "ingress_principal",
    "name_in_cluster",
    "optional_in",
    "profile_membership",
    "proxies",
    "upstream",
    "upstream_paths",
]
