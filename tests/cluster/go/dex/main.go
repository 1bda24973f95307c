// Command dex is the server of an older Dex, the newest that can be had as a Go module, with
// the configuration file of today's: `dex serve FILE`. What it stores is gone when it ends.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/dexidp/dex/server"
	"github.com/dexidp/dex/storage"
	"github.com/dexidp/dex/storage/memory"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/sirupsen/logrus"
	"golang.org/x/crypto/bcrypt"
	"sigs.k8s.io/yaml"
)

type config struct {
	Issuer   string `json:"issuer"`
	Web      struct{ HTTP string }
	Frontend struct{ Dir string }
	Logger   struct{ Level, Format string }
	OAuth2   struct {
		ResponseTypes      []string
		SkipApprovalScreen bool
	}
	Expiry struct {
		IDTokens, SigningKeys duration
		// This Dex has no flow for devices, and no refresh token of its own ends.
		AuthRequests, DeviceRequests string
		RefreshTokens                any
	}
	EnablePasswordDB bool
	StaticPasswords  []password
	StaticClients    []client
	Connectors       []connector

	// Here it is memory, whatever it says.
	Storage   any
	Telemetry struct{ HTTP string }
}

type password struct{ Email, Username, UserID, Hash, HashFromEnv string }

type client struct {
	ID, IDEnv, Secret, SecretEnv, Name, LogoURL string
	RedirectURIs, TrustedPeers                  []string
	Public                                      bool
}

type connector struct {
	ID, Name, Type string
	Config         json.RawMessage
}

type duration time.Duration

func (d *duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = duration(parsed)
	return err
}

// either returns a value, or what the environment's variable of that name holds.
func either(value, variable string) string {
	if value == "" && variable != "" {
		return os.Getenv(variable)
	}
	return value
}

// store returns a storage with what the file fixes.
func (c config) store(logger logrus.FieldLogger) (storage.Storage, error) {
	var clients []storage.Client
	for _, each := range c.StaticClients {
		made := storage.Client{
			ID:           either(each.ID, each.IDEnv),
			Secret:       either(each.Secret, each.SecretEnv),
			Name:         each.Name,
			LogoURL:      each.LogoURL,
			RedirectURIs: each.RedirectURIs,
			TrustedPeers: each.TrustedPeers,
			Public:       each.Public,
		}
		if made.ID == "" || made.Secret == "" && !made.Public {
			return nil, fmt.Errorf("client %q has no id or no secret", each.Name)
		}
		clients = append(clients, made)
	}
	var passwords []storage.Password
	for _, each := range c.StaticPasswords {
		hash := []byte(either(each.Hash, each.HashFromEnv))
		if _, err := bcrypt.Cost(hash); err != nil {
			return nil, fmt.Errorf("the hash of %s: %w", each.Email, err)
		}
		passwords = append(passwords, storage.Password{
			Email: each.Email, Username: each.Username, UserID: each.UserID, Hash: hash,
		})
	}
	var connectors []storage.Connector
	for _, each := range c.Connectors {
		expanded := os.ExpandEnv(string(each.Config))
		connectors = append(connectors, storage.Connector{
			ID: each.ID, Name: each.Name, Type: each.Type, Config: []byte(expanded),
		})
	}
	if c.EnablePasswordDB {
		connectors = append(connectors, storage.Connector{
			ID: server.LocalConnector, Name: "Email", Type: server.LocalConnector,
		})
	}
	store := storage.WithStaticClients(memory.New(logger), clients)
	store = storage.WithStaticPasswords(store, passwords, logger)
	return storage.WithStaticConnectors(store, connectors), nil
}

func serve(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var c config
	// A field that is not known here would look like one that does nothing.
	if err := yaml.UnmarshalStrict(text, &c); err != nil {
		return err
	}
	logger := logrus.New()
	store, err := c.store(logger)
	if err != nil {
		return err
	}
	counted := prometheus.NewRegistry()
	dex, err := server.NewServer(context.Background(), server.Config{
		Issuer:                 c.Issuer,
		Storage:                store,
		SupportedResponseTypes: c.OAuth2.ResponseTypes,
		SkipApprovalScreen:     c.OAuth2.SkipApprovalScreen,
		IDTokensValidFor:       time.Duration(c.Expiry.IDTokens),
		RotateKeysAfter:        time.Duration(c.Expiry.SigningKeys),
		Web:                    server.WebConfig{Dir: c.Frontend.Dir},
		Logger:                 logger,
		PrometheusRegistry:     counted,
	})
	if err != nil {
		return err
	}
	if c.Telemetry.HTTP != "" {
		// Where and what a newer Dex serves by itself.
		metrics := http.NewServeMux()
		metrics.Handle("/metrics", promhttp.HandlerFor(counted, promhttp.HandlerOpts{}))
		go func() { log.Fatal(http.ListenAndServe(c.Telemetry.HTTP, metrics)) }()
	}
	return http.ListenAndServe(c.Web.HTTP, dex)
}

func main() {
	if len(os.Args) != 3 || os.Args[1] != "serve" {
		log.Fatal("usage: dex serve FILE")
	}
	log.Fatal(serve(os.Args[2]))
}
