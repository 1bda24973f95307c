import yaml

NAME = "kubeflow-trainer-controller-manager"
WEBHOOKS = "validator.trainer.kubeflow.org"


def test_every_kind_is_checked(make, find):
    make()
    hooks = find("ValidatingWebhookConfiguration", WEBHOOKS)["webhooks"]

    assert {hook["rules"][0]["resources"][0]: hook["failurePolicy"] for hook in hooks} == {
        "clustertrainingruntimes": "Fail",
        "trainingruntimes": "Fail",
        "trainjobs": "Fail",
    }


def test_in_an_ambient_mesh_only_the_api_server_comes_in(make, find, ambient):
    make(defaults=ambient)

    assert find("AuthorizationPolicy", "trainer-webhook")["spec"]["rules"] == [
        {"to": [{"operation": {"ports": ["9443"]}}]}
    ]


def test_its_certificate_is_where_its_settings_say(make, find):
    make()
    text = find("ConfigMap", "kubeflow-trainer-config")["data"][
        "controller_manager_config.yaml"
    ]
    told = yaml.safe_load(text)["certManagement"]

    assert find("Secret", told["webhookSecretName"])["type"] == "Opaque"
    assert find("Service", told["webhookServiceName"])["spec"]["ports"][0]["port"] == 443


def test_its_service_leads_to_its_own_pods(make, find):
    make()
    labels = find("Deployment", NAME)["spec"]["template"]["metadata"]["labels"]
    others = find("Deployment", "jobset-controller-manager")["spec"]["template"]["metadata"]
    selector = find("Service", NAME)["spec"]["selector"]

    assert selector.items() <= labels.items()
    assert not selector.items() <= others["labels"].items()


def test_it_writes_no_webhooks_but_its_own(make, find, ambient):
    make(defaults=ambient)
    writing = [
        rule.get("resourceNames")
        for rule in find("ClusterRole", NAME)["rules"]
        if "admissionregistration.k8s.io" in rule["apiGroups"] and "update" in rule["verbs"]
    ]

    assert writing == [[WEBHOOKS]]


def test_its_root_is_read_only_where_pods_are_hardened(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, "manager")["securityContext"]["readOnlyRootFilesystem"]
