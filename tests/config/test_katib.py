import pytest

from constructs_lib import (
    EarlyStopping,
    Experiments,
    KatibDatabase,
    MetricsCollector,
    ReleaseImage,
    Suggestion,
    SuggestionVolume,
    TrialTemplate,
)
from constructs_lib.config.katib import SUGGESTIONS, TRIAL_TEMPLATES

SUGGESTION = Suggestion(algorithm="own", image="example.com/own:1")
STOPPING = EarlyStopping(algorithm="own", image="example.com/own:1")
COLLECTOR = MetricsCollector(kind="File", image="example.com/own:1")
TEMPLATE = TrialTemplate(name="own", image="example.com/own:1", command=("train",))


def test_offers_what_upstream_offers():
    experiments = Experiments()

    assert len(experiments.suggestions) == 11
    assert [template.name for template in experiments.templates] == [
        "defaultTrialTemplate.yaml",
        "enasCPUTemplate",
        "pytorchJobTemplate",
    ]


def test_more_may_be_offered():
    experiments = Experiments(
        suggestions=(*SUGGESTIONS, SUGGESTION), templates=(*TRIAL_TEMPLATES, TEMPLATE)
    )

    assert "example.com/own:1" in experiments.images()


def test_the_databases_image_is_one_of_its_images():
    assert ReleaseImage("katib-mysql") in Experiments().images()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"image": "mysql"}, "image of Katib's database must be an image with a tag or dig"),
        ({"size": "ten"}, "size of Katib's database must be a quantity such as .* got 'ten'"),
        ({"accounts": "mine"}, "accounts must be 'own' or 'default', got 'mine'"),
        ({"passwordless": "yes"}, "passwordless must be 'refused' or 'allowed', got 'yes'"),
    ],
)
def test_fails_for_a_database_that_cannot_run(fields, message):
    with pytest.raises(ValueError, match=message):
        KatibDatabase(**fields)


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (lambda **given: Suggestion(algorithm="own", **given), "algorithm 'own'"),
        (lambda **given: EarlyStopping(algorithm="own", **given), "early stopping 'own'"),
        (lambda **given: MetricsCollector(kind="File", **given), "metrics collector 'File'"),
    ],
    ids=["suggestion", "early stopping", "collector"],
)
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"image": "own"}, "image of {} must be an image with a tag"),
        ({"image": "own:1", "limits": {"disk": "1"}}, "unknown resource of {} 'disk'; known"),
        ({"image": "own:1", "requests": {"cpu": "-1"}}, "cpu of {} must not be negative"),
    ],
)
def test_fails_for_what_katib_could_not_start(made, what, fields, message):
    with pytest.raises(ValueError, match=message.format(what)):
        made(**fields)


def test_fails_for_a_collector_that_katib_does_not_know():
    with pytest.raises(ValueError, match="kind must be 'StdOut' or 'File' or 'TensorFlowEv"):
        MetricsCollector(kind="Prometheus", image="own:1")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"size": "big"}, "size of a suggestion's volume must be a quantity"),
        ({"size": "1Gi", "access_mode": "RWX"}, "access_mode must be 'ReadWriteOnce' or"),
    ],
)
def test_fails_for_a_volume_that_nobody_has(fields, message):
    with pytest.raises(ValueError, match=message):
        SuggestionVolume(**fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "my trial"}, "trial template 'my trial' must have a name of letters"),
        ({"image": "own"}, "image of trial template 'own' must be an image with a tag"),
        ({"command": ()}, "trial template 'own' has no command; give it one"),
        ({"workers": 0}, "has 0 workers; give it 1 or more, or None for a plain Job"),
    ],
)
def test_fails_for_a_template_that_could_not_run(fields, message):
    given = {"name": "own", "image": "own:1", "command": ("train",)} | fields

    with pytest.raises(ValueError, match=message):
        TrialTemplate(**given)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("suggestions", SUGGESTION, "algorithm 'own' is given twice"),
        ("early_stoppings", STOPPING, "early stopping 'own' is given twice"),
        ("collectors", COLLECTOR, "metrics collector 'File' is given twice"),
        ("templates", TEMPLATE, "trial template 'own' is given twice"),
    ],
)
def test_fails_for_a_name_that_comes_twice(field, value, message):
    with pytest.raises(ValueError, match=message):
        Experiments(**{field: (value, value)})


def test_fails_for_rights_that_are_no_choice():
    with pytest.raises(ValueError, match="page_rights must be 'needed' or 'upstream', got"):
        Experiments(page_rights="all")
