"""What a profile's models need beside the profile: their volume, and who calls them."""

from typing import Final

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyAction,
    AuthorizationPolicyFrom,
    AuthorizationPolicyOperation,
    AuthorizationPolicyRule,
    AuthorizationPolicySource,
    AuthorizationPolicySpec,
    AuthorizationPolicyTargetRef,
    AuthorizationPolicyTo,
    AuthorizationPolicyWhen,
)
from ..config import Mesh, ModelVolume, Profile, ingress_principal
from ..config.headers import USER_HEADER
from ..config.profile_models import (
    METHODS,
    MODELS_CLAIM,
    NOT_FOR_CALLERS,
    paths_of,
    services_of,
)
from ..kube import declare, quantity

# Argo CD never deletes an object with these, and does not report one that left the repository
# as a difference.
KEPT: Final = {
    "argocd.argoproj.io/sync-options": "Prune=false",
    "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
}


class ProfileModels(Construct):
    """The claim of a profile's models, and a policy for each model that others call.

    A policy is for the Services that KServe makes of one InferenceService, `predictor` and,
    where there is one, `transformer`, and for that model's paths there. It opens nothing
    while they are missing. OpenAI's paths name the model in the body, and are closed.
    profile: its volume, callers and public models. mesh: of the gateway through which callers
    come, with their name in the header. user_header, user_prefix: as in Config.user_header.
    Source: python/kserve/kserve/protocol/rest/server.py of kserve/kserve v0.13.1.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        profile: Profile,
        mesh: Mesh,
        user_header: str = USER_HEADER,
        user_prefix: str = "",
    ) -> None:
        super().__init__(scope, id)
        if profile.model_volume:
            self._claim(profile.name, profile.model_volume)
        callers: dict[str, list[str]] = {}
        for caller in profile.model_callers:
            for model in caller.models:
                callers.setdefault(model, []).append(f"{user_prefix}{caller.name}")
        # Everyone who is signed in: the gateway removes the header of everyone else.
        callers |= {model: [f"{user_prefix}*"] for model in profile.public_models}
        for model, users in callers.items():
            self._policy(profile.name, model, mesh, f"request.headers[{user_header}]", users)

    def _claim(self, namespace: str, volume: ModelVolume) -> None:
        declare(
            k8s.KubePersistentVolumeClaim,
            self,
            "Claim",
            metadata=k8s.ObjectMeta(name=MODELS_CLAIM, namespace=namespace, annotations=KEPT),
            spec=k8s.PersistentVolumeClaimSpec(
                access_modes=[volume.access],
                storage_class_name=volume.storage_class,
                resources=k8s.ResourceRequirements(
                    requests={"storage": quantity(volume.size)}
                ),
            ),
        )

    def _policy(
        self, namespace: str, model: str, mesh: Mesh, header: str, users: list[str]
    ) -> None:
        source = AuthorizationPolicySource(principals=[ingress_principal(mesh)])
        operation = AuthorizationPolicyOperation(
            methods=[*METHODS], paths=paths_of(model), not_paths=[*NOT_FOR_CALLERS]
        )
        declare(
            AuthorizationPolicy,
            self,
            f"policy-{model}",
            metadata=ApiObjectMetadata(name=f"model-{model}", namespace=namespace),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW,
                target_refs=[
                    AuthorizationPolicyTargetRef(group="", kind="Service", name=name)
                    for name in services_of(model)
                ],
                rules=[
                    AuthorizationPolicyRule(
                        from_=[AuthorizationPolicyFrom(source=source)],
                        to=[AuthorizationPolicyTo(operation=operation)],
                        when=[AuthorizationPolicyWhen(key=header, values=users)],
                    )
                ],
            ),
        )
