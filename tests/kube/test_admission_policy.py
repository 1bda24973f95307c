from constructs_lib.kube import AdmissionPolicy, MutatingPolicy, objects_of

SPEC = {"failurePolicy": "Fail", "validations": [{"expression": "false"}]}


def test_manifests(chart, yaml_snapshot):
    AdmissionPolicy(chart, "Policy", name="nothing", spec=SPEC)

    assert objects_of(chart) == yaml_snapshot


def test_what_breaks_it_is_refused_rather_than_noted(chart, find):
    AdmissionPolicy(chart, "Policy", name="nothing", spec=SPEC)

    assert find("ValidatingAdmissionPolicyBinding", "nothing")["spec"] == {
        "policyName": "nothing",
        "validationActions": ["Deny"],
    }


def test_a_mutating_policy_is_put_into_force_by_its_binding(chart, yaml_snapshot):
    MutatingPolicy(chart, "Policy", name="nothing", spec={"mutations": []}, version="v1beta1")

    assert objects_of(chart) == yaml_snapshot
