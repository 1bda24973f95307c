package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/argoproj/gitops-engine/pkg/health"
	"github.com/spf13/cobra"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes/fake"
)

// judge reads the ConfigMap argocd-cm and then objects, a JSON document each, and answers with a line of JSON for
// each object: how healthy Argo CD finds it with these settings.
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

func healthOf() *cobra.Command {
	return &cobra.Command{Use: "health", RunE: func(command *cobra.Command, _ []string) error {
		return judge(command.InOrStdin(), command.OutOrStdout())
	}}
}
