"""Prevent tokens of a profile from outliving a membership."""

from typing import Final

from constructs import Construct

from ..config import TenantRules
from ..config.durations import seconds
from .policy import BY_KUBELET, BY_SYSTEM, CONTROLLERS, Demand, Kinds, TenantPolicy, one_of

SECRETS: Final = "token-secrets"
REQUESTS: Final = "token-requests"


def guard_tokens(scope: Construct, rules: TenantRules) -> None:
    """Refuse Secrets with a service account's token, and long-lived tokens.

    Both outlive the membership of their creator. A pod's own token ends with the pod: the
    kubelet requests it, and is not limited.
    """
    users = (CONTROLLERS, *rules.token_users)
    lifetime = seconds(rules.token_lifetime)
    TenantPolicy(
        scope,
        name=SECRETS,
        rules=rules,
        kinds=[Kinds(group="", resources=("secrets",))],
        # A Secret's type is immutable.
        operations=("CREATE",),
        demands=[
            Demand(
                expression=f"""
                    object.?type.orValue('') != 'kubernetes.io/service-account-token' ||
                    request.userInfo.username in {one_of(users)} ||
                    {BY_SYSTEM}
                """,
                message=(
                    "a token in a Secret outlives whoever made it; ask for one that ends by "
                    "`kubectl create token`"
                ),
            )
        ],
    )
    TenantPolicy(
        scope,
        name=REQUESTS,
        rules=rules,
        kinds=[Kinds(group="", resources=("serviceaccounts/token",))],
        operations=("CREATE",),
        demands=[
            Demand(
                expression=f"""
                    object.spec.?expirationSeconds.orValue(3600) <= {lifetime} ||
                    {BY_KUBELET}
                """,
                message=f"a token of a profile's account lives {lifetime} seconds at most",
            )
        ],
    )
