"""Create the profile of upstream's sample user."""

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import Profile
from ..config.people import user_of
from ..kube import Manifest, cluster_scoped, declare

NAME = "user-namespace"


class UserNamespace(Construct):
    """Upstream's sample profile, part of the base; environments take theirs from profiles/.

    parameters: whether upstream's parameters for it are there as well.
    Source: common/user-namespace/base.
    """

    def __init__(
        self, scope: Construct, id: str, *, profile: Profile, parameters: bool = True
    ) -> None:
        super().__init__(scope, id)
        if parameters:
            # kustomize leaves them without a namespace.
            cluster_scoped(
                declare(
                    k8s.KubeConfigMap,
                    self,
                    "Parameters",
                    metadata=k8s.ObjectMeta(name="default-install-config"),
                    data={"profile-name": profile.name, "user": user_of(profile.owner)},
                )
            )
        cluster_scoped(
            Manifest(
                self,
                "Profile",
                api_version="kubeflow.org/v1beta1",
                kind="Profile",
                metadata=ApiObjectMetadata(name=profile.name),
                body={"spec": {"owner": {"kind": "User", "name": user_of(profile.owner)}}},
            )
        )
