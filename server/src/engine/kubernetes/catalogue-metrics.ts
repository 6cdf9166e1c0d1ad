import {
	BY_ITS_NAME,
	type Family,
	KIND_UNSURE,
	OFTEN_THE_APP,
} from "./catalogue-family";

/** Programs that translate between the application and what watches or drives it: metrics, traces, other protocols. */
export const METRICS: readonly Family[] = [
	{
		source: "https://prometheus.io/docs/instrumenting/exporters/",
		role: "adapter",
		images: "*-exporter *_exporter exporter *-exporter-*",
		confidence: BY_ITS_NAME,
	},
	{
		source: "https://github.com/prometheus/statsd_exporter",
		role: "adapter",
		images: "prom/statsd-exporter statsd-exporter statsd statsd/statsd",
	},
	{
		source: "https://github.com/prometheus/jmx_exporter",
		role: "adapter",
		images:
			"jmx-exporter bitnami/jmx-exporter jmx-prometheus-exporter jolokia sscaling/jmx-prometheus-exporter",
	},
	{
		source: "https://github.com/nginx/nginx-prometheus-exporter",
		role: "adapter",
		images: "nginx-prometheus-exporter nginx/nginx-prometheus-exporter",
	},
	{
		source: "https://github.com/oliver006/redis_exporter",
		role: "adapter",
		images: "oliver006/redis_exporter",
	},
	{
		source: "https://github.com/prometheus-community/postgres_exporter",
		role: "adapter",
		images: "prometheuscommunity/postgres-exporter wrouesnel/postgres_exporter",
	},
	{
		source: "https://github.com/prometheus/mysqld_exporter",
		role: "adapter",
		images: "prom/mysqld-exporter mysqld-exporter",
	},
	{
		source: "https://github.com/percona/mongodb_exporter",
		role: "adapter",
		images: "percona/mongodb_exporter",
	},
	{
		source: "https://github.com/prometheus-community/elasticsearch_exporter",
		role: "adapter",
		images: "prometheuscommunity/elasticsearch-exporter",
	},
	{
		source: "https://github.com/prometheus/memcached_exporter",
		role: "adapter",
		images: "prom/memcached-exporter",
	},
	{
		source: "https://github.com/danielqsj/kafka_exporter",
		role: "adapter",
		images: "danielqsj/kafka-exporter",
	},
	{
		source: "https://github.com/kbudde/rabbitmq_exporter",
		role: "adapter",
		images: "kbudde/rabbitmq-exporter",
	},
	{
		source: "https://github.com/nats-io/prometheus-nats-exporter",
		role: "adapter",
		images: "natsio/prometheus-nats-exporter prometheus-nats-exporter",
	},
	{
		source: "https://github.com/hipages/php-fpm_exporter",
		role: "adapter",
		images: "hipages/php-fpm_exporter php-fpm_exporter",
	},
	{
		source: "https://github.com/Lusitaniae/apache_exporter",
		role: "adapter",
		images: "lusitaniae/apache-exporter bitnami/apache-exporter",
	},
	{
		source: "https://github.com/prometheus/node_exporter",
		role: "adapter",
		images: "prometheus/node-exporter prom/node-exporter node-exporter",
	},
	{
		source: "https://github.com/prometheus/blackbox_exporter",
		role: "adapter",
		images: "prom/blackbox-exporter blackbox-exporter",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/NVIDIA/dcgm-exporter",
		role: "adapter",
		images: "nvidia/k8s/dcgm-exporter k8s/dcgm-exporter dcgm-exporter",
	},
	{
		source: "https://github.com/prometheus/pushgateway",
		role: "adapter",
		images: "prom/pushgateway pushgateway",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://docs.influxdata.com/telegraf/v1/",
		role: "adapter",
		images: "telegraf library/telegraf",
	},
	{
		source: "https://www.collectd.org/",
		role: "adapter",
		images: "collectd opscode/collectd collectd-sidecar",
	},
	{
		source: "https://opentelemetry.io/docs/collector/installation/",
		role: "adapter",
		images:
			"otel/opentelemetry-collector otel/opentelemetry-collector-contrib otel/opentelemetry-collector-k8s opentelemetry-collector opentelemetry-collector-contrib opentelemetry-collector-k8s opentelemetry-collector-releases/opentelemetry-collector-contrib otelcol otelcol-contrib otel-collector",
	},
	{
		source: "https://aws-otel.github.io/docs/introduction",
		role: "adapter",
		images:
			"aws-otel-collector amazon/aws-otel-collector aws-observability/aws-otel-collector",
	},
	{
		source: "https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html",
		role: "adapter",
		images:
			"aws-xray-daemon amazon/aws-xray-daemon xray/aws-xray-daemon xray-daemon",
	},
	{
		source: "https://www.jaegertracing.io/docs/1.35/deployment/#agent",
		role: "adapter",
		images: "jaegertracing/jaeger-agent jaeger-agent zipkin-agent",
	},
	{
		source: "https://docs.datadoghq.com/containers/docker/",
		role: "adapter",
		images:
			"datadog/agent datadog/docker-dd-agent datadog/dogstatsd datadog-agent dogstatsd datadog/serverless-init",
	},
	{
		source:
			"https://docs.newrelic.com/docs/kubernetes-pixie/kubernetes-integration/",
		role: "adapter",
		images:
			"newrelic/infrastructure newrelic/infrastructure-k8s newrelic/nri-kubernetes newrelic-infrastructure newrelic/infrastructure-bundle",
	},
	{
		source:
			"https://docs.dynatrace.com/docs/setup-and-configuration/setup-on-k8s",
		role: "adapter",
		images: "dynatrace/oneagent dynatrace-oneagent",
	},
	{
		source:
			"https://www.elastic.co/guide/en/beats/metricbeat/current/running-on-docker.html",
		role: "adapter",
		images:
			"beats/metricbeat metricbeat beats/heartbeat beats/packetbeat apm-agent",
	},
	{
		source:
			"https://github.com/GoogleCloudPlatform/k8s-stackdriver/tree/master/prometheus-to-sd",
		role: "adapter",
		images: "prometheus-to-sd google-containers/prometheus-to-sd",
	},
	{
		source: "https://github.com/Stackdriver/stackdriver-prometheus-sidecar",
		role: "adapter",
		images:
			"stackdriver-prometheus-sidecar stackdriver-prometheus/stackdriver-prometheus-sidecar",
	},
	{
		source:
			"https://cloud.google.com/stackdriver/docs/managed-prometheus/cloudrun-sidecar",
		role: "adapter",
		images:
			"run-gmp-sidecar cloud-ops-agents-artifacts/cloud-run-gmp-sidecar cloud-run-gmp-sidecar/cloud-run-gmp-sidecar",
	},
	{
		source: "https://github.com/kubernetes-sigs/prometheus-adapter",
		role: "adapter",
		images: "k8s-prometheus-adapter",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/google/cadvisor",
		role: "adapter",
		images: "google/cadvisor cadvisor/cadvisor cadvisor",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://docs.victoriametrics.com/vmagent/",
		role: "adapter",
		images: "victoriametrics/vmagent vmagent",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://docs.wavefront.com/proxies.html",
		role: "adapter",
		images: "wavefronthq/proxy wavefronthq/wavefront-proxy",
	},
	{
		source: "https://signalfx.github.io/signalfx-agent/",
		role: "adapter",
		images:
			"signalfx/signalfx-agent signalfx/agent signalfx/splunk-otel-collector splunk-otel-collector",
	},
	{
		source: "https://www.instana.com/docs/",
		role: "adapter",
		images: "instana/agent instana/release/agent/static",
	},
	{
		source: "https://docs.honeycomb.io/send-data/",
		role: "adapter",
		images: "honeycombio/honeycomb-kubernetes-agent",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/open-telemetry/opentelemetry-operator",
		role: "adapter",
		images: "fluent-metrics metrics-proxy",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://spiffe.io/docs/latest/keyless/oidc-federation-aws/",
		role: "adapter",
		images: "spiffe/oidc-discovery-provider",
		needsApp: true,
	},
	{
		source: "https://github.com/spiffe/spiffe-csi",
		role: "adapter",
		images: "spiffe/spiffe-csi-driver",
		needsApp: true,
		confidence: OFTEN_THE_APP,
	},
	// From Kubernetes' API, or HTTP, to the calls of a storage driver: they wait for the driver beside them.
	{
		source: "https://kubernetes-csi.github.io/docs/sidecar-containers.html",
		role: "adapter",
		images:
			"csi-provisioner csi-attacher csi-resizer csi-snapshotter livenessprobe external-provisioner external-attacher external-resizer external-snapshotter csi-external-provisioner csi-external-attacher csi-external-resizer csi-external-snapshotter csi-livenessprobe",
		needsApp: true,
		confidence: KIND_UNSURE,
	},
];
