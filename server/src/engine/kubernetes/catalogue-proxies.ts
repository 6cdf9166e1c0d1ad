import { type Family, OFTEN_THE_APP } from "./catalogue-family";

/** Proxies and tunnels between an application and something outside of its Pod, in either direction. */
export const PROXIES: readonly Family[] = [
	// Databases and queues
	{
		source: "https://cloud.google.com/sql/docs/mysql/sql-proxy",
		role: "ambassador",
		images:
			"cloud-sql-connectors/cloud-sql-proxy cloud-sql-proxy cloudsql-proxy cloud_sql_proxy cloudsql-docker/gce-proxy gce-proxy",
	},
	{
		source: "https://cloud.google.com/alloydb/docs/auth-proxy/overview",
		role: "ambassador",
		images: "alloydb-connectors/alloydb-auth-proxy alloydb-auth-proxy",
	},
	{
		source: "https://cloud.google.com/spanner/docs/pgadapter",
		role: "ambassador",
		images: "cloud-spanner-pg-adapter/pgadapter pgadapter",
	},
	{
		source: "https://www.pgbouncer.org/",
		role: "ambassador",
		images:
			"pgbouncer edoburu/pgbouncer bitnami/pgbouncer crunchy-pgbouncer percona-pgbouncer azure-oss-db-tools/pgbouncer-sidecar pgbouncer-sidecar",
	},
	{
		source: "https://www.pgpool.net/",
		role: "ambassador",
		images: "pgpool pgpool2 pgpool/pgpool bitnami/pgpool",
	},
	{
		source: "https://github.com/yandex/odyssey",
		role: "ambassador",
		images: "odyssey yandex/odyssey",
	},
	{
		source: "https://pgcat.dev/",
		role: "ambassador",
		images: "postgresml/pgcat pgcat",
	},
	{
		source: "https://proxysql.com/",
		role: "ambassador",
		images: "proxysql proxysql/proxysql percona/proxysql2 proxysql2",
	},
	{
		source: "https://dev.mysql.com/doc/mysql-router/8.0/en/",
		role: "ambassador",
		images:
			"mysql-router mysqlrouter community-router mysql/mysql-router percona-mysql-router",
	},
	{
		source: "https://mariadb.com/kb/en/maxscale/",
		role: "ambassador",
		images: "mariadb/maxscale maxscale",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/twitter/twemproxy",
		role: "ambassador",
		images: "twemproxy nutcracker",
	},
	{
		source: "https://github.com/facebook/mcrouter",
		role: "ambassador",
		images: "mcrouter mcrouter/mcrouter",
	},
	{
		source: "https://github.com/RedisLabs/redis-cluster-proxy",
		role: "ambassador",
		images: "redis-cluster-proxy predixy",
	},
	{
		source: "https://www.mongodb.com/docs/manual/reference/program/mongos/",
		role: "ambassador",
		images: "mongodb-sharded-router mongos",
		confidence: OFTEN_THE_APP,
	},
	{
		source:
			"https://docs.nats.io/running-a-nats-service/configuration/leafnodes",
		role: "ambassador",
		images: "nats-leafnode",
	},
	{
		source: "https://github.com/grepplabs/kafka-proxy",
		role: "ambassador",
		images: "grepplabs/kafka-proxy kafka-proxy",
	},
	{
		source: "https://docs.confluent.io/platform/current/kafka-rest/index.html",
		role: "ambassador",
		images: "cp-kafka-rest confluentinc/cp-kafka-rest",
		confidence: OFTEN_THE_APP,
	},
	// Authentication and authorisation in front of an application
	{
		source: "https://github.com/brancz/kube-rbac-proxy",
		role: "ambassador",
		images:
			"kube-rbac-proxy brancz/kube-rbac-proxy kubebuilder/kube-rbac-proxy ose-kube-rbac-proxy openshift4/ose-kube-rbac-proxy",
	},
	{
		source: "https://oauth2-proxy.github.io/oauth2-proxy/",
		role: "ambassador",
		images:
			"oauth2-proxy oauth2_proxy oauth2-proxy/oauth2-proxy bitnami/oauth2-proxy a5huynh/oauth2_proxy",
	},
	{
		source: "https://github.com/openshift/oauth-proxy",
		role: "ambassador",
		images:
			"oauth-proxy ose-oauth-proxy origin-oauth-proxy openshift/oauth-proxy oauth-proxy-rhel9",
	},
	{
		source: "https://github.com/gogatekeeper/gatekeeper",
		role: "ambassador",
		images:
			"gogatekeeper/gatekeeper keycloak-gatekeeper louketo-proxy keycloak/keycloak-gatekeeper louketo/louketo-proxy",
	},
	{
		source: "https://github.com/prometheus-community/prom-label-proxy",
		role: "ambassador",
		images:
			"prom-label-proxy prometheuscommunity/prom-label-proxy prometheus-community/prom-label-proxy",
	},
	{
		source: "https://github.com/vouch/vouch-proxy",
		role: "ambassador",
		images: "vouch-proxy vouch/vouch-proxy",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://www.pomerium.com/docs",
		role: "ambassador",
		images: "pomerium/pomerium pomerium",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/awslabs/aws-sigv4-proxy",
		role: "ambassador",
		images: "aws-sigv4-proxy aws-observability/aws-sigv4-proxy sigv4-proxy",
	},
	{
		source:
			"https://cloud.google.com/endpoints/docs/openapi/get-started-kubernetes-engine-espv2",
		role: "ambassador",
		images:
			"endpoints-runtime endpoints-release/endpoints-runtime endpoints-runtime-serverless espv2",
	},
	{
		source: "https://github.com/apigee/apigee-remote-service-envoy",
		role: "ambassador",
		images: "apigee-envoy-adapter apigee-remote-service-envoy",
	},
	{
		source: "https://github.com/Azure/azure-workload-identity",
		role: "ambassador",
		images: "azure-workload-identity/proxy workload-identity/proxy",
	},
	{
		source: "https://www.openpolicyagent.org/docs/envoy",
		role: "helper",
		images:
			"openpolicyagent/opa openpolicyagent/opa-istio openpolicyagent/kube-mgmt opa-envoy-plugin kube-mgmt",
	},
	{
		source:
			"https://istio.io/latest/docs/tasks/security/authorization/authz-custom/",
		role: "helper",
		images: "ext-authz istio/ext-authz istio-testing/ext-authz",
	},
	// Proxies for everything
	{
		source: "https://www.envoyproxy.io/docs/envoy/latest/start/install",
		role: "ambassador",
		images: "envoyproxy/envoy envoyproxy/envoy-distroless envoy bitnami/envoy",
	},
	{
		source: "https://www.haproxy.org/",
		role: "ambassador",
		images:
			"haproxy haproxytech/haproxy-alpine haproxytech/haproxy-debian haproxytech/haproxy-ubuntu",
	},
	{
		source: "https://doc.traefik.io/traefik/",
		role: "ambassador",
		images: "traefik library/traefik",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://www.stunnel.org/",
		role: "ambassador",
		images: "stunnel dweomer/stunnel",
	},
	{
		source: "https://github.com/ghostunnel/ghostunnel",
		role: "ambassador",
		images: "ghostunnel ghostunnel/ghostunnel square/ghostunnel",
	},
	{
		source: "https://www.squid-cache.org/",
		role: "ambassador",
		images: "squid ubuntu/squid sameersbn/squid",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://tinyproxy.github.io/",
		role: "ambassador",
		images: "tinyproxy privoxy",
	},
	{
		source: "http://www.dest-unreach.org/socat/",
		role: "ambassador",
		images: "socat alpine/socat",
	},
	{
		source: "https://www.harding.motd.ca/autossh/",
		role: "ambassador",
		images: "autossh ssh-tunnel jnovack/autossh",
	},
	{
		source:
			"https://kubernetes.io/docs/tasks/extend-kubernetes/http-proxy-access-api/",
		role: "ambassador",
		images: "kubectl-proxy kubeapi-proxy",
	},
	{
		source: "https://github.com/envoyproxy/ratelimit",
		role: "helper",
		images: "envoyproxy/ratelimit",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/llm-d/llm-d-inference-scheduler",
		role: "ambassador",
		images: "llm-d/llm-d-routing-sidecar llm-d-routing-sidecar",
	},
	// Tunnels and private networks
	{
		source:
			"https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/",
		role: "ambassador",
		images: "cloudflare/cloudflared cloudflared",
	},
	{
		source: "https://tailscale.com/kb/1185/kubernetes",
		role: "ambassador",
		images: "tailscale/tailscale tailscale",
	},
	{
		source: "https://ngrok.com/docs/using-ngrok-with/docker/",
		role: "ambassador",
		images: "ngrok ngrok/ngrok wernight/ngrok",
	},
	{
		source: "https://www.wireguard.com/",
		role: "ambassador",
		images: "wireguard linuxserver/wireguard masipcat/wireguard-go",
	},
	{
		source: "https://github.com/qdm12/gluetun",
		role: "ambassador",
		images: "qmcgaw/gluetun gluetun qdm12/gluetun",
	},
	{
		source: "https://openvpn.net/",
		role: "ambassador",
		images: "openvpn dperson/openvpn-client openvpn-client kylemanna/openvpn",
	},
	{
		source: "https://inlets.dev/",
		role: "ambassador",
		images: "inlets inlets/inlets inlets/inlets-pro inlets-pro",
	},
	{
		source: "https://github.com/jpillora/chisel",
		role: "ambassador",
		images: "jpillora/chisel chisel",
	},
	{
		source: "https://github.com/fatedier/frp",
		role: "ambassador",
		images: "frpc fatedier/frpc snowdreamtech/frpc",
	},
	{
		source: "https://openziti.io/docs/",
		role: "ambassador",
		images:
			"openziti/ziti-tunnel openziti/ziti-edge-tunnel ziti-tunnel ziti-edge-tunnel",
	},
	{
		source: "https://www.telepresence.io/docs/",
		role: "ambassador",
		images:
			"datawire/tel2 telepresenceio/tel2 ambassador-telepresence-agent datawire/ambassador-telepresence-agent",
	},
	{
		source:
			"https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/",
		role: "ambassador",
		images: "kas-network-proxy/proxy-server kas-network-proxy/proxy-agent",
		confidence: OFTEN_THE_APP,
	},
];
