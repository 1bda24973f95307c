from constructs_lib.schemas import JOB_SET

from .validation import problems


def job_set(**spec):
    job = {"template": {"spec": {"template": {"spec": {"containers": [{"name": "a"}]}}}}}
    jobs = [{"name": "node", **job}]
    return {
        "apiVersion": "jobset.x-k8s.io/v1alpha2",
        "kind": "JobSet",
        "metadata": {"name": "a"},
        "spec": {"replicatedJobs": jobs, **spec},
    }


def test_a_set_of_one_job_is_taken():
    assert problems(JOB_SET, job_set()) == []


def test_two_jobs_of_one_name_are_refused():
    twice = job_set()
    twice["spec"]["replicatedJobs"] *= 2

    assert problems(JOB_SET, twice) != []


def test_an_unknown_way_to_restart_is_refused():
    assert problems(JOB_SET, job_set(failurePolicy={"restartStrategy": "Never"})) != []


def test_its_jobs_have_what_kubernetes_added_to_pods():
    spec = JOB_SET.schema("v1alpha2")["properties"]["spec"]["properties"]
    job = spec["replicatedJobs"]["items"]["properties"]["template"]["properties"]["spec"]
    pod = job["properties"]["template"]["properties"]["spec"]["properties"]

    assert {"hostnameOverride", "resources"} <= pod.keys()
