from dataclasses import replace

NAME = "jobset-controller-manager"
MUTATING = "jobset-mutating-webhook-configuration"
VALIDATING = "jobset-validating-webhook-configuration"


def test_it_sees_no_pod_but_those_of_sets(make, find):
    make()
    for kind, name in (
        ("MutatingWebhookConfiguration", MUTATING),
        ("ValidatingWebhookConfiguration", VALIDATING),
    ):
        [pods] = [
            hook
            for hook in find(kind, name)["webhooks"]
            if hook["rules"][0]["resources"] == ["pods"]
        ]

        assert pods["objectSelector"] == {
            "matchExpressions": [
                {"key": "jobset.sigs.k8s.io/jobset-name", "operator": "Exists"}
            ]
        }


def test_in_an_ambient_mesh_only_the_api_server_comes_in(make, find, ambient):
    make(defaults=ambient)

    assert find("AuthorizationPolicy", "jobset-webhook")["spec"]["rules"] == [
        {"to": [{"operation": {"ports": ["9443"]}}]}
    ]


def test_it_keeps_upstreams_memory_whatever_the_table_has(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, "manager")["resources"] == {
        "limits": {"memory": "4Gi"},
        "requests": {"cpu": "500m", "memory": "128Mi"},
    }


def test_it_writes_no_webhooks_but_its_own(make, find, ambient):
    make(defaults=ambient)
    writing = [
        rule.get("resourceNames")
        for rule in find("ClusterRole", "jobset-manager-role")["rules"]
        if "admissionregistration.k8s.io" in rule["apiGroups"] and "update" in rule["verbs"]
    ]

    assert writing == [[MUTATING], [VALIDATING]]


def test_the_secret_that_it_fills_holds_nothing(make, find):
    make()

    assert "data" not in find("Secret", "jobset-webhook-server-cert")


def test_its_image_is_the_one_that_stays(make, container, ambient):
    make(defaults=ambient)

    assert container(NAME, "manager")["image"] == "registry.k8s.io/jobset/jobset:v0.10.1"


def test_it_logs_as_the_others_do(make, container, ambient):
    make(defaults=replace(ambient, log_format="json"))

    assert "--zap-encoder=json" in container(NAME, "manager")["args"]
