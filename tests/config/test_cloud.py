import pytest

from constructs_lib.config import (
    AwsIamForServiceAccount,
    AzureWorkloadIdentity,
    GcpWorkloadIdentity,
    IamRole,
)

ROLE = IamRole("arn:aws:iam::123456789012:role/vision")
ID = "01234567-89ab-cdef-0123-456789abcdef"


def test_fails_for_what_is_no_role():
    with pytest.raises(ValueError, match="a role must be an ARN, such as"):
        IamRole("pipelines")


@pytest.mark.parametrize(
    "account", ["vision", "vision@example.com", "v@p.iam.gserviceaccount.com"]
)
def test_fails_for_what_is_no_account_of_google(account):
    with pytest.raises(ValueError, match="a Google service account must look like"):
        GcpWorkloadIdentity(account)


@pytest.mark.parametrize("field", ["client_id", "tenant_id"])
def test_fails_for_what_is_no_id_of_azure(field):
    with pytest.raises(ValueError, match=f"{field} must look like .* got 'vision'"):
        AzureWorkloadIdentity(**{"client_id": ID, field: "vision"})


def test_fails_for_a_trust_that_is_none():
    with pytest.raises(ValueError, match="trust must be 'by-hand' or 'by-controller'"):
        AwsIamForServiceAccount(ROLE, trust="none")


def test_the_profile_controller_edits_no_trust_policy_unless_told():
    by_hand = {"awsIamRole": ROLE.arn, "annotateOnly": True}
    assert AwsIamForServiceAccount(ROLE).to_spec()["spec"] == by_hand

    by_controller = AwsIamForServiceAccount(ROLE, trust="by-controller")
    assert by_controller.to_spec()["spec"] == {"awsIamRole": ROLE.arn}


def test_takes_an_account_of_a_project_of_a_domain():
    account = "vision@models.example.com.iam.gserviceaccount.com"

    assert GcpWorkloadIdentity(account).service_account == account
