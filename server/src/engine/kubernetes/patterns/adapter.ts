import { fixedText, type Message, text } from "../../text/language";
import type { Tree } from "../../yaml/render";
import { valueAt } from "../../yaml/tree";
import { matchesImage } from "../catalogue";
import { type Container, mappingsOf } from "../container";
import { listensOn, mayBeOnNode } from "../network";
import { OBSERVES } from "../start-gate";
import { stringOf } from "../values";
import { freeContainerName, freePort, freePortName } from "./free";
import { PATTERN_IMAGES, type PatternImage } from "./images";
import { resourcesLike, securityLike, toValue } from "./manner";
import { type Called, called, classicNote, nodeNetwork } from "./notes";
import { helperPlace, last } from "./placement";
import type { Pattern } from "./plan";
import { missingOnLocalhost } from "./remote";

const statsd = text({
	en: (app: Called, port: number) =>
		`Have ${app.en} send StatsD metrics to \`127.0.0.1:${port}\` (UDP): no exporter for its image is known.`,
	ja: (app, port) =>
		`${app.ja}がStatsDのメトリクスを \`127.0.0.1:${port}\`(UDP)に送るように設定してください。このイメージ専用のエクスポーターは登録されていません。`,
});
const password = text({
	en: (variable: string) =>
		`Give it the database's password in \`${variable}\`: the application's is not in its \`env\`.`,
	ja: (variable) =>
		`データベースのパスワードを \`${variable}\` に設定してください。アプリケーションの \`env\` には見つかりません。`,
});

/** An exporter that turns what the application tells of itself into metrics of Prometheus. */
export const adapter: Pattern = {
	id: "adapter",
	title: fixedText({
		en: "Insert a metrics exporter (adapter pattern)",
		ja: "メトリクスのエクスポーターを挿入(Adapterパターン)",
	}),
	plan(situation) {
		const { pod, app, isNative } = situation;
		if (mayBeOnNode(pod)) return { refused: nodeNetwork };
		const source = SOURCES.find(({ images }) =>
			images.some((each) => matchesImage(app.image?.text ?? "", each)),
		);
		const { image, metrics, tell } = source ?? STATSD;
		const port = freePort(pod, metrics);
		const { args, env, notes } = tell(app, port);
		// What the application sends its metrics to has to listen first; the others call the application.
		return {
			container: {
				name: freeContainerName(pod, "metrics-adapter"),
				image: image.image,
				restartPolicy: isNative ? "Always" : undefined,
				args,
				env,
				ports: [{ name: freePortName(pod, "metrics"), containerPort: port }],
				startupProbe:
					isNative && !source
						? {
								httpGet: { path: "/metrics", port },
								periodSeconds: 1,
								failureThreshold: 60,
							}
						: undefined,
				resources: resourcesLike(pod, image),
				securityContext: securityLike(pod, image),
			},
			...helperPlace(situation, last(situation)),
			notes: [...notes, ...classicNote(situation)],
		};
	},
};

interface Told {
	readonly args: readonly string[];
	readonly env?: readonly Tree[];
	readonly notes: readonly Message[];
}

/** An exporter, and how it is told where the application and its own port are. */
interface Source {
	readonly images: readonly string[];
	readonly image: PatternImage;
	readonly metrics: number;
	readonly tell: (app: Container, port: number) => Told;
}

const SOURCES: readonly Source[] = [
	{
		images: ["memcached"],
		image: PATTERN_IMAGES.memcachedExporter,
		metrics: 9150,
		tell: (app, port) => ({
			args: [
				`--memcached.address=127.0.0.1:${portOf(app, 11211)}`,
				`--web.listen-address=:${port}`,
			],
			notes: [],
		}),
	},
	{
		images: ["redis", "valkey"],
		image: PATTERN_IMAGES.redisExporter,
		metrics: 9121,
		tell: (app, port) => {
			const secret = copyOf(app, "REDIS_PASSWORD", "REDIS_PASSWORD");
			return {
				args: [
					`--redis.addr=redis://127.0.0.1:${portOf(app, 6379)}`,
					`--web.listen-address=:${port}`,
				],
				...(secret ? { env: [secret] } : {}),
				notes: [],
			};
		},
	},
	{
		images: ["postgres", "postgresql"],
		image: PATTERN_IMAGES.postgresExporter,
		metrics: 9187,
		tell: (app, port) => {
			const secret = copyOf(app, "POSTGRES_PASSWORD", "DATA_SOURCE_PASS");
			return {
				args: [`--web.listen-address=:${port}`],
				env: [
					{
						name: "DATA_SOURCE_URI",
						value: `127.0.0.1:${portOf(app, 5432)}/postgres?sslmode=disable`,
					},
					copyOf(app, "POSTGRES_USER", "DATA_SOURCE_USER") ?? {
						name: "DATA_SOURCE_USER",
						value: "postgres",
					},
					...(secret ? [secret] : []),
				],
				notes: secret ? [] : [password("DATA_SOURCE_PASS")],
			};
		},
	},
];

/** For all others: what speaks StatsD sends its metrics there. */
const STATSD: Omit<Source, "images"> = {
	image: PATTERN_IMAGES.statsdExporter,
	metrics: 9102,
	tell: (app, port) => {
		const missing = missingOnLocalhost(app, [8125, 9125]);
		const own = missing ?? freePort(app.pod, 9125, [port]);
		return {
			args: [
				`--statsd.listen-udp=127.0.0.1:${own}`,
				"--statsd.listen-tcp=",
				`--web.listen-address=:${port}`,
			],
			notes: missing === undefined ? [statsd(called(app), own)] : [],
		};
	},
};

/** Where the application listens: the usual port, unless it has just another one. */
function portOf(app: Container, usual: number): number {
	const others = app.ports.filter(
		({ name = "", protocol }) => protocol !== "TCP" || OBSERVES.test(name),
	);
	const own = [...listensOn(app)].filter(
		(port) => !others.some(({ number }) => number === port),
	);
	const [only = usual, ...more] = own;
	return more.length === 0 ? only : usual;
}

/** A variable of the application's under another name: its value, or where that comes from. */
function copyOf(app: Container, name: string, as: string): Tree | undefined {
	const variable = mappingsOf(app.entry("env")?.value).find(
		(each) => stringOf(valueAt(each, "name")) === name,
	);
	const value = toValue(valueAt(variable, "value"));
	const valueFrom = toValue(valueAt(variable, "valueFrom"));
	if (typeof value === "string" && !value.includes("$("))
		return { name: as, value };
	return valueFrom === undefined ? undefined : { name: as, valueFrom };
}
