import type { Role } from "./role";

/** What something with a pattern speaks for, and how strongly: the probability if nothing else were known. */
export interface Sign {
	readonly pattern: RegExp;
	readonly role: Exclude<Role, "app" | "init">;
	readonly weight: number;
}

type Row = readonly [RegExp, Sign["role"], number];

const signs = (rows: readonly Row[]): readonly Sign[] =>
	rows.map(([pattern, role, weight]) => ({ pattern, role, weight }));

/** Names that people give to helpers; a hint, never proof. The first that fits counts. */
export const NAMES = signs([
	[
		/^(?:istio|linkerd|envoy)-(?:proxy|sidecar)$|^daprd$|^queue-proxy$|^kuma-sidecar$|^consul-(?:dataplane|connect-envoy-sidecar)|^(?:service-?)?mesh-(?:proxy|sidecar)$/,
		"mesh-proxy",
		0.9,
	],
	[
		/(?:^|[-_])logs?[-_]?(?:rotat\w*|groomer|clean\w*)$|^logrotate$/,
		"helper",
		0.75,
	],
	[
		/(?:^|[-_])(?:log|logs|logging|syslog)[-_]?(?:shipper|agent|forwarder|collector|tailer|sidecar|router|aggregator|streamer|exporter)|^(?:fluent|filebeat|promtail)|(?:^|[-_])(?:ship|tail|stream|forward|collect)[-_]?logs?$|(?:log-?tail|tail-?log)/,
		"log-shipper",
		0.8,
	],
	[
		/(?:^|[-_])(?:cloud-?sql|auth|oauth2?|rbac|db|database|sql|redis|tls|ssl|pgbouncer|tcp|https?|grpc|ambassador|ssh|vpn)[-_]?(?:proxy|tunnel)(?:$|-)|^(?:ambassador|pgbouncer|cloudsql-proxy|cloudflared|tailscale|stunnel)$|[-_](?:label|api)[-_]proxy$|(?:proxy|routing|router)[-_]sidecar$/,
		"ambassador",
		0.75,
	],
	[/[-_a-z0-9](?<!kube)[-_](?:proxy|tunnel)$/, "ambassador", 0.7],
	[
		/exporter$|^(?:metrics|statsd|telegraf|jmx|otc|otel|telemetry|tracing)[-_]?(?:adapter|agent|sidecar|collector|container)?$|(?:^|[-_])adapter$/,
		"adapter",
		0.75,
	],
	[
		/(?:^|[-_])(?:config|configmap|secret|secrets|git|cert|certs|certificates?|template|rules|dashboards?|datasources?|token|credentials?)[-_]?(?:reloader|reload|sync|syncer|watcher|refresher|refresh|rotator|renewer|updater|agent|helper|sidecar)$|^vault-agent|[-_]sc[-_](?:dashboards?|datasources?|rules|alerts|notifiers|plugins)$|(?:^|[-_])(?:config-?)?reloader$/,
		"config-helper",
		0.75,
	],
	[
		/sidecar|(?:^|[-_])(?:helper|nanny|registrar|leader-elect(?:or|ion))$|^(?:dind|docker-in-docker)$/,
		"helper",
		0.7,
	],
	[/(?<!state)[-_](?:metrics|prometheus)$/, "adapter", 0.62],
	[/(?:^|[-_])(?:backup|backups|debug|debugger)$/, "helper", 0.65],
	[/[-_](?:agent|watcher|syncer|monitor)$/, "helper", 0.55],
]);

/** Programs by the word that starts them, with their sub-command where only that is a helper's. */
export const PROGRAMS = signs([
	[
		/^(?:pilot-agent|linkerd2?-proxy|kuma-dp|daprd|consul-dataplane)\b/,
		"mesh-proxy",
		0.9,
	],
	[
		/^(?:cloud[-_]sql[-_]proxy|alloydb-auth-proxy|pgbouncer|pgpool|proxysql|mysqlrouter|nutcracker|twemproxy|haproxy|envoy|socat|stunnel4?|ghostunnel|autossh|oauth2[-_]proxy|kube-rbac-proxy|cloudflared|ngrok|tailscaled|chisel|frpc|openvpn)(?:\s|$)|^kubectl (?:.* )?(?:proxy|port-forward)\b|^ssh (?:.* )?-\w*[NLR]|^vault proxy\b/,
		"ambassador",
		0.85,
	],
	[
		/^(?:fluent-bit|fluentd|td-agent(?:-bit)?|filebeat|promtail|vector|rsyslogd|syslog-ng|logstash)(?:\s|$)/,
		"log-shipper",
		0.85,
	],
	[
		/^(?:git-sync|consul-template|confd|configmap-reload|prometheus-config-reloader|spiffe-helper|inotifywait)(?:\s|$)|^(?:vault|bao) agent\b/,
		"config-helper",
		0.85,
	],
	[
		/^[\w-]+[-_]exporter(?:\s|$)|^(?:telegraf|collectd|dogstatsd|prometheus-to-sd)(?:\s|$)|^otelcol/,
		"adapter",
		0.85,
	],
	[
		/^(?:dockerd|dockerd-entrypoint\.sh|buildkitd|supercronic|crond|cron|logrotate|leader-elector|addon-resizer)(?:\s|$)|^litestream replicate\b|^thanos sidecar\b/,
		"helper",
		0.8,
	],
]);

/** Commands that fetch what is new; in a loop they keep a volume fresh. */
export const FETCHES =
	/^(?:git (?:.* )?(?:pull|fetch|clone)|(?:aws|gcloud) (?:.* )?(?:sync|cp|rsync)|gsutil (?:.* )?(?:rsync|cp)|rclone (?:sync|copy)|rsync|mc mirror|azcopy (?:sync|copy)|kubectl (?:.* )?get (?:cm|configmaps?|secrets?))\b/;

/** What arguments say. */
export const ARGUMENTS = signs([
	[/--?kubelet-registration-path[= ]/, "helper", 0.85],
	// The flag of all helpers of the CSI project, which turn Kubernetes' API into the driver's.
	[/--?csi-address[= ]/, "adapter", 0.65],
	[
		/--?(?:upstreams?|backend|target|proxy-(?:to|pass))[\w-]*[= ]["']?(?:https?:\/\/)?(?:127\.0\.0\.1|localhost)\b/,
		"ambassador",
		0.8,
	],
	[
		/--?[\w.-]*scrape[\w.-]*[= ]["']?\w+:\/\/(?:127\.0\.0\.1|localhost)\b/,
		"adapter",
		0.8,
	],
	[/^proxy sidecar\b/, "mesh-proxy", 0.85],
	[/^sidecar --(?:tsdb|prometheus|objstore)/, "helper", 0.85],
]);

/** Environment variables that only such helpers read. */
export const VARIABLES = signs([
	[
		/^(?:ISTIO_META_|LINKERD2_PROXY_|KUMA_DATAPLANE_|APPMESH_|DAPR_TRUST_ANCHORS|SERVING_READINESS_PROBE)/,
		"mesh-proxy",
		0.85,
	],
	[/^(?:GITSYNC_|GIT_SYNC_)/, "config-helper", 0.8],
	[/^(?:FLUENTD_CONF|FLUENTD_OPT|FLUENT_(?:BIT_)?CONF)/, "log-shipper", 0.75],
	[/^(?:OAUTH2_PROXY_|CSQL_PROXY_|TS_AUTHKEY|TUNNEL_TOKEN)/, "ambassador", 0.8],
	[/^(?:DATA_SOURCE_(?:NAME|URI)|(?!OTEL_)[A-Z]+_EXPORTER_)/, "adapter", 0.7],
	[/^(?:LITESTREAM_|DOCKER_TLS_CERTDIR$)/, "helper", 0.6],
]);

/** Names of ports. */
export const PORT_NAMES = signs([
	[
		/^(?:http-envoy-prom|envoy-(?:admin|stats|metrics)|linkerd-(?:proxy|admin)|dapr-|queue-?port|http-queueadm)/,
		"mesh-proxy",
		0.85,
	],
	[/^(?:otlp(?:-.*)?|statsd|dogstatsd|jaeger-|zipkin)/, "adapter", 0.6],
	[/^(?:pgbouncer|oauth2?-proxy|oauth|proxy)$/, "ambassador", 0.6],
]);

/** Numbers of ports on which usually only such helpers listen. */
export const PORT_NUMBERS: ReadonlyMap<number, Omit<Sign, "pattern">> = new Map(
	(
		[
			[
				"mesh-proxy",
				0.75,
				"15001 15006 15020 15021 15090 4143 4191 3501 50001",
			],
			[
				"adapter",
				0.7,
				"9187 9104 9121 9113 9216 9150 9114 9308 9419 9102 9253 9117 9127 9404 13133",
			],
			["adapter", 0.6, "4317 4318 8125 8126"],
			["log-shipper", 0.65, "24224 24231"],
			["ambassador", 0.6, "4180 6432"],
		] as const
	).flatMap(([role, weight, numbers]) =>
		numbers
			.split(" ")
			.map((number) => [Number(number), { role, weight }] as const),
	),
);

/** Ports for metrics: a container that has no others translates for a monitoring system. */
export const METRICS_PORT =
	/(?:^|-)(?:metrics?|prom(?:etheus)?|exporter)$|^metrics-/;
