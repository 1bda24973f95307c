import pytest

from constructs_lib.delivery import CommonMetadata

COMMON = CommonMetadata(
    labels={"example.com/cost-centre": "42"}, annotations={"example.com/owner": "ml"}
)
EXTRA = {
    "labels": {"example.com/cost-centre": "42"},
    "annotations": {"example.com/owner": "ml"},
}


def obj(kind, **spec):
    return {"kind": kind, "metadata": {"name": "app", "labels": {"app": "app"}}, "spec": spec}


def on(thing):
    [made] = COMMON.on({"unit": [thing]})["unit"]
    return made


def test_every_object_has_them():
    assert on(obj("Service"))["metadata"] == {
        "name": "app",
        "labels": {"app": "app", **EXTRA["labels"]},
        "annotations": EXTRA["annotations"],
    }


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet", "DaemonSet", "Job"])
def test_pods_have_them(kind):
    assert on(obj(kind, template={"spec": {}}))["spec"]["template"]["metadata"] == EXTRA


def test_pods_of_cron_jobs_have_them():
    made = on(obj("CronJob", jobTemplate={"spec": {"template": {"spec": {}}}}))

    job = made["spec"]["jobTemplate"]

    assert (job["metadata"], job["spec"]["template"]["metadata"]) == (EXTRA, EXTRA)


def test_the_objects_given_stay_as_they_were():
    given = obj("Deployment", template={"spec": {}})
    on(given)

    assert given == obj("Deployment", template={"spec": {}})


@pytest.mark.parametrize(
    "given",
    [
        CommonMetadata(labels={"app": "other"}, annotations={}),
        CommonMetadata(labels={}, annotations={"note": "other"}),
    ],
    ids=["label", "annotation"],
)
def test_fails_for_a_key_that_an_object_has(given):
    noted = obj("Service")
    noted["metadata"]["annotations"] = {"note": "own"}
    with pytest.raises(
        ValueError, match=r"Service 'app' has '(app|note)' already; choose a key"
    ):
        given.on({"unit": [noted]})


def test_nothing_is_written_where_nothing_is_asked():
    assert CommonMetadata(labels={}, annotations={}).transformers() == {}
