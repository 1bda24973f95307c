"""Objects that conditions of hazards look at."""

from .sides import RBAC, deployment, obj

HOOK = "kubeflow-pipelines-profile-controller"


def settings(name, **data):
    return obj("ConfigMap", name, data=data)


def namespace(**labels):
    return obj("Namespace", "kubeflow", namespace=None, labels=labels)


def composite():
    return obj("CompositeController", HOOK, api="metacontroller.k8s.io/v1alpha1")


def istio_edit(*verbs):
    rules = [{"apiGroups": ["networking.istio.io"], "resources": ["*"], "verbs": [*verbs]}]
    return obj("ClusterRole", "kubeflow-istio-edit", api=RBAC, namespace=None, rules=rules)


def enforced(level, name="kubeflow"):
    return obj(
        "Namespace",
        name,
        namespace=None,
        labels={"pod-security.kubernetes.io/enforce": level},
    )


def images(name):
    return [deployment(name, "example.com/a:1")], [deployment(name, "example.com/a:2")]


def both(*objects):
    return [*objects], [*objects]


def runtimes(name):
    def runtime(image):
        spec = {"containers": [{"name": "main", "image": image}]}
        api = "serving.kserve.io/v1alpha1"
        return [obj("ClusterServingRuntime", name, api=api, namespace=None, spec=spec)]

    return runtime("a:1"), runtime("a:2")
