// Command argocd is a part of Argo CD on loopback: `argocd redis`, `argocd repo-server` or `argocd controller`; and
// `argocd health` is its word on objects, without a server.
//
// The repo server is started as its own command does. The controller's own command would show metrics on every
// address. Redis is no Go program: in its place is miniredis, by which Argo CD tests itself.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/argoproj/argo-cd/v3/controller"
	"github.com/argoproj/argo-cd/v3/controller/sharding"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/pkg/client/clientset/versioned"
	"github.com/argoproj/argo-cd/v3/pkg/ratelimiter"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/argoproj/argo-cd/v3/util/argo/normalizers"
	"github.com/argoproj/argo-cd/v3/util/cache"
	"github.com/argoproj/argo-cd/v3/util/cache/appstate"
	"github.com/argoproj/argo-cd/v3/util/cli"
	"github.com/argoproj/argo-cd/v3/util/kube"
	"github.com/argoproj/argo-cd/v3/util/settings"
	log "github.com/sirupsen/logrus"
	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
)

func redis() *cobra.Command {
	command := &cobra.Command{Use: "redis"}
	address := command.Flags().String("address", "127.0.0.1:0", "where to listen")
	command.RunE = func(command *cobra.Command, _ []string) error {
		server := miniredis.NewMiniRedis()
		if err := server.StartAddr(*address); err != nil {
			return err
		}
		<-command.Context().Done()
		server.Close()
		return nil
	}
	return command
}

// applicationController waits for nothing but what its command's defaults wait for.
func applicationController() *cobra.Command {
	command := &cobra.Command{Use: "controller"}
	metrics := command.Flags().String("metrics-address", "127.0.0.1:0", "where to show metrics and health")
	repoServer := command.Flags().String("repo-server", "", "where the repo server listens")
	cluster := cli.AddKubectlFlagsToCmd(command)
	state := appstate.AddCacheFlagsToCmd(command)
	command.RunE = func(command *cobra.Command, _ []string) error {
		ctx := command.Context()
		namespace, _, err := cluster.Namespace()
		if err != nil {
			return err
		}
		config, err := cluster.ClientConfig()
		if err != nil {
			return err
		}
		if err := v1alpha1.SetK8SConfigDefaults(config); err != nil {
			return err
		}
		stored, err := state()
		if err != nil {
			return err
		}
		stored.Cache.SetClient(cache.NewTwoLevelClient(stored.Cache.GetClient(), 10*time.Minute))
		client := kubernetes.NewForConfigOrDie(config)
		manager := settings.NewSettingsManager(ctx, client, namespace)
		shards, err := sharding.GetClusterSharding(client, manager, "legacy", false)
		if err != nil {
			return err
		}
		running, err := controller.NewApplicationController(
			namespace,
			manager,
			client,
			versioned.NewForConfigOrDie(config),
			apiclient.NewRepoServerClientset(*repoServer, 60, apiclient.TLSConfiguration{DisableTLS: true}),
			nil, // no commit server
			stored,
			kube.NewKubectl(),
			2*time.Minute, // from comparison to comparison
			0,             // no hard one unless asked for
			time.Minute,   // later by up to this
			0,             // before what changed by hand is healed for the first time
			&wait.Backoff{Duration: 2 * time.Second, Factor: 3, Cap: 5 * time.Minute},
			330*time.Second, // until the pauses between healings are short again
			0,               // a sync may take any time
			3*time.Minute,   // an unreachable repo server is forgiven
			0,               // port of metrics, replaced below
			0,
			nil,
			nil,
			nil,
			20, // kubectl processes at once
			false,
			shards,
			nil,
			ratelimiter.GetDefaultAppRateLimiterConfig(),
			false,
			false,
			normalizers.IgnoreNormalizerOpts{},
			argo.DefaultEnableEventList(),
			false,
		)
		if err != nil {
			return err
		}
		running.GetMetricsServer().Addr = *metrics
		go running.Run(ctx, 20, 10)
		<-ctx.Done()
		return nil
	}
	return command
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	command := &cobra.Command{Use: "argocd"}
	repoServer := reposerver.NewCommand()
	repoServer.Use = "repo-server"
	command.AddCommand(redis(), repoServer, applicationController(), healthOf())
	if err := command.ExecuteContext(ctx); err != nil {
		log.Fatal(err)
	}
}
