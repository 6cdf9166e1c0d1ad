import type { Family } from "./catalogue-family";

/** Data planes of service meshes and of runtimes that an injector puts beside the application. */
export const MESH: readonly Family[] = [
	{
		source:
			"https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/",
		role: "mesh-proxy",
		images:
			"istio/proxyv2 release/proxyv2 istio-testing/proxyv2 istio-release/proxyv2 proxyv2 proxyv2-rhel8 proxyv2-rhel9 istio-proxyv2-rhel9 tetrateio/proxyv2 asm/proxyv2",
	},
	{
		source: "https://linkerd.io/2/reference/architecture/",
		role: "mesh-proxy",
		images:
			"linkerd/proxy linkerd-io/proxy linkerd2-proxy linkerd-proxy buoyantio/proxy",
	},
	{
		source: "https://linkerd.io/2/tasks/using-the-debug-container/",
		role: "helper",
		images: "linkerd/debug linkerd-io/debug buoyantio/debug",
	},
	{
		source: "https://kuma.io/docs/latest/production/dp-config/dpp/",
		role: "mesh-proxy",
		images: "kumahq/kuma-dp kuma-dp kuma/kuma-sidecar kong/kuma-dp",
	},
	{
		source: "https://developer.hashicorp.com/consul/docs/connect/dataplane",
		role: "mesh-proxy",
		images:
			"hashicorp/consul-dataplane consul-dataplane hashicorp/consul-envoy consul-envoy",
	},
	{
		source: "https://docs.aws.amazon.com/app-mesh/latest/userguide/envoy.html",
		role: "mesh-proxy",
		images: "aws-appmesh-envoy aws-app-mesh-envoy appmesh/aws-appmesh-envoy",
	},
	{
		source: "https://docs.dapr.io/concepts/dapr-services/sidecar/",
		role: "mesh-proxy",
		images: "dapr/daprd dapr/dapr daprio/daprd daprio/dapr daprd",
	},
	{
		source: "https://release-v1-2.docs.openservicemesh.io/",
		role: "mesh-proxy",
		images: "openservicemesh/osm-envoy osm-envoy",
	},
	{
		source: "https://docs.nginx.com/nginx-service-mesh/",
		role: "mesh-proxy",
		images: "nginx/nginx-mesh-sidecar nginx-mesh-sidecar",
	},
	{
		source: "https://knative.dev/docs/serving/architecture/",
		role: "mesh-proxy",
		images:
			"knative.dev/serving/cmd/queue serving/cmd/queue knative-serving-queue queue-proxy",
	},
	{
		source: "https://www.envoyproxy.io/docs/envoy/latest/start/install",
		role: "mesh-proxy",
		images: "envoy-sidecar",
	},
	{
		source: "https://mosn.io/docs/",
		role: "mesh-proxy",
		images: "mosnio/mosn mosnio/proxyv2",
	},
];
