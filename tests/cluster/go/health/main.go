// Command health says how healthy Argo CD finds objects with the settings that it is given.
//
// It reads the ConfigMap argocd-cm and then objects, a JSON document each, and answers with a
// line of JSON for each object.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"

	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/argoproj/gitops-engine/pkg/health"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes/fake"
)

func judge(input io.Reader, output io.Writer) error {
	read, write := json.NewDecoder(input), json.NewEncoder(output)
	var told corev1.ConfigMap
	if err := read.Decode(&told); err != nil {
		return err
	}
	secret := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{
		Name: "argocd-secret", Namespace: told.Namespace, Labels: told.Labels,
	}}
	client := fake.NewClientset(&told, secret)
	overrides, err := settings.NewSettingsManager(context.Background(), client, told.Namespace).GetResourceOverrides()
	if err != nil {
		return err
	}
	for {
		var object unstructured.Unstructured
		if err := read.Decode(&object); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		found, err := health.GetResourceHealth(&object, lua.ResourceHealthOverrides(overrides))
		if err != nil {
			return err
		}
		if err := write.Encode(found); err != nil {
			return err
		}
	}
}

func main() {
	if err := judge(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}
