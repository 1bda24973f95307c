// Command xds asks a control plane, as the proxy it is told to be, for all of its configuration.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"log"
	"os"
	"slices"
	"time"

	_ "github.com/cncf/xds/go/udpa/type/v1"
	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/access_loggers/file/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/clusters/dns/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/common/matcher/action/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/common/set_filter_state/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/cors/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/ext_authz/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/fault/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/grpc_stats/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/jwt_authn/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/lua/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/rbac/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/router/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/set_filter_state/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/listener/http_inspector/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/listener/original_dst/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/listener/tls_inspector/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/rbac/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/set_filter_state/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/tcp_proxy/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/load_balancing_policies/least_request/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/load_balancing_policies/round_robin/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/matching/common_inputs/network/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/path/match/uri_template/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/request_id/uuid/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/retry/host/previous_hosts/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/internal_upstream/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/raw_buffer/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

const (
	clusters  = "type.googleapis.com/envoy.config.cluster.v3.Cluster"
	endpoints = "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment"
	listeners = "type.googleapis.com/envoy.config.listener.v3.Listener"
	routes    = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration"
)

// What a control plane wrote, and the types in it that are not Envoy's own: their content is left out.
type dump struct {
	Clusters  []json.RawMessage `json:"clusters"`
	Endpoints []json.RawMessage `json:"endpoints"`
	Listeners []json.RawMessage `json:"listeners"`
	Routes    []json.RawMessage `json:"routes"`
	Unknown   []string          `json:"unknown"`
}

// The types that are compiled in; another is noted, and read as if it were empty.
type types struct {
	*protoregistry.Types
	unknown map[string]bool
}

func (t types) FindMessageByURL(url string) (protoreflect.MessageType, error) {
	found, err := t.Types.FindMessageByURL(url)
	if errors.Is(err, protoregistry.NotFound) {
		t.unknown[url] = true
		return (&emptypb.Empty{}).ProtoReflect().Type(), nil
	}
	return found, err
}

func (t types) toJSON(resources []*anypb.Any) ([]json.RawMessage, error) {
	written := []json.RawMessage{}
	for _, resource := range resources {
		message, err := resource.UnmarshalNew()
		if err != nil {
			return nil, err
		}
		text, err := protojson.MarshalOptions{Resolver: t, UseProtoNames: true}.Marshal(message)
		if err != nil {
			return nil, err
		}
		written = append(written, text)
	}
	return written, nil
}

type client struct {
	stream discovery.AggregatedDiscoveryService_StreamAggregatedResourcesClient
	node   *core.Node
}

// ask subscribes to resources of a type, and returns the first answer, acknowledged.
func (c *client) ask(kind string, names ...string) ([]*anypb.Any, error) {
	request := &discovery.DiscoveryRequest{Node: c.node, TypeUrl: kind, ResourceNames: names}
	if err := c.stream.Send(request); err != nil {
		return nil, err
	}
	for {
		answer, err := c.stream.Recv()
		if err != nil {
			return nil, err
		}
		request.TypeUrl, request.ResourceNames = answer.TypeUrl, nil
		if answer.TypeUrl == kind {
			request.ResourceNames = names
		}
		request.VersionInfo, request.ResponseNonce = answer.VersionInfo, answer.Nonce
		if err := c.stream.Send(request); err != nil {
			return nil, err
		}
		if answer.TypeUrl == kind {
			return answer.Resources, nil
		}
	}
}

func endpointNames(resources []*anypb.Any) ([]string, error) {
	names := []string{}
	for _, resource := range resources {
		made := &cluster.Cluster{}
		if err := resource.UnmarshalTo(made); err != nil {
			return nil, err
		}
		if made.GetType() == cluster.Cluster_EDS {
			names = append(names, cmp.Or(made.GetEdsClusterConfig().GetServiceName(), made.GetName()))
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func routeNames(resources []*anypb.Any) ([]string, error) {
	names := []string{}
	for _, resource := range resources {
		made := &listener.Listener{}
		if err := resource.UnmarshalTo(made); err != nil {
			return nil, err
		}
		for _, chain := range append(made.GetFilterChains(), made.GetDefaultFilterChain()) {
			for _, filter := range chain.GetFilters() {
				manager := &hcm.HttpConnectionManager{}
				if !filter.GetTypedConfig().MessageIs(manager) {
					continue
				}
				if err := filter.GetTypedConfig().UnmarshalTo(manager); err != nil {
					return nil, err
				}
				if name := manager.GetRds().GetRouteConfigName(); name != "" {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func (c *client) dump(places bool) (*dump, error) {
	open, err := c.ask(listeners)
	if err != nil {
		return nil, err
	}
	names, err := routeNames(open)
	if err != nil {
		return nil, err
	}
	routed := []*anypb.Any{}
	if len(names) > 0 {
		if routed, err = c.ask(routes, names...); err != nil {
			return nil, err
		}
	}
	// Last, so that no route leads to a cluster which came between two answers.
	made, err := c.ask(clusters)
	if err != nil {
		return nil, err
	}
	if names, err = endpointNames(made); err != nil {
		return nil, err
	}
	placed := []*anypb.Any{}
	if places && len(names) > 0 {
		if placed, err = c.ask(endpoints, names...); err != nil {
			return nil, err
		}
	}
	known := types{protoregistry.GlobalTypes, map[string]bool{}}
	all := &dump{Unknown: []string{}}
	for _, part := range []struct {
		to   *[]json.RawMessage
		from []*anypb.Any
	}{
		{&all.Clusters, made}, {&all.Endpoints, placed}, {&all.Listeners, open}, {&all.Routes, routed},
	} {
		if *part.to, err = known.toJSON(part.from); err != nil {
			return nil, err
		}
	}
	for url := range known.unknown {
		all.Unknown = append(all.Unknown, url)
	}
	slices.Sort(all.Unknown)
	return all, nil
}

func run() error {
	server := flag.String("server", "", "the control plane's address")
	id := flag.String("node", "", "the id that the proxy gives itself")
	about := flag.String("metadata", "{}", "what the proxy says of itself, in JSON")
	places := flag.Bool("endpoints", false, "ask where clusters are as well")
	flag.Parse()
	metadata := &structpb.Struct{}
	if err := protojson.Unmarshal([]byte(*about), metadata); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	connection, err := grpc.NewClient(
		*server,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(1<<30)),
	)
	if err != nil {
		return err
	}
	defer connection.Close()
	stream, err := discovery.NewAggregatedDiscoveryServiceClient(connection).StreamAggregatedResources(ctx)
	if err != nil {
		return err
	}
	proxy := &client{stream: stream, node: &core.Node{Id: *id, Metadata: metadata}}
	all, err := proxy.dump(*places)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}
