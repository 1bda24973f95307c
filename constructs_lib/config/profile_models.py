"""Models of a profile: the volume that they are on, and who calls them from elsewhere."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from .checks import (
    check_choices,
    check_object,
    check_unique,
    parse_quantity,
)
from .machines import Machine
from .people import Username, check_user, user_of
from .quotas import Quota

# In `pvc://models/<folder>`.
MODELS_CLAIM: Final = "models"

# InferenceServices' names, of which KServe makes Services with one of these suffixes.
# Source: IsvcNameFmt in pkg/apis/serving/v1beta1/inference_service_validation.go, v0.13.1.
_MODEL: Final = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")
_SERVICES: Final = ("predictor", "transformer")
_LONGEST: Final = 63 - max(len(f"-{suffix}") for suffix in _SERVICES)
# To read metadata and to predict; no caller loads or unloads a model.
METHODS: Final = ("GET", "POST")
# Of a model's trace settings, statistics and configuration in Triton, of any version.
# Source: extension_trace.md, extension_statistics.md and extension_model_configuration.md in
# docs/protocol of triton-inference-server/server 23.05.
NOT_FOR_CALLERS: Final = ("*/trace/setting", "*/stats", "*/config")
# Of a model by V2, below its own path.
_CALLS: Final = ("/ready", "/infer", "/infer_stream", "/generate", "/generate_stream")
_NO_GROUPS: Final = (
    "A group cannot call models, since policies know users, not their groups; name its people"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelVolume:
    """A claim `models` in the profile, for models by `pvc://models/<folder>`.

    size: in bytes. storage_class: the cluster's default where None.
    access: `ReadWriteMany` lets notebooks write and models read on different nodes, for which
    the storage class needs a shared file system. With `ReadWriteOnce` every pod that mounts it
    runs on one node.
    Raises ValueError for an invalid quantity, for zero, and for an invalid class.
    """

    size: str
    storage_class: str | None = None
    access: Literal["ReadWriteMany", "ReadWriteOnce"] = "ReadWriteMany"

    def __post_init__(self) -> None:
        check_choices(self)
        if not parse_quantity(self.size, "size of model_volume"):
            raise ValueError(
                f"size of model_volume must be more than nothing, such as '50Gi', "
                f"got {self.size!r}"
            )
        if self.storage_class is not None:
            check_object(self.storage_class, "storage class of model_volume")

    def check_quota(self, quota: Quota, profile: str) -> None:
        """Refuse a quota that refuses this claim; one of zero stops a profile on purpose."""
        counted = {
            "requests.storage": self.size,
            "persistentvolumeclaims": "1",
            "count/persistentvolumeclaims": "1",
        }
        if self.storage_class is not None:
            of_class = f"{self.storage_class}.storageclass.storage.k8s.io"
            counted |= {
                f"{of_class}/requests.storage": self.size,
                f"{of_class}/persistentvolumeclaims": "1",
            }
        for resource, needed in counted.items():
            amount = quota.hard.get(resource, "0")
            what = f"quota for {resource!r}"
            if 0 < parse_quantity(amount, what) < parse_quantity(needed, what):
                raise ValueError(
                    f"quota of profile {profile!r} allows {amount!r} of {resource!r}, less "
                    f"than its model_volume needs ({needed}); allow more, or ask for a "
                    f"smaller volume"
                )


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelCaller:
    """Someone outside the profile who may call some of its models, and nothing else there.

    user: a person's e-mail address or Username, or a Machine. models: names of
    InferenceServices of the profile, of which the paths of KServe's protocols V1 and V2 are
    open, for GET and POST.
    Raises ValueError for a group, for an invalid user, for no model, and for an invalid name.
    """

    user: str | Username | Machine
    models: tuple[str, ...]

    def __post_init__(self) -> None:
        check_user(self.user, "caller of models", instead=_NO_GROUPS)
        if not self.models:
            raise ValueError(
                f"models of caller {self.name!r} are none, so that nothing could be called; "
                f"name one, such as ModelCaller(user={self.name!r}, models=('iris',))"
            )
        check_models(self.models, f"model of caller {self.name!r}")

    @property
    def name(self) -> str:
        """The caller's user name, as in the user's header."""
        return user_of(self.user)


def services_of(model: str) -> list[str]:
    """Return the Services that KServe may make of an InferenceService for callers."""
    return [f"{model}-{suffix}" for suffix in _SERVICES]


def paths_of(model: str) -> list[str]:
    """Return the paths of one model: no prefix of them is one of another's.

    Without NOT_FOR_CALLERS; of V2 each call by itself, but for those of a version.
    """
    one, two = f"/v1/models/{model}", f"/v2/models/{model}"
    calls = [f"{two}{call}" for call in _CALLS]
    return [one, f"{one}:*", f"{one}/*", two, *calls, f"{two}/versions/*"]


def check_models(models: Collection[str], what: str) -> None:
    """Refuse what is no InferenceService's name, wildcards included, and duplicates."""
    for model in models:
        if not _MODEL.fullmatch(model) or len(model) > _LONGEST:
            raise ValueError(
                f"{what} must be the name of one InferenceService, at most {_LONGEST} "
                f"lower-case letters, digits and '-' that begin with a letter; got {model!r}"
            )
    check_unique(models, what)


def check_callers(
    callers: Collection[ModelCaller],
    public: Collection[str],
    *,
    insiders: Collection[str],
    profile: str,
) -> None:
    """Refuse callers who would gain nothing.

    public: models that everyone who is signed in may call. insiders: the user names of the
    profile's owner and members.
    """
    check_models(public, f"public model of profile {profile!r}")
    check_unique((each.name for each in callers), f"caller of models of profile {profile!r}")
    for caller in callers:
        if caller.name in insiders:
            raise ValueError(
                f"caller {caller.name!r} of models of profile {profile!r} is its owner or a "
                f"member, who may call all of them; leave the caller out"
            )
        for model in caller.models:
            if model in public:
                raise ValueError(
                    f"model {model!r} of profile {profile!r} is public, so that "
                    f"{caller.name!r} may call it anyway; leave it out of one of the two"
                )
