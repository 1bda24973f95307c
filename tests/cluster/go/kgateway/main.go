// Command kgateway is kgateway on loopback: its own takes fixed ports, on every address.
package main

import (
	"context"
	"log"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/kgateway-dev/kgateway/v2/pkg/kgateway/setup"
	"k8s.io/apimachinery/pkg/runtime"
	ctrl "sigs.k8s.io/controller-runtime"
	metrics "sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

func options(ctx context.Context) *ctrl.Options {
	return &ctrl.Options{
		BaseContext:            func() context.Context { return ctx },
		Scheme:                 runtime.NewScheme(),
		HealthProbeBindAddress: os.Getenv("HEALTH_ADDRESS"),
		Metrics:                metrics.Options{BindAddress: "0"},
	}
}

func run(ctx context.Context) error {
	xds, err := net.Listen("tcp", os.Getenv("XDS_ADDRESS"))
	if err != nil {
		return err
	}
	kgateway, err := setup.New(
		setup.WithXDSListener(xds),
		setup.WithControllerManagerOptions(options),
	)
	if err != nil {
		return err
	}
	return kgateway.Start(ctx)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		log.Fatal(err)
	}
}
