// Command hbone plays ztunnel's part: it sends one request through the tunnel of a mesh, as an identity.
//
// The mesh's authority is a folder with ca.pem and ca.key, which `hbone authority` writes; `hbone
// issue` writes an identity's certificate, and `hbone send` says in JSON what came of a request.
package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What certificates are asked for by name, besides the identity: an address would be no better.
const server = "mesh"

type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func encoded(kind string, content []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content})
}

// signed returns a new key and a certificate of it, in PEM; without a signer it signs itself.
func signed(template *x509.Certificate, by *authority) (certificate, key []byte, err error) {
	made, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	if by == nil {
		by = &authority{template, made}
	}
	template.SerialNumber = big.NewInt(time.Now().UnixNano())
	template.NotBefore = time.Now().Add(-time.Hour)
	template.NotAfter = time.Now().Add(24 * time.Hour)
	content, err := x509.CreateCertificate(rand.Reader, template, by.certificate, &made.PublicKey, by.key)
	if err != nil {
		return nil, nil, err
	}
	private, err := x509.MarshalECPrivateKey(made)
	return encoded("CERTIFICATE", content), encoded("EC PRIVATE KEY", private), err
}

func newAuthority() (certificate, key []byte, err error) {
	return signed(&x509.Certificate{
		Subject:               pkix.Name{CommonName: server},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}, nil)
}

func (a *authority) issue(identity string) (certificate, key []byte, err error) {
	uri, err := url.Parse(identity)
	if err != nil {
		return nil, nil, err
	}
	return signed(&x509.Certificate{
		URIs:        []*url.URL{uri},
		DNSNames:    []string{server},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
	}, a)
}

func authorityIn(folder string) (*authority, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(folder, "ca.pem"), filepath.Join(folder, "ca.key"))
	if err != nil {
		return nil, err
	}
	return &authority{pair.Leaf, pair.PrivateKey.(*ecdsa.PrivateKey)}, nil
}

func write(folder, name string, certificate, key []byte) error {
	return errors.Join(
		os.WriteFile(filepath.Join(folder, name+".pem"), certificate, 0o600),
		os.WriteFile(filepath.Join(folder, name+".key"), key, 0o600),
	)
}

// A tunnel is the body of a CONNECT request and of its answer, as the connection that they are.
type tunnel struct {
	io.Reader
	io.WriteCloser
}

func (tunnel) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (tunnel) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (tunnel) SetDeadline(time.Time) error      { return nil }
func (tunnel) SetReadDeadline(time.Time) error  { return nil }
func (tunnel) SetWriteDeadline(time.Time) error { return nil }

// open opens a tunnel to a destination through the proxy at an address.
func open(ctx context.Context, proxy, destination string, configuration *tls.Config) (net.Conn, error) {
	read, written := io.Pipe()
	request := (&http.Request{
		Method: http.MethodConnect,
		Header: http.Header{},
		URL:    &url.URL{Scheme: "https", Host: proxy},
		Host:   destination,
		Body:   read,
	}).WithContext(ctx)
	transport := &http.Transport{TLSClientConfig: configuration, ForceAttemptHTTP2: true}
	answer, err := transport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("no tunnel: %s", answer.Status)
	}
	return tunnel{answer.Body, written}, nil
}

type answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

func send(ctx context.Context, connection net.Conn, request *http.Request) (*answer, error) {
	protocols := &http.Protocols{}
	protocols.SetHTTP1(request.ProtoMajor == 1)
	protocols.SetUnencryptedHTTP2(request.ProtoMajor == 2)
	transport := &http.Transport{
		Protocols:   protocols,
		DialContext: func(context.Context, string, string) (net.Conn, error) { return connection, nil },
	}
	came, err := transport.RoundTrip(request.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(came.Body)
	if err != nil {
		return nil, err
	}
	headers := map[string]string{}
	// A gRPC call's status comes after the body, or at once if there is none.
	for _, fields := range []http.Header{came.Header, came.Trailer} {
		for name, values := range fields {
			headers[strings.ToLower(name)] = strings.Join(values, ",")
		}
	}
	return &answer{came.StatusCode, headers, string(body)}, nil
}

func sendCommand(arguments []string) error {
	flags := flag.NewFlagSet("send", flag.ExitOnError)
	folder := flags.String("authority", "", "the folder of the mesh's authority")
	identity := flags.String("as", "", "the sender's identity, spiffe://…")
	proxy := flags.String("proxy", "", "the address of the proxy that ends the tunnel")
	destination := flags.String("to", "", "where the tunnel leads: an address and a port")
	host := flags.String("host", "", "the request's host")
	method := flags.String("method", http.MethodGet, "the request's method")
	path := flags.String("path", "/", "the request's path")
	headers := flags.String("headers", "{}", "the request's headers, in JSON")
	body := flags.String("body", "", "the request's body")
	grpc := flags.Bool("grpc", false, "make it a gRPC call with an empty message")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	mesh, err := authorityIn(*folder)
	if err != nil {
		return err
	}
	certificate, key, err := mesh.issue(*identity)
	if err != nil {
		return err
	}
	pair, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		return err
	}
	trusted := x509.NewCertPool()
	trusted.AddCert(mesh.certificate)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	connection, err := open(ctx, *proxy, *destination, &tls.Config{
		Certificates: []tls.Certificate{pair}, RootCAs: trusted, ServerName: server,
	})
	if err != nil {
		return err
	}
	request, err := http.NewRequest(*method, "http://"+*host+*path, strings.NewReader(*body))
	if err != nil {
		return err
	}
	fields := map[string]string{}
	if err := json.Unmarshal([]byte(*headers), &fields); err != nil {
		return err
	}
	for name, value := range fields {
		request.Header.Set(name, value)
	}
	if *grpc {
		request.Proto, request.ProtoMajor, request.ProtoMinor = "HTTP/2.0", 2, 0
		request.Method = http.MethodPost
		request.Header.Set("content-type", "application/grpc")
		// Not compressed, and of no bytes.
		request.Body = io.NopCloser(bytes.NewReader(make([]byte, 5)))
	}
	came, err := send(ctx, connection, request)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(came)
}

func run(arguments []string) error {
	switch {
	case len(arguments) == 2 && arguments[0] == "authority":
		certificate, key, err := newAuthority()
		return errors.Join(err, write(arguments[1], "ca", certificate, key))
	case len(arguments) == 4 && arguments[0] == "issue":
		folder, name, identity := arguments[1], arguments[2], arguments[3]
		mesh, err := authorityIn(folder)
		if err != nil {
			return err
		}
		certificate, key, err := mesh.issue(identity)
		return errors.Join(err, write(folder, name, certificate, key))
	case len(arguments) > 0 && arguments[0] == "send":
		return sendCommand(arguments[1:])
	}
	return errors.New("hbone authority FOLDER | issue FOLDER NAME IDENTITY | send …")
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}
