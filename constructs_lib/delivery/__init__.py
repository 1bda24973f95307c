"""Write objects to a GitOps repository: files, overlays and Applications."""

from .._exports import check_exports
from .application_set import application_set_files
from .applications import add_on_files, application_files, parent_files
from .argo_application import ArgoApplication
from .argo_project import ArgoProject, Kind
from .argo_source import (
    HelmSource,
    KustomizePatch,
    KustomizeSource,
    PatchTarget,
    PlainSource,
    ValuesSource,
)
from .blue_green import front_files
from .collector_settings import collector_settings
from .common_metadata import CommonMetadata
from .definitions import refuse_lost_definitions
from .files import Changes, ForeignFileError, changes_between, rendered, replace_tree, texts_of
from .health import health_settings
from .layout import VERSION, goes_to
from .overlay import Overlay, compare
from .patching import patched
from .pod_default_webhooks import refuse_two_pod_default_webhooks
from .publication import (
    Author,
    GitError,
    HandEditError,
    Promotion,
    Publication,
    Ring,
    Signing,
    SourceRevision,
    TooEarlyError,
    UnhealthyError,
    counted,
    listed,
    promote,
    promote_rings,
    publish,
)
from .repository import (
    Files,
    base_files,
    optional_base_files,
    overlay_files,
    prerequisite_files,
    profile_files,
)
from .secret_values import refuse_secret_values
from .waves import Stage, annotated, sync_waves

__all__ = [
    "VERSION",
    "ArgoApplication",
    "ArgoProject",
    "Author",
    "Changes",
    "CommonMetadata",
    "Files",
    "ForeignFileError",
    "GitError",
    "HandEditError",
    "HelmSource",
    "Kind",
    "KustomizePatch",
    "KustomizeSource",
    "Overlay",
    "PatchTarget",
    "PlainSource",
    "Promotion",
    "Publication",
    "Ring",
    "Signing",
    "SourceRevision",
    "Stage",
    "TooEarlyError",
    "UnhealthyError",
    "ValuesSource",
    "add_on_files",
    "annotated",
    "application_files",
    "application_set_files",
    "base_files",
    "changes_between",
    "collector_settings",
    "compare",
    "counted",
    "front_files",
    "goes_to",
    "health_settings",
    "listed",
    "optional_base_files",
    "overlay_files",
    "parent_files",
    "patched",
    "prerequisite_files",
    "profile_files",
    "promote",
    "promote_rings",
    "publish",
    "refuse_lost_definitions",
    "refuse_secret_values",
    "refuse_two_pod_default_webhooks",
    "rendered",
    "replace_tree",
    "sync_waves",
    "texts_of",
]

check_exports(globals())
