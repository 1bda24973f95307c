"""Environments that differ from upstream each in their own way, and together in every way."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib import (
    S3,
    V1_10_2,
    V26_03_1,
    AccessKey,
    AddedContainer,
    Aks,
    Ambient,
    ApiServer,
    Autoscaling,
    Backup,
    BackupBucket,
    BundledMinIO,
    ClaimFolder,
    Cluster,
    Config,
    ConfigMapFiles,
    ConfigMapValue,
    Context,
    Culling,
    Dashboard,
    DnsEndpoint,
    Edge,
    EmptyFolder,
    Environment,
    ExistingVolume,
    Experiments,
    ExternalDns,
    ExternalMySQL,
    ExternalSecrets,
    GpuVendor,
    Hardening,
    Hooks,
    ImageChoice,
    Ingress,
    IngressRule,
    Issuer,
    KatibDatabase,
    Kgateway,
    Link,
    Links,
    Member,
    MetacontrollerSettings,
    MetricsCollector,
    NamedRole,
    NodeAffinity,
    NodeGroup,
    Notebooks,
    OwnComponent,
    Pages,
    ParentGateway,
    Patch,
    PipelinesSettings,
    PlainHttp,
    Platform,
    PodDefault,
    PodField,
    Pods,
    PrerequisiteCheck,
    Profile,
    ProfileDefaults,
    Quota,
    Rehearsal,
    Resources,
    SecretFiles,
    SecretKey,
    Section,
    Sidecars,
    SmokeTest,
    Spawner,
    Suggestion,
    SuggestionVolume,
    Target,
    TenantRules,
    TensorBoards,
    Tls,
    TokenFile,
    Toleration,
    TolerationGroup,
    TrainingImages,
    TrialTemplate,
    UpstreamChoices,
    UserHeader,
    Volume,
    VolumeViewers,
)
from constructs_lib.accelerators import GoogleTpu, JobDefaults, Nvidia, StepDefaults
from constructs_lib.config import (
    COMPONENTS,
    SAMPLE_PROFILE,
    ModelFormat,
    Models,
    ServingRuntime,
    SparkOperator,
    optional_in,
)
from constructs_lib.logs import AccessLog, Charts, Logs
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
from constructs_lib.rollout import Canary
from constructs_lib.velero import Velero, VeleroBucket, VeleroSnapshots
from tests.logins import EVERY_LOGIN

# Every field is another than by default; a test in test_platform.py holds this.
GREETING: Final = {"app": "hello"}


def hello(scope: Construct, context: Context) -> None:
    """Define a component of a user's own."""
    image = context.image("registry.example.com/hello:1")
    metadata = k8s.ObjectMeta(name="hello", labels=GREETING)
    selector = k8s.LabelSelector(match_labels=GREETING)
    pod = k8s.PodSpec(containers=[k8s.Container(name="hello", image=image)])
    template = k8s.PodTemplateSpec(metadata=metadata, spec=pod)
    spec = k8s.DeploymentSpec(selector=selector, template=template)
    k8s.KubeDeployment(scope, "deployment", metadata=metadata, spec=spec)


HELLO: Final = OwnComponent(
    name="hello",
    build=hello,
    links=Links(menu=(Link("Hello", "/hello/"),)),
    reached_by=(
        IngressRule(name="hello", pods=GREETING, callers=("gateway",), ports=(8080,)),
    ),
    images=("registry.example.com/hello:1",),
)

EVERYTHING: Final = Config(
    release=V1_10_2,
    own=(HELLO,),
    patches=(
        Patch(
            target=Target(kind="Deployment", name="training-operator"),
            merge={"spec": {"revisionHistoryLimit": 3}},
        ),
    ),
    labels={"example.com/cost-centre": "42"},
    annotations={"example.com/owner": "ml-platform"},
    host="ml.example.org",
    mesh=Ambient(istio="1.26.3", ingress_namespace="kubeflow", other_waypoints="closed"),
    cluster_domain="k8s.example.org",
    components=(
        "profiles",
        "central-dashboard",
        "admission-webhook",
        "notebook-controller",
        "jupyter-web-app",
        "pvcviewer-controller",
        "volumes-web-app",
        "tensorboard-controller",
        "training-operator",
        "katib",
        "pipelines",
        "kserve",
        "kserve-models-web-app",
        "spark-operator",
    ),
    registry="mirror.example.com:5000/kubeflow",
    resources={
        "profiles": Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi"),
        "pvcviewer-controller": Resources(
            cpu="20m", memory="32Mi", cpu_limit="1", memory_limit="64Mi"
        ),
    },
    pods=Pods(
        replicas=3,
        node_selector={"kubernetes.io/os": "linux"},
        tolerations=(Toleration(key="dedicated", value="platform"), Toleration(key="spot")),
        pull_secrets=("mirror-login",),
        affinity=(NodeAffinity(key="disk", values=("ssd",)),),
        priority_class="platform",
        env={"HTTPS_PROXY": "http://proxy.example.com:3128"},
    ),
    workloads={"central-dashboard": Pods(replicas=1, node_selector={"zone": "a"})},
    cluster=Cluster(distribution=Aks()),
    hardening=Hardening(
        probes="upstream",
        security="restricted",
        rollout="manual",
        disruption_budgets="none",
        egress="guarded",
        api_server=ApiServer(addresses=("192.0.2.1/32", "2001:db8::1/128"), port=443),
        node_dns=("169.254.20.10",),
        outside={"ml-pipeline": (443,)},
    ),
    dashboard=Dashboard(
        menu=(Section("Own", "icons:link", (Link("Grafana", "/grafana/", icon="table"),)),),
        quick_links=(Link("New volume", "/volumes/new", "volumes-web-app"),),
        documentation=(Link("Handbook", "https://wiki.example.com/", description="Read it"),),
        external=(Link("Support", "https://support.example.com/"),),
        registration=True,
        charts=Charts(prometheus="http://prometheus.monitoring.svc:9090", link="/grafana/"),
    ),
    logs=Logs(access=AccessLog(users="named", proxies="mesh"), format="json"),
    profiles=ProfileDefaults(
        labels={"app.kubernetes.io/part-of": "kubeflow-profile", "team": "ml"},
        admin="root@example.com",
        container_defaults=Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi"),
        cost_label="example.com/cost-center",
    ),
    experiments=Experiments(
        database=KatibDatabase(
            image="example.com/mysql:8.0.40",
            password=SecretKey(secret="katib-login", key="root"),
            size="50Gi",
            storage_class="fast",
            resources=None,
            accounts="default",
            passwordless="allowed",
        ),
        suggestions=(
            Suggestion(
                algorithm="random",
                image="example.com/random:1",
                requests={"cpu": "1"},
                limits={"cpu": "2"},
                volume=SuggestionVolume(
                    size="1Gi", access_mode="ReadWriteOnce", storage_class="shared"
                ),
            ),
        ),
        early_stoppings=(),
        collectors=(MetricsCollector(kind="File", image="example.com/collector:1"),),
        templates=(
            TrialTemplate(name="own", image="example.com/trial:1", command=("train",)),
        ),
        page_rights="upstream",
    ),
    models=Models(
        exposure=None,
        controller_rights="upstream",
        graph_rights="upstream",
        storage="none",
        runtimes=(
            ServingRuntime(
                name="own",
                image="example.com/server:1",
                formats=(ModelFormat(name="own", version="1", priority=3),),
                protocols=("v2",),
                command=("serve",),
                args=("--model={{.Name}}",),
                env={"HTTP_PORT": "8080"},
                user=1001,
                addresses="ipv4",
                metrics_port=9090,
                resources=Resources(
                    cpu="500m", memory="1Gi", cpu_limit="2", memory_limit="4Gi"
                ),
            ),
        ),
        explainer_image="example.com/explainer:1",
        page_image="example.com/models:1",
        page_rights="upstream",
        metrics_log="everything",
    ),
    spark=SparkOperator(settings="any", rights="upstream", threads=20, executors=500),
    training_images=TrainingImages(pytorch="alpine:3.20.3", mpi="example.com/kubectl:1"),
    pipelines=PipelinesSettings(
        database=ExternalMySQL(host="db.example.com", secret="db-login", port=3307),
        object_store=S3(bucket="runs", region="eu-west-1", credentials=AccessKey("s3-login")),
        artifacts="shared",
        profile_credentials="own",
        pipeline_root="s3://runs/{namespace}",
        runner="default-viewer",
        launcher_image="example.com/launcher:1",
        driver_image="example.com/driver:1",
        executor_image="example.com/argoexec:1",
        cached_step_image="example.com/busybox:1",
        hook_image="example.com/python:3.13",
        cache_staleness="P30D",
        cache_staleness_limit="P90D",
        archive_logs=False,
        keep_runs=timedelta(hours=1),
        log_level="debug",
        time_zone="Europe/Berlin",
        page="open",
        sdk="none",
        page_timeout=timedelta(seconds=600),
        metadata_message=8388608,
        custom_visualizations=False,
        viewers=3,
        resources={
            "ui": Resources(cpu="20m", memory="80Mi", cpu_limit="1", memory_limit="1Gi"),
        },
    ),
    canaries={
        "jupyter-web-app": Canary(
            image="registry.example.com/notebooks:v2",
            groups=("volunteers",),
            users=("ada@example.com",),
        ),
        "katib": Canary(
            image="registry.example.com/katib-ui:v2", groups=("all",), shown_to="everyone"
        ),
    },
    backup=Backup(
        destination=BackupBucket(
            bucket="copies",
            region="eu-west-1",
            secret="copies-login",
            endpoint="s3.example.com",
            prefix="ml/production",
        ),
        of=("katib",),
        schedule="15 */6 * * 1-5",
        keep=28,
        scratch="50Gi",
        deadline=timedelta(hours=1),
        resources=Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi"),
        rehearsal=Rehearsal(
            schedule="45 */6 * * 1-5",
            newest=timedelta(days=4),
            scratch="90Gi",
            deadline=timedelta(hours=2),
            resources=Resources(cpu="1", memory="2Gi", cpu_limit="2", memory_limit="4Gi"),
        ),
    ),
    velero=Velero(
        location=VeleroBucket(
            bucket="volumes",
            region="eu-west-1",
            prefix="ml/production",
            endpoint="s3.example.com",
            credential=SecretKey("volumes-login", "cloud"),
            access="ReadOnly",
        ),
        profiles=("team-*",),
        platform="kept",
        volumes=VeleroSnapshots(
            provider="velero.io/aws",
            settings={"region": "eu-west-1"},
            credential=SecretKey("volumes-login", "snapshots"),
        ),
        schedule="10 4 * * *",
        keep=timedelta(days=30),
        namespace="copies",
    ),
    recovery=Recovery(
        destination=BackupBucket(
            bucket="copies",
            region="eu-west-1",
            secret="copies-login",
            endpoint="s3.example.com",
            prefix="ml/production",
        ),
        kinds=("profiles", "contributors", "models", "recurring-runs"),
        secrets=("git-credentials",),
        schedule="5 */2 * * *",
        keep=100,
        scratch="2Gi",
        deadline=timedelta(minutes=20),
        resources=Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi"),
    ),
    monitoring=Monitoring(
        scraper=Scraper(namespace="watching", account="prometheus"),
        discovery="operator",
        labels={"release": "site"},
        platform=(
            "cadvisor",
            "cert-manager",
            "dcgm-exporter",
            "kube-state-metrics",
            "kubelet",
            "namespace-labels",
            "namespace-owners",
            "notebook-labels",
        ),
        usage=Usage(owners="named"),
        alerts=Alerts(
            runbooks="https://docs.example.org/runbooks",
            availability=0.999,
            least_requests=20,
            notebook_not_ready=timedelta(minutes=20),
            backup_age=timedelta(days=8),
            certificate_expiry=timedelta(days=7),
        ),
        dashboards=Dashboards(
            names=("overview", "data"),
            labels={"dashboards.example.org/load": "yes"},
            annotations={"grafana_folder": "Kubeflow"},
        ),
    ),
    metacontroller=MetacontrollerSettings(rights="upstream", discovery=120),
    tenants=TenantRules(
        ingress="admitted",
        mesh="open",
        pod_security="privileged",
        external_services={"team": ("mysql",)},
        service_types=("LoadBalancer",),
        priority_classes=("batch",),
        recurring_runs="any",
        token_lifetime=timedelta(hours=1),
        token_accounts=("vault/issuer",),
        enforcement="warn",
        routes="writable",
    ),
    login=EVERY_LOGIN,
    secrets=ExternalSecrets(
        store="vault", kind="SecretStore", prefix="ml/prod", refresh=timedelta(minutes=10)
    ),
    hooks=Hooks(
        before=PrerequisiteCheck(deadline=timedelta(minutes=3), retries=1),
        after=SmokeTest(
            patience=timedelta(minutes=1), deadline=timedelta(minutes=4), retries=1
        ),
    ),
    edge=Edge(
        parent=ParentGateway(name="edge", namespace="gateways", section="https"),
        tls=Tls(
            section="https",
            redirect_from="web",
            secret="edge-certificate",
            secret_namespace="certificates",
            issuer=Issuer(name="letsencrypt", kind="Issuer"),
            strict=timedelta(days=30),
        ),
        dns=DnsEndpoint(
            targets=("192.0.2.10", "192.0.2.11", "2001:db8::10"), ttl=timedelta(minutes=1)
        ),
        kgateway=Kgateway(
            version="2.4.1",
            listener_websockets=True,
            http2_websockets=True,
            stream_idle=timedelta(hours=1),
            trusted_hops=1,
        ),
        pages=Pages(
            websocket_origins=("https://hub.example.org",),
            frame_ancestors=("https://portal.example.org", "http://localhost:8000"),
        ),
        ingress=Ingress(
            resources=Resources(cpu="200m", memory="256Mi", cpu_limit="1", memory_limit="1Gi"),
            replicas=Autoscaling(minimum=2, maximum=6, cpu=70),
            provider="login",
        ),
        header_limit=131072,
    ),
    notebooks=Notebooks(
        spawner=Spawner(
            jupyter=ImageChoice(
                ("example.com/lab:1", "example.com/lab:2"), "example.com/lab:2"
            ),
            code_server=ImageChoice(("example.com/code:1",)),
            rstudio=ImageChoice(("example.com/studio:1",)),
            allow_custom_image=False,
            hide_registry=False,
            hide_tag=True,
            image_pull_policy="Always",
            cpu="1",
            cpu_limit_factor="none",
            memory="2Gi",
            memory_limit_factor="1.5",
            gpu_vendors=(GpuVendor("gpu.intel.com/i915", "Intel"),),
            workspace=None,
            data_volumes=(
                ExistingVolume(claim="datasets", mount="/data", read_only=True),
                Volume(
                    name="{notebook-name}-data",
                    size="10Gi",
                    access_mode="ReadWriteMany",
                    storage_class="shared",
                ),
            ),
            node_groups=(NodeGroup(key="big", name="Big nodes", labels={"size": "big"}),),
            toleration_groups=(
                TolerationGroup(
                    key="gpu",
                    name="GPU nodes",
                    tolerations=(Toleration(key="nvidia.com/gpu"),),
                ),
            ),
            shared_memory=False,
            pod_defaults=("team-token",),
            default_node_group="big",
            default_toleration_group="gpu",
            locked=frozenset({"cpu", "memory", "shared_memory"}),
        ),
        culling=Culling(
            enabled=True,
            idle=timedelta(hours=1),
            check_every=timedelta(minutes=5),
            stops_busy="accepted",
        ),
    ),
    autoscaling={"ml-pipeline": Autoscaling(minimum=2, maximum=4, cpu=65)},
    accelerators=(Nvidia("a100", mig="1g.5gb"), GoogleTpu("v5e", "2x4")),
    steps=StepDefaults(
        labels={"example.com/work": "step"},
        priority_class="batch",
        tolerates=(GoogleTpu("v5e", "2x4"),),
        keep_succeeded=timedelta(minutes=20),
        keep_failed=timedelta(minutes=40),
        parallelism=20,
        profile_parallelism=5,
    ),
    queues=Queues(
        queues=(
            Queue(
                name="research",
                cpu=Share("64", borrows="16"),
                memory=Share("256Gi", lends="64Gi"),
                devices=(DeviceShare(GoogleTpu("v5e", "2x4"), 8),),
                cohort="everyone",
                preemption=Preemption(within="lower-priority", reclaim="any"),
                order="strict",
            ),
            Queue(
                name="teaching",
                cpu=Share("16"),
                memory=Share("64Gi"),
                cohort="everyone",
                stopped="hold",
            ),
        ),
        priorities=(WorkloadPriority(name="urgent", value=1000, description="Deadlines"),),
        tolerations=(Toleration(key="pool", value="users"),),
    ),
    jobs=JobDefaults(
        kubernetes="1.36.0",
        labels={"example.com/work": "job"},
        priority_class="batch",
        tolerates=(GoogleTpu("v5e", "2x4"),),
    ),
    volumes=VolumeViewers(
        image="filebrowser/filebrowser:v2.31.2",
        resources=Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi"),
    ),
    tensorboards=TensorBoards(image="tensorflow/tensorflow:2.17.0", on_volume_node=False),
    user_header=UserHeader(name="x-user", prefix="accounts:"),
    upstream=UpstreamChoices(
        links="all", network_policies="all", trials="all", images="as-shipped"
    ),
)

CONFIGS: Final = MappingProxyType(
    {
        "default": Config(host="kubeflow.example.com"),
        "sidecars": Config(mesh=Sidecars()),
        "staging": Config(
            host="staging.example.com",
            registry="mirror.example.com/kubeflow",
            pods=Pods(replicas=2),
            pipelines=PipelinesSettings(
                object_store=BundledMinIO(server="silo"), profile_credentials="per-profile"
            ),
            edge=Edge(
                tls=PlainHttp(),
                dns=ExternalDns(
                    version="0.22.0", ttl=timedelta(minutes=1), settings={"aws-weight": "10"}
                ),
                kgateway=Kgateway(version="2.1.0", listener_websockets=True),
            ),
        ),
        "small": Config(components=("profiles", "central-dashboard")),
        "ahead": Config(
            host="ahead.example.com",
            release=V26_03_1,
            components=(*COMPONENTS, *(each.name for each in optional_in(V26_03_1))),
        ),
        "everything": EVERYTHING,
    }
)

SMALL: Final = Resources(cpu="10m", memory="32Mi", cpu_limit="100m", memory_limit="64Mi")

TEAM: Final = Profile(
    name="team",
    owner="grace@example.com",
    members=(
        Member("ada@example.com", "admin"),
        Member("alan@example.com", NamedRole("data-scientist", grants="edit")),
        Member("barbara@example.com", "view"),
    ),
    quota=Quota({"cpu": "40", "memory": "160Gi", "requests.nvidia.com/gpu": "4"}),
    pod_defaults=(
        PodDefault(
            name="dataset",
            description="Read the data",
            selector={"example.com/dataset": "true"},
            env={
                "DATASET": "/data",
                "DATASET_PASSWORD": SecretKey("dataset-login", "password"),
                "REGION": ConfigMapValue("dataset", "region"),
                "NAMESPACE": PodField("metadata.namespace"),
            },
            env_from_secrets=("dataset-settings",),
            env_from_config_maps=("dataset",),
            volumes=(
                SecretFiles("dataset-login", "/etc/dataset", {"password": "login"}),
                ConfigMapFiles("kube-root-ca.crt", "/etc/ca", optional=True),
                ClaimFolder("dataset", "/data", folder="2026", read_only=True),
                TokenFile("data.example.com", "/var/run/dataset"),
                EmptyFolder("scratch", "/scratch", size="1Gi", memory=True),
            ),
            tolerations=(Toleration(key="pool", value="data"), Toleration(key="spot")),
            labels={"reads": "dataset"},
            annotations={"example.com/why": "training"},
            service_account="reader",
            automount_token=False,
            pull_secrets=("dataset-registry",),
            command=("start",),
            args=("--quiet",),
            init_containers=(
                AddedContainer(
                    name="fetch",
                    image="registry.example.com/fetch:1.2",
                    command=("fetch",),
                    args=("--all",),
                    resources=SMALL,
                    env={"DATASET": "/data"},
                    env_from_secrets=("dataset-settings",),
                    mounts={"dataset": "/data", "scratch": "/scratch"},
                ),
            ),
            sidecars=(
                AddedContainer(
                    name="proxy",
                    image="registry.example.com/proxy:1.2",
                    resources=SMALL,
                    privileges="image",
                ),
            ),
        ),
    ),
)

PLATFORM: Final = Platform(
    environments=tuple(Environment(name, config) for name, config in CONFIGS.items()),
    # Members would need one entry point, and a quota one mesh; these have several.
    profiles=(
        SAMPLE_PROFILE,
        replace(TEAM, members=(), quota=Quota({"requests.nvidia.com/gpu": "4"})),
    ),
)
