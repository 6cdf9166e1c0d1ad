import type { Role } from "../role";

/** An image that a pattern brings, pinned. Those of the snippets are the same: a test compares them. */
export interface PatternImage {
	readonly image: string;
	/** The user to run as where none but root is given and root is not allowed; nothing when the image names one by number. */
	readonly uid?: number;
	readonly cpu: string;
	readonly memory: string;
	readonly memoryLimit: string;
}

const SMALL = { cpu: "10m", memory: "32Mi", memoryLimit: "64Mi" };
const NOBODY = 65534;

/** The images of all patterns. */
export const PATTERN_IMAGES = {
	alpine: { image: "alpine:3.22.1", uid: NOBODY, ...SMALL },
	busybox: { image: "busybox:1.37.0", uid: NOBODY, ...SMALL },
	cloudSqlProxy: {
		image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1",
		cpu: "50m",
		memory: "64Mi",
		memoryLimit: "128Mi",
	},
	socat: { image: "alpine/socat:1.8.0.3", uid: NOBODY, ...SMALL },
	// Its user has a name only, of which the kubelet cannot tell that it is not root.
	curl: { image: "curlimages/curl:8.14.1", uid: 100, ...SMALL },
	memcachedExporter: {
		image: "quay.io/prometheus/memcached-exporter:v0.15.0",
		uid: NOBODY,
		...SMALL,
	},
	redisExporter: { image: "oliver006/redis_exporter:v1.74.0", ...SMALL },
	postgresExporter: {
		image: "quay.io/prometheuscommunity/postgres-exporter:v0.17.1",
		uid: NOBODY,
		...SMALL,
	},
	statsdExporter: {
		image: "prom/statsd-exporter:v0.28.0",
		uid: NOBODY,
		...SMALL,
	},
} satisfies Readonly<Record<string, PatternImage>>;

/** Roles of containers that are there so that others reach the network. */
export const NETWORK_ROLES: ReadonlySet<Role> = new Set<Role>([
	"mesh-proxy",
	"ambassador",
]);
