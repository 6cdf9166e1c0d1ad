import type { Role } from "./role";

/**
 * Well-known helper images: the end of the repository path, without registry and tag → role. An entry of one segment
 * matches the image's last segment; `*` stands for anything within a segment. Sources: the projects' own installation
 * manifests and documentation.
 */
const IMAGES: Readonly<Record<Exclude<Role, "app" | "init">, string>> = {
	"log-shipper": `fluent-bit fluentbit fluentd fluentd-kubernetes-daemonset fluentd-elasticsearch fluentd-gcp filebeat
		beats/filebeat promtail vector timberio/vector logstash logstash-oss rsyslog syslog-ng grafana-agent grafana/alloy alloy
		aws-for-fluent-bit amazon/cloudwatch-agent cloudwatch-agent stackdriver-logging-agent newrelic-fluentbit-output
		splunk/fluentd-hec splunk/universalforwarder logspout kube-logging/logging-operator-fluentd`,
	ambassador: `cloud-sql-proxy cloudsql-docker/gce-proxy gce-proxy alloydb-auth-proxy pgbouncer pgbouncer-exporter-proxy pgpool
		odyssey proxysql twemproxy nutcracker mcrouter haproxy envoyproxy/envoy envoy aws-sigv4-proxy oauth2-proxy gatekeeper
		keycloak-gatekeeper louketo-proxy kube-rbac-proxy ghostunnel stunnel traefik squid cloudflared ngrok tailscale
		tailscale/tailscale wireguard openvpn privoxy tinyproxy socat ssh-tunnel autossh inlets chisel frpc mysqlrouter
		mysql-router nats-leafnode spicedb-proxy pomerium authproxy ose-oauth-proxy origin-oauth-proxy oauth-proxy auth-proxy
		esp endpoints-runtime apigee-envoy-adapter redis-cluster-proxy predixy`,
	"mesh-proxy": `istio/proxyv2 proxyv2 linkerd/proxy linkerd-io/proxy cr.l5d.io/linkerd/proxy proxy-linkerd kuma-dp kumahq/kuma-dp
		consul-dataplane consul-envoy aws-appmesh-envoy dapr/daprd daprd dapr osm-envoy nginx-mesh-sidecar traefik-mesh
		queue-proxy knative.dev/serving/cmd/queue aws-app-mesh-envoy envoy-sidecar`,
	"config-helper": `git-sync k8s-sidecar kiwigrid/k8s-sidecar config-reloader prometheus-config-reloader configmap-reload
		configmap-reloader consul-template confd vault hashicorp/vault vault-k8s vault-agent vault-env bank-vaults
		secrets-init conjur-authn-k8s-client secrets-provider-for-k8s spiffe-helper spire-agent aws-secrets-manager-agent
		doppler infisical-agent akeyless-sidecar grafana-dashboard-sidecar sidecar-config-watcher configmap-watcher
		rules-configmap-reloader kubernetes-reloader logging-operator-config-reloader ghcr.io/kube-logging/config-reloader
		thanos-rule-syncer s3-sync rclone gcs-sync gitlab-sync jenkins-kubernetes-sidecar`,
	adapter: `*-exporter *_exporter exporter *-exporter-* statsd-exporter jmx-exporter nginx-prometheus-exporter mysqld-exporter
		postgres-exporter redis_exporter oracledb_exporter kafka-exporter blackbox-exporter node-exporter pushgateway telegraf
		collectd opentelemetry-collector opentelemetry-collector-contrib opentelemetry-collector-k8s otelcol otel-collector
		otel/opentelemetry-collector jaeger-agent zipkin-agent datadog-agent datadog/agent dogstatsd statsd metricbeat
		prometheus-to-sd k8s-prometheus-adapter aws-otel-collector aws-xray-daemon xray-daemon newrelic-infrastructure
		apm-agent dynatrace-oneagent fluent-metrics addon-resizer metrics-proxy cadvisor jolokia`,
	helper: `csi-provisioner csi-attacher csi-resizer csi-snapshotter csi-node-driver-registrar livenessprobe
		csi-external-health-monitor-controller external-health-monitor-controller csi-cluster-driver-registrar
		node-driver-registrar external-provisioner external-attacher external-snapshotter external-resizer
		csi-nfs-driver-registrar gcs-fuse-csi-driver-sidecar-mounter cluster-proportional-autoscaler thanos thanosio/thanos
		thanos-sidecar docker-in-docker docker:*dind buildkit dind cert-manager-istio-csr nats-server-config-reloader
		leader-elector leader-election cluster-autoscaler-nanny kube-sidecar-injector wal-g barman pgbackrest
		velero-restore-helper volsync litestream litestream/litestream medusa cassandra-reaper-sidecar k8ssandra/medusa
		sealed-secrets-helper fuse-sidecar s3fs goofys kubexit supercronic`,
};

interface Entry {
	/** Segments of the path before the last one. */
	readonly before: readonly string[];
	readonly role: Role;
}

/** Entries by their last segment; those with a `*` in it apart. */
let catalogue:
	| {
			readonly exact: ReadonlyMap<string, readonly Entry[]>;
			readonly globs: readonly (readonly [RegExp, Role])[];
	  }
	| undefined;

function readCatalogue(): NonNullable<typeof catalogue> {
	const exact = new Map<string, Entry[]>();
	const globs: [RegExp, Role][] = [];
	for (const [role, list] of Object.entries(IMAGES)) {
		for (const name of list.split(/\s+/)) {
			const before = name.split("/");
			const last = before.pop() ?? "";
			if (last.includes("*")) globs.push([glob(last), role as Role]);
			else
				exact.set(last, [
					...(exact.get(last) ?? []),
					{ before, role: role as Role },
				]);
		}
	}
	return { exact, globs };
}

/** The role of an image by the catalogue. */
export function roleOfImage(image: string): Role | undefined {
	catalogue ??= readCatalogue();
	const path = repositoryOf(image).map((segment) => segment.toLowerCase());
	const last = path.pop() ?? "";
	// The longest entry knows best: `datadog/agent` before `agent`.
	const entry = (catalogue.exact.get(last) ?? [])
		.filter(({ before }) =>
			before.every(
				(segment, index) =>
					path[path.length - before.length + index] === segment,
			),
		)
		.sort((a, b) => b.before.length - a.before.length)[0];
	return (
		entry?.role ?? catalogue.globs.find(([pattern]) => pattern.test(last))?.[1]
	);
}

/** Does an image match a pattern that a person gave: a repository path, or the end of one, with `*` for anything? */
export function matchesImage(image: string, pattern: string): boolean {
	return endsWith(repositoryOf(image), repositoryOf(pattern).map(glob));
}

/** The segments of the repository path, without registry, tag and digest. */
function repositoryOf(image: string): string[] {
	const withoutDigest = image.replace(/@.*$/, "");
	const segments = withoutDigest.replace(/:[^/:]*$/, "").split("/");
	const [registry] = segments;
	return segments.length > 1 && registry && /[.:]|^localhost$/.test(registry)
		? segments.slice(1)
		: segments;
}

function glob(segment: string): RegExp {
	const source = segment
		.split("*")
		.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${source.join(".*")}$`, "i");
}

function endsWith(
	path: readonly string[],
	pattern: readonly RegExp[],
): boolean {
	const offset = path.length - pattern.length;
	return (
		offset >= 0 &&
		pattern.every((segment, index) => segment.test(path[offset + index] ?? ""))
	);
}
