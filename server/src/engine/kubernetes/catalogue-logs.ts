import { type Family, OFTEN_THE_APP } from "./catalogue-family";

/** Programs that read log files or streams and pass them on. */
export const LOGS: readonly Family[] = [
	{
		source: "https://docs.fluentbit.io/manual/installation/kubernetes",
		role: "log-shipper",
		images:
			"fluent/fluent-bit fluent-bit fluentbit fluent-bit-plugin-loki grafana/fluent-bit-plugin-loki bitnami/fluent-bit newrelic-fluentbit-output",
	},
	{
		source: "https://docs.fluentd.org/container-deployment/kubernetes",
		role: "log-shipper",
		images:
			"fluentd fluent/fluentd fluentd-kubernetes-daemonset fluentd-elasticsearch fluentd-gcp bitnami/fluentd",
	},
	{
		source:
			"https://www.elastic.co/guide/en/beats/filebeat/current/running-on-docker.html",
		role: "log-shipper",
		images: "beats/filebeat filebeat filebeat-oss beats/filebeat-oss",
	},
	{
		source:
			"https://www.elastic.co/guide/en/fleet/current/elastic-agent-installation.html",
		role: "log-shipper",
		images: "elastic-agent beats/elastic-agent elastic-agent/elastic-agent",
	},
	{
		source: "https://www.elastic.co/guide/en/logstash/current/docker.html",
		role: "log-shipper",
		images: "logstash logstash-oss logstash/logstash",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://grafana.com/docs/loki/latest/send-data/promtail/",
		role: "log-shipper",
		images: "grafana/promtail promtail",
	},
	{
		source: "https://grafana.com/docs/alloy/latest/",
		role: "log-shipper",
		images: "grafana/alloy grafana/agent grafana-agent alloy",
	},
	{
		source: "https://vector.dev/docs/setup/deployment/roles/",
		role: "log-shipper",
		images: "timberio/vector vector vectordotdev/vector",
	},
	{
		source: "https://www.rsyslog.com/",
		role: "log-shipper",
		images: "rsyslog rsyslog/syslog_appliance_alpine rsyslog/rsyslog",
	},
	{
		source: "https://www.syslog-ng.com/",
		role: "log-shipper",
		images:
			"syslog-ng balabit/syslog-ng linuxserver/syslog-ng axoflow/axosyslog axosyslog",
	},
	{
		source: "https://github.com/aws/aws-for-fluent-bit",
		role: "log-shipper",
		images:
			"aws-for-fluent-bit aws-observability/aws-for-fluent-bit amazon/aws-for-fluent-bit",
	},
	{
		source:
			"https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Install-CloudWatch-Agent.html",
		role: "log-shipper",
		images:
			"amazon/cloudwatch-agent cloudwatch-agent cloudwatch-agent/cloudwatch-agent",
	},
	{
		source: "https://cloud.google.com/logging/docs/agent/logging",
		role: "log-shipper",
		images:
			"stackdriver-logging-agent stackdriver-agents/stackdriver-logging-agent google-cloud-ops-agent",
	},
	{
		source: "https://docs.splunk.com/Documentation/Forwarder",
		role: "log-shipper",
		images:
			"splunk/fluentd-hec fluentd-hec splunk/universalforwarder universalforwarder",
	},
	{
		source: "https://github.com/gliderlabs/logspout",
		role: "log-shipper",
		images: "logspout gliderlabs/logspout",
	},
	{
		source: "https://help.sumologic.com/docs/send-data/kubernetes/",
		role: "log-shipper",
		images:
			"sumologic/kubernetes-fluentd kubernetes-fluentd sumologic/tailing-sidecar tailing-sidecar",
	},
	{
		source:
			"https://www.papertrail.com/help/configuring-centralized-logging-from-kubernetes/",
		role: "log-shipper",
		images: "remote-syslog remote_syslog2",
	},
	{
		source: "https://docs.mezmo.com/docs/kubernetes-agent",
		role: "log-shipper",
		images: "logdna/logdna-agent logdna-agent mezmo/agent",
	},
	{
		source: "https://kube-logging.dev/docs/",
		role: "log-shipper",
		images:
			"kube-logging/logging-operator-fluentd kube-logging/fluentd banzaicloud/fluentd rancher/fluentd logging-operator-fluentd",
	},
	{
		source: "https://help.aliyun.com/zh/sls/user-guide/collect-container-logs",
		role: "log-shipper",
		images: "log-service/logtail logtail sls/loongcollector loongcollector",
	},
	{
		source: "https://docs.observiq.com/",
		role: "log-shipper",
		images:
			"observiq/observiq-otel-collector observiq/bindplane-agent observiq/stanza stanza",
	},
];
