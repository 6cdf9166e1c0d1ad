/** Which well-known programs run until somebody stops them: databases, web servers, proxies, agents. */

/** A command that goes on, as one line without folders. */
interface Server {
	readonly runs: RegExp;
	/** What makes the same program end or go into the background. */
	readonly unless?: RegExp;
}

const servers = (
	...rows: readonly (readonly [RegExp, RegExp?])[]
): readonly Server[] =>
	rows.map(([runs, unless]) => (unless ? { runs, unless } : { runs }));

export const SERVERS: readonly Server[] = servers(
	// Databases, caches and brokers.
	[
		/^(?:redis|valkey|keydb)-server(?:\s|$)/,
		/\s--(?:daemonize yes|test-memory|check-system)|\s-[hv](?:\s|$)/,
	],
	[
		/^(?:postgres|postmaster)(?:\s|$)/,
		/\s(?:--single|--boot|--check|--describe-config|-C)(?:\s|$)/,
	],
	[
		/^(?:mysqld|mariadbd)(?:\s|$)/,
		/\s--(?:initialize|bootstrap|daemonize|validate-config|verbose)/,
	],
	[/^mongo[ds](?:\s|$)/, /\s--(?:fork|shutdown|repair)(?:\s|$)/],
	[/^memcached(?:\s|$)/, /\s(?:-\w*[dhi]|--daemon)(?:\s|$)/],
	[/^rabbitmq-server(?:\s|$)/, /\s-detached/],
	[/^nats-server(?:\s|$)/, /\s(?:-t|-sl|--signal)\b/],
	[/^(?:etcd|minio server|consul agent|vault server)(?:\s|$)/],
	// Web servers and proxies. Without `daemon off` nginx goes into the background.
	[/^(?:nginx|openresty)\s.*\bdaemon off\b/, /\s-[tTsvV](?:\s|$)/],
	[
		/^(?:httpd|apache2|apache2ctl|apachectl)\s.*-D ?FOREGROUND\b|^(?:httpd|apache2)-foreground\b/,
	],
	// That of BusyBox; a file behind `-f` is Apache's.
	[/^httpd (?:.*\s)?-v*fv*(?:p \S+)?(?=\s+-|\s*$)/],
	[/^caddy (?:run|file-server|reverse-proxy)\b/],
	[/^haproxy(?:\s|$)/, /\s-(?:c|D|vv?|h)(?:\s|$)/],
	[/^traefik(?: -|$)/],
	[/^envoy(?:\s|$)/, /\s--(?:mode|hot-restart-version)\b/],
	[
		/^(?:http\.server|SimpleHTTPServer|http-server|json-server|uvicorn|hypercorn|daphne|gunicorn|puma)(?:\s|$)/,
		/\s(?:--check-config|--print-config|--daemon|-D|-h)(?:\s|$)/,
	],
	[
		/^(?:flask run|rails (?:s|server)|manage\.py runserver|php -S)(?:\s|$)/,
		/\s-(?:d|-daemon)(?:\s|$)/,
	],
	[/^(?:php-fpm\S*) (?:.*\s)?(?:-F|--nodaemonize)(?:\s|$)/, /\s-tt?(?:\s|$)/],
	// Sockets.
	[/^socat\s.*LISTEN:\S*,fork\b/i],
	[
		/^(?:nc|ncat|netcat) (?=(?:.*\s)?-(?:\w*l|-listen))(?=(?:.*\s)?-(?:\w*k|\w*ll|-keep-open))/,
	],
	[/^rsync (?=(?:.*\s)?--daemon\b)(?=(?:.*\s)?--no-detach\b)/],
	// Agents and proxies to services.
	[
		/^(?:cloud[-_]sql[-_]proxy|alloydb-auth-proxy)(?:\s|$)/,
		/\s(?:wait|shutdown)(?:\s|$)/,
	],
	[/^(?:pilot-agent proxy|kuma-dp run|vault (?:agent|proxy))(?:\s|$)/],
	[/^(?:daprd|linkerd2-proxy|consul-dataplane)(?:\s|$)/],
	[
		/^(?:oauth2-proxy|kube-rbac-proxy|kubectl proxy|kubectl port-forward)(?:\s|$)/,
	],
	[/^pgbouncer(?:\s|$)/, /\s-(?:\w*d|-daemon)(?:\s|$)/],
	[/^git-sync(?: -|$)/],
	[/^fluent-bit(?: -|$)/, /\s-[hJ](?:\s|$)/],
	[/^fluentd(?: -|$)/, /\s(?:-d|--daemon|-s|--setup)\b/],
	// Daemons that are told to stay in front.
	[/^(?:dockerd|dockerd-entrypoint\.sh|buildkitd)(?: -|$)/, /\s--validate\b/],
	[/^sshd (?:.*\s)?-\w*D/, /\s-\w*[tT]/],
	[/^crond? (?:.*\s)?-\w*f/],
	[/^supervisord (?:.*\s)?(?:-n|--nodaemon)(?:\s|$)/],
);

/** Images that run a server when they are left to themselves. */
export interface ServerImage {
	/** Ends of repository paths, parted by spaces; `*` stands for anything within a segment. */
	readonly images: string;
	readonly tag?: RegExp;
	/** The program in it, where it is known what `args` do to it. */
	readonly runs?: string;
	/**
	 * Are `args` the program's arguments, or a command that replaces it? Scripts that are entry points mostly take what
	 * begins with a dash for the first, everything else for the second.
	 */
	readonly takes: "arguments" | "command";
	/** Does it serve without any `args`? */
	readonly bare?: false;
}

const image = (
	runs: string,
	takes: ServerImage["takes"],
	images: string,
	more: Pick<ServerImage, "tag" | "bare"> = {},
): ServerImage => ({ runs, takes, images, ...more });

export const SERVER_IMAGES: readonly ServerImage[] = [
	image("redis-server", "command", "redis valkey"),
	image(
		"postgres",
		"command",
		"postgres postgresql postgis pgvector timescaledb",
	),
	image("mysqld", "command", "mysql mysql-server mariadb percona"),
	image("mongod", "command", "mongo mongodb mongodb-community-server"),
	image("memcached", "command", "memcached"),
	image("rabbitmq-server", "command", "rabbitmq"),
	image("nats-server", "command", "nats"),
	image("etcd", "command", "etcd"),
	image("minio", "arguments", "minio/minio", { bare: false }),
	image("consul", "arguments", "consul"),
	image("vault", "arguments", "vault"),
	image("nginx", "command", "nginx nginx-unprivileged openresty"),
	image("httpd", "command", "httpd"),
	image("caddy", "command", "caddy"),
	image("haproxy", "command", "haproxy"),
	image("traefik", "command", "traefik"),
	image("envoy", "command", "envoyproxy/envoy envoyproxy/envoy-*"),
	image("socat", "arguments", "alpine/socat", { bare: false }),
	image("cloud-sql-proxy", "arguments", "cloud-sql-proxy"),
	image("alloydb-auth-proxy", "arguments", "alloydb-auth-proxy"),
	image("pilot-agent", "arguments", "istio/proxyv2", { bare: false }),
	image("git-sync", "arguments", "git-sync"),
	image("oauth2-proxy", "arguments", "oauth2-proxy"),
	image("kube-rbac-proxy", "arguments", "kube-rbac-proxy"),
	image("fluent-bit", "arguments", "fluent/fluent-bit"),
	image("fluentd", "command", "fluent/fluentd"),
	image("dockerd", "command", "docker", { tag: /:[^/]*\bdind\b/ }),
	{
		takes: "command",
		images:
			"selenium/standalone-* selenium/node-* selenium/hub wiremock/wiremock mockserver/mockserver localstack/localstack mailhog/mailhog axllent/mailpit elasticsearch opensearchproject/opensearch zookeeper apache/kafka bitnami/kafka confluentinc/cp-kafka confluentinc/cp-zookeeper cassandra couchdb neo4j influxdb clickhouse-server mssql/server amazon/dynamodb-local azure-storage/azurite fsouza/fake-gcs-server prom/prometheus prom/pushgateway grafana/grafana jaegertracing/all-in-one traefik/whoami hashicorp/http-echo qdrant/qdrant getmeili/meilisearch ollama/ollama",
	},
];
