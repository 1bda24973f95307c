"""Where the hazards of 26.03.1 apply, and where not."""

from .objects import both, images, settings
from .rows_kserve import ROWS_0_18
from .sides import deployment, obj


def webhook(name):
    kind, api = "MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1"
    full = f"{name}-mutating-webhook-configuration"
    return obj(kind, full, api=api, namespace=None, webhooks=[])


def profiles(label):
    made = deployment("profiles-deployment")
    made["spec"]["selector"] = {"matchLabels": {label: "profiles"}}
    return made


OLD_PAGE, NEW_PAGE = deployment("centraldashboard"), deployment("dashboard")
SETTINGS = "pipeline-install-config"
# By hazard: both sides of an environment that has it, and of one that has not.
ROWS = {
    "The webhook of PodDefaults": (
        ([webhook("admission-webhook")], [webhook("poddefaults-webhook")]),
        both(webhook("poddefaults-webhook")),
    ),
    "The controller of profiles": (
        ([profiles("kustomize.component")], [profiles("app")]),
        both(profiles("app")),
    ),
    "Names of the dashboard": (([OLD_PAGE], [NEW_PAGE]), both(NEW_PAGE)),
    "TrainJobs and runtimes of Trainer 2.1": (
        images("kubeflow-trainer-controller-manager"),
        images("training-operator"),
    ),
    "Pipelines of the first SDK": (
        ([settings(SETTINGS)], [settings(SETTINGS, BLOCK_V1_PIPELINES="false")]),
        both(settings(SETTINGS)),
    ),
    **ROWS_0_18,
}
