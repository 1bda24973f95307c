"""Upstream's configuration."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from ..releases import Release, ReleaseImage
from .apps import Notebooks, VolumeViewers
from .components import CORE, OF_UPSTREAM
from .data import BundledMinIO, BundledMySQL, BundledSeaweedFS
from .dex import Dex
from .edge import Edge
from .environment import Config
from .katib import Experiments, KatibDatabase
from .login import Login
from .mesh import Sidecars
from .metacontroller import MetacontrollerSettings
from .notebooks import Spawner
from .pages import Pages
from .pipelines import PipelinesSettings
from .pods import Hardening, Pods
from .profiles import ProfileDefaults
from .serving import Models
from .session import Session
from .spark import SparkOperator
from .tenants import UNGUARDED, PodSecurity
from .upstream_choices import UpstreamChoices

# Kubeflow as upstream ships it in the default release; that base is made of this.
UPSTREAM: Final = Config(
    components=tuple(each.name for each in OF_UPSTREAM),
    mesh=Sidecars(),
    pods=Pods(spread=()),
    resources={},
    hardening=Hardening(
        probes="upstream",
        security="upstream",
        rollout="manual",
        disruption_budgets="none",
        webhook_rights="upstream",
    ),
    profiles=ProfileDefaults(admin="", container_defaults=None),
    pipelines=PipelinesSettings(
        database=BundledMySQL(resources=None, root="open"),
        object_store=BundledMinIO(resources=None),
        artifacts="shared",
        launcher_image=None,
        driver_image=None,
        cached_step_image=ReleaseImage("pipelines/cached-step"),
        hook_image=ReleaseImage("pipelines/profile-hook"),
        page="open",
        sdk="none",
        page_timeout=timedelta(minutes=5),
        metadata_message=None,
        resources={},
    ),
    experiments=Experiments(
        database=KatibDatabase(resources=None, accounts="default", passwordless="allowed"),
        page_rights="upstream",
    ),
    models=Models(
        exposure=None,
        mode="serverless",
        controller_rights="upstream",
        graph_rights="upstream",
        storage="none",
        explainer_image=ReleaseImage("kserve/art-explainer"),
        page_image=ReleaseImage("kserve/models-web-app"),
        page_rights="upstream",
        metrics_log="everything",
    ),
    spark=SparkOperator(settings="any", rights="upstream", threads=10),
    metacontroller=MetacontrollerSettings(rights="upstream", discovery=3600),
    training_images=None,
    tenants=UNGUARDED,
    login=Login(
        dex=Dex(log_level="debug"),
        session=Session(same_site="unset", secure=False, logins="one"),
        verify_certificates=False,
        unverified_emails="accepted",
        mesh="outside",
    ),
    volumes=VolumeViewers(resources=None),
    notebooks=Notebooks(
        spawner=Spawner(memory_limit_factor="1.2", fractional_memory="warned")
    ),
    edge=Edge(
        pages=Pages(credentials="forwarded", websockets="any", frames="any"), header_limit=None
    ),
    upstream=UpstreamChoices(
        links="all", network_policies="all", trials="all", images="as-shipped"
    ),
)


def upstream(release: Release) -> Config:
    """Return upstream's decisions, of which the base of a release is made."""
    standard: PodSecurity = "baseline" if release.cni else "privileged"
    pipelines = UPSTREAM.pipelines
    if release.object_store == "seaweedfs":
        store = BundledSeaweedFS(
            content="new",
            minio_service=release.kfp.store_host == "minio-service",
            resources=None,
        )
        pipelines = replace(pipelines, object_store=store)
    pipelines = replace(pipelines, artifacts=release.kfp.artifacts)
    return replace(
        UPSTREAM,
        release=release,
        mesh=Sidecars(cni=release.cni),
        pipelines=pipelines,
        tenants=replace(UNGUARDED, pod_security=standard, routes=release.tenant_routes),
    )


# Its core with images that can be pulled, and without links that lead nowhere.
UPSTREAM_CORE: Final = replace(
    UPSTREAM,
    components=CORE,
    upstream=replace(
        UPSTREAM.upstream, links="installed", network_policies="installed", images="pullable"
    ),
)
