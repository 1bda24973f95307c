"""Platforms that hold every decision there is, at least once."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from constructs_lib import (
    S3,
    V1_9_1,
    AddOn,
    Aks,
    ApplicationSet,
    AppOfApps,
    ArgoCd,
    Autopilot,
    AwsIamForServiceAccount,
    AzureWorkloadIdentity,
    Backup,
    BackupVolume,
    Bcrypt,
    CaBundle,
    Cluster,
    Config,
    Copy,
    DatabaseNames,
    Destination,
    Dex,
    Edge,
    Environment,
    ExistingSecrets,
    Experiments,
    ExternalKatibMySQL,
    ExternalKatibPostgres,
    ExternalMySQL,
    FromOutside,
    GcpWorkloadIdentity,
    GitRepository,
    Hooks,
    IamRole,
    IgnoredDifference,
    Issuer,
    LdapGroups,
    LdapUsers,
    Login,
    Machine,
    Member,
    NeededSecret,
    OidcProvider,
    OpenShift,
    OwnComponent,
    PipelinesSettings,
    Place,
    Platform,
    PlatformPrerequisites,
    Pods,
    PrerequisiteCheck,
    Profile,
    ProfileAccess,
    ProfileDefaults,
    ProviderEndpoints,
    Proxy,
    Quota,
    Random,
    RandomPassword,
    SealedSecrets,
    SecretKey,
    Sidecars,
    Spread,
    StaticUser,
    SyncPolicy,
    SyncWindow,
    Text,
    Tls,
    Toleration,
    Upstream,
    Username,
)
from constructs_lib.accelerators import (
    Accelerator,
    Amd,
    AwsNeuron,
    Devices,
    Gaudi,
    GoogleTpu,
    Intel,
    JobDefaults,
    Nvidia,
    StepDefaults,
)
from constructs_lib.config import (
    COMPONENTS,
    ModelFormat,
    Models,
    PodDefault,
    TenantRules,
    optional_in,
)
from constructs_lib.elyra import Elyra, ElyraDownloads, ElyraPackages, RuntimeImage
from constructs_lib.logs import AccessLog, Collector, Logs
from constructs_lib.monitoring import Alerts, Dashboards, Monitoring, Scraper, Usage
from constructs_lib.queues import (
    DeviceShare,
    Preemption,
    Queue,
    Queues,
    Share,
    WorkloadPriority,
)
from constructs_lib.recovery import Recovery
from constructs_lib.rollout import BlueGreen
from constructs_lib.serving import Hosts, ModelCaller, ModelVolume, ServingRuntime
from tests.environments import CONFIGS, EVERYTHING, HELLO, TEAM
from tests.logins import CONNECTORS, DEMO

_KEYS: Final = Place("kubeflow", "hello", "key")
_READER: Final = OwnComponent(
    name="reader",
    build=HELLO.build,
    namespace="reader",
    reached_by=HELLO.reached_by,
    secrets=(
        NeededSecret(
            name="hello",
            namespace="reader",
            keys={
                "key": Random(),
                "text": Text("hello"),
                "copy": Copy(Place("reader", "hello", "key")),
                "hash": Bcrypt(Place("reader", "hello", "key")),
                "issued": FromOutside(),
            },
        ),
    ),
    profile_access=(
        ProfileAccess(
            name="reader", callers=("cluster.local/ns/reader/sa/default",), ports=(8080,)
        ),
    ),
)
_MACHINE: Final = Machine(user="system:serviceaccount:robots:trainer")
_ROLE: Final = IamRole(arn="arn:aws:iam::123456789012:role/vision")

# Of those that others name, which are refused alone.
_NAMED: Final = Nvidia("l40s", node_labels={"pool": "l40s"})

_LDAP: Final = replace(
    CONNECTORS["ldap"],
    id="second",
    users=LdapUsers(base="ou=people"),
    groups=LdapGroups(base="ou=groups"),
)

_OF_CONFIGS: Final = {
    name: Platform(environments=(Environment(name, config),))
    for name, config in CONFIGS.items()
}

PLATFORMS: Final = MappingProxyType(
    {
        # First: of components that are not chosen no decision has an effect.
        "serving": Platform(
            environments=(
                Environment(
                    "default",
                    Config(
                        components=(*COMPONENTS, *(each.name for each in optional_in(V1_9_1)))
                    ),
                ),
            ),
            profiles=(
                Profile(
                    name="models",
                    owner="ada@example.com",
                    model_volume=ModelVolume(size="1Gi"),
                    model_callers=(ModelCaller(user="bob@example.com", models=("iris",)),),
                    public_models=("wine",),
                ),
            ),
        ),
        **_OF_CONFIGS,
        "watched": Platform(
            environments=(
                Environment(
                    "default",
                    Config(
                        monitoring=Monitoring(
                            scraper=Scraper(namespace="watching", account="prometheus"),
                            labels={"release": "site"},
                            platform=(
                                "argo-cd",
                                "cadvisor",
                                "cert-manager",
                                "kube-state-metrics",
                                "kubelet",
                                "namespace-labels",
                                "namespace-owners",
                                "notebook-labels",
                            ),
                            alerts=Alerts(runbooks="https://docs.example.org/runbooks"),
                            usage=Usage(owners="named"),
                            dashboards=Dashboards(names=("overview",)),
                        )
                    ),
                ),
            )
        ),
        "accelerated": Platform(
            environments=(
                Environment(
                    "default",
                    Config(
                        components=(*COMPONENTS, "kserve"),
                        accelerators=(
                            _NAMED,
                            Nvidia(
                                "a100",
                                mig="3g.20gb",
                                split={"3g.20gb": 1, "1g.5gb": 4},
                                per_node=1,
                            ),
                            Amd("mi300x"),
                            Intel("max-1550"),
                            Gaudi(node_labels={"pool": "gaudi"}),
                            AwsNeuron("trn1.32xlarge"),
                            GoogleTpu("v5e", "2x4"),
                            Accelerator(
                                name="npu",
                                title="NPU",
                                resource="example.com/npu",
                                node_labels={"pool": "npu"},
                            ),
                        ),
                        models=Models(
                            exposure=Hosts("models.example.com"),
                            runtimes=(
                                ServingRuntime(
                                    name="fast",
                                    image="example.com/fast:1",
                                    formats=(ModelFormat(name="onnx"),),
                                    accelerator=Devices(_NAMED, 1),
                                ),
                            ),
                        ),
                        pipelines=PipelinesSettings(run_logs="kept"),
                        steps=StepDefaults(
                            tolerates=(_NAMED,),
                            priority_class="low",
                            keep_failed=timedelta(hours=1),
                            delete_pods="OnPodSuccess",
                        ),
                        queues=Queues(
                            queues=(
                                Queue(
                                    name="one",
                                    cpu=Share("8", borrows="2", lends="6"),
                                    memory=Share("32Gi"),
                                    devices=(DeviceShare(_NAMED, 4, borrows=2, lends=2),),
                                    cohort="all",
                                    preemption=Preemption(within="lower-priority"),
                                ),
                                Queue(
                                    name="two",
                                    cpu=Share("8"),
                                    memory=Share("32Gi"),
                                    devices=(DeviceShare(_NAMED, 4),),
                                    cohort="all",
                                ),
                            ),
                            priorities=(WorkloadPriority(name="urgent", value=1000),),
                            tolerations=(Toleration(key="pool", value="users"),),
                        ),
                        jobs=JobDefaults(
                            kubernetes="1.34.0", tolerates=(_NAMED,), priority_class="low"
                        ),
                        tenants=TenantRules(priority_classes=("low", "other")),
                        profiles=ProfileDefaults(
                            pod_defaults=(
                                PodDefault(name="all", description="Of every profile"),
                            )
                        ),
                    ),
                ),
            ),
            profiles=(
                Profile(
                    name="fast",
                    owner="ada@example.com",
                    quota=Quota(accelerators=(Devices(_NAMED, 4),)),
                    queue="one",
                ),
            ),
        ),
        "team": Platform(profiles=(TEAM,)),
        "costs": Platform(
            environments=(
                Environment(
                    "default",
                    Config(profiles=ProfileDefaults(cost_label="example.com/cost-center")),
                ),
            ),
            profiles=(Profile(name="costs", owner="ada@example.com", cost_center="4711"),),
        ),
        "elyra": Platform(
            environments=(
                Environment(
                    "default",
                    Config(
                        pipelines=PipelinesSettings(
                            elyra=Elyra(
                                image="registry.example.com/elyra:1.0",
                                packages=ElyraPackages(kfp_kubernetes="1.3.0"),
                                runtime_images=(
                                    RuntimeImage(
                                        name="steps",
                                        image="registry.example.com/steps:1.0",
                                        title="Steps",
                                    ),
                                ),
                                downloads=ElyraDownloads(
                                    bootstrap_script="https://example.com/bootstrapper.py",
                                    requirements="https://example.com/requirements.txt",
                                    pip_index="https://example.com/simple",
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        "plugins": Platform(
            profiles=(
                Profile(
                    name="aws",
                    owner="ada@example.com",
                    plugins=(AwsIamForServiceAccount(role=_ROLE),),
                    members=(Member(_MACHINE),),
                ),
                Profile(
                    name="azure",
                    owner="ada@example.com",
                    plugins=(
                        AzureWorkloadIdentity(
                            client_id="6f0b4d7e-1f0d-4b4e-9d8e-0123456789ab"
                        ),
                    ),
                ),
                Profile(name="robots", owner="ada@example.com"),
            ),
            environments=(
                Environment(
                    "default",
                    Config(
                        login=replace(Login(), machines=EVERYTHING.login.machines),
                        profiles=ProfileDefaults(
                            google=GcpWorkloadIdentity(
                                service_account="vision@project.iam.gserviceaccount.com"
                            )
                        ),
                    ),
                ),
            ),
        ),
        "own": Platform(
            environments=(
                Environment(
                    "default",
                    Config(
                        own=(_READER,),
                        pods=Pods(replicas=2, spread=(Spread(over="rack"),)),
                        backup=Backup(destination=BackupVolume(claim="copies")),
                        recovery=Recovery(destination=BackupVolume(claim="copies")),
                    ),
                ),
            )
        ),
        "sealed": Platform(
            environments=(
                Environment("default", Config(secrets=SealedSecrets(path="sealed"))),
            )
        ),
        "existing": Platform(
            environments=(
                Environment(
                    "default",
                    Config(
                        secrets=ExistingSecrets(names={"oauth2-proxy": "company-session"}),
                        login=Login(
                            dex=Dex(
                                connectors=(CONNECTORS["saml"], _LDAP),
                                users=(
                                    DEMO,
                                    StaticUser(
                                        email="alan@example.com",
                                        name="alan",
                                        password=RandomPassword(),
                                    ),
                                ),
                            )
                        ),
                    ),
                ),
            )
        ),
        # Names that other values have too, and so may be put in their places.
        "blue-green": Platform(
            environments=tuple(
                Environment(
                    name,
                    Config(
                        host="ml.example.com", edge=Edge(aliases=(f"{name}.ml.example.com",))
                    ),
                )
                for name in ("other", "otherx", "cpu")
            ),
            blue_green=BlueGreen(environments=("other", "otherx"), live="otherx"),
        ),
        "delivered": Platform(
            environments=(
                Environment(
                    "default",
                    sync=SyncPolicy(),
                    windows=(
                        SyncWindow(
                            kind="allow", schedule="0 22 * * *", duration=timedelta(hours=2)
                        ),
                    ),
                ),
                Environment("second", revision="second"),
            ),
            delivery=AppOfApps(),
            repository=GitRepository(),
            prerequisites=PlatformPrerequisites(
                add_ons=(
                    AddOn(name="istio", values={"istiod": {"pilot": {"cpu": 1}}}),
                    AddOn(name="cert-manager", version="1.19.0"),
                )
            ),
        ),
        "provider": Platform(
            environments=(
                Environment(
                    "default",
                    Config(
                        edge=Edge(aliases=("ml.example.com",), port=8443),
                        login=Login(
                            authorities=CaBundle("company-ca"),
                            provider=OidcProvider(
                                issuer="https://id.example.com",
                                client_id="kubeflow",
                                client_secret=SecretKey("kubeflow-client", "secret"),
                                user_claim="preferred_username",
                                endpoints=ProviderEndpoints(
                                    login="https://id.example.com/login",
                                    token="https://id.example.com/token",
                                    keys="https://id.example.com/keys",
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            profiles=(Profile(name="team", owner=Username("ada")),),
        ),
        "hub": Platform(
            environments=(
                Environment(
                    "eu",
                    argo_cd=ArgoCd(
                        hub=True,
                        destination=Destination(server="https://eu.example.com"),
                        ignored=(
                            IgnoredDifference(
                                group="apps", kind="Deployment", pointers=("/spec/replicas",)
                            ),
                        ),
                    ),
                ),
                Environment(
                    "us", argo_cd=ArgoCd(hub=True, destination=Destination(name="us"))
                ),
            ),
            delivery=ApplicationSet(),
            profiles_repository=GitRepository(path="people"),
        ),
        "elsewhere": Platform(
            environments=(
                Environment(
                    "default",
                    Config(
                        pipelines=PipelinesSettings(
                            archive_logs=False,
                            page="open",
                            database=ExternalMySQL(
                                host="db.example.com",
                                secret="db",
                                ca=CaBundle("db-ca"),
                                names=DatabaseNames(pipelines="ml", cache="mlc"),
                            ),
                            object_store=S3(
                                bucket="runs",
                                region="any",
                                endpoint="s3.example.com",
                                port=9000,
                                ca=CaBundle("store-ca", "bundle.pem"),
                            ),
                        ),
                        experiments=Experiments(
                            database=ExternalKatibPostgres(
                                host="db.example.com", secret="katib", ca=CaBundle("db-ca")
                            )
                        ),
                        hooks=Hooks(before=PrerequisiteCheck()),
                    ),
                    profiles=(Profile(name="own", owner="ada@example.com"),),
                ),
                Environment(
                    "inside",
                    Config(
                        pipelines=PipelinesSettings(
                            run_logs="kept",
                            object_store=S3(
                                bucket="runs",
                                region="any",
                                endpoint="minio.storage.svc",
                                port=9000,
                                tls=False,
                            ),
                        ),
                        experiments=Experiments(
                            database=ExternalKatibMySQL(host="db.example.com", secret="katib")
                        ),
                    ),
                ),
            )
        ),
        "clusters": Platform(
            prerequisites=PlatformPrerequisites(add_ons=(AddOn(name="gateway-api"),)),
            environments=(
                Environment(
                    "default",
                    Config(
                        logs=Logs(
                            access=AccessLog(),
                            collector=Collector(
                                endpoint="https://logs.example.com/otlp",
                                tenant_header="X-Scope-OrgID",
                                token_variable="LOGS_TOKEN",
                                storage="file_storage",
                            ),
                        ),
                        cluster=Cluster(
                            addresses="dual-stack",
                            distribution=OpenShift(version="4.18.0"),
                            proxy=Proxy(
                                address="http://proxy.example.com:3128",
                                no_proxy=("corp.example",),
                                callers=("ml-pipeline",),
                            ),
                        ),
                    ),
                ),
                Environment(
                    "aks",
                    Config(
                        cluster=Cluster(distribution=Aks()),
                        edge=Edge(tls=Tls(issuer=Issuer(name="letsencrypt"))),
                    ),
                ),
                Environment(
                    "autopilot",
                    Config(
                        cluster=Cluster(distribution=Autopilot()),
                        mesh=Sidecars(trust_domain="fleet.example"),
                        hooks=Hooks(before=PrerequisiteCheck()),
                    ),
                ),
            ),
        ),
        "upstream": Platform(base=Upstream(ref="v1.9.1")),
    }
)
