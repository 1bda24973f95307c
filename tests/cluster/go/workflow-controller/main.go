// Command workflow-controller is Argo's controller without its ports: its own opens two, on
// every address. It does not compete for the lead.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"

	versioned "github.com/argoproj/argo-workflows/v3/pkg/client/clientset/versioned"
	"github.com/argoproj/argo-workflows/v3/workflow/controller"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// As cmd/workflow-controller/main.go has them.
const (
	workers    = 32
	ttlWorkers = 4
	podWorkers = 4
	burst      = 30
	qps        = 20
)

func run(ctx context.Context) error {
	configMap := flag.String("configmap", "", "of the controller's namespace")
	image := flag.String("executor-image", "", "of Argo's own containers")
	format := flag.String("log-format", "text", "of those containers")
	flag.Parse()
	access := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(
		clientcmd.NewDefaultClientConfigLoadingRules(), &clientcmd.ConfigOverrides{})
	config, err := access.ClientConfig()
	if err != nil {
		return err
	}
	config.Burst, config.QPS = burst, qps
	namespace, _, err := access.Namespace()
	if err != nil {
		return err
	}
	started, err := controller.NewWorkflowController(
		ctx, config, kubernetes.NewForConfigOrDie(config), versioned.NewForConfigOrDie(config),
		namespace, "", *image, "", *format, *configMap, false)
	if err != nil {
		return err
	}
	started.Run(ctx, workers, ttlWorkers, podWorkers)
	return nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		log.Fatal(err)
	}
}
