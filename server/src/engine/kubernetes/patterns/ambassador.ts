import { fixedText, type Message, text } from "../../text/language";
import type { Container } from "../container";
import { dialsOf, mayBeOnNode } from "../network";
import { freeContainerName, freePort, freePortName, servedPorts } from "./free";
import { PATTERN_IMAGES } from "./images";
import { resourcesLike, securityLike } from "./manner";
import { type Called, called, classicNote, nodeNetwork } from "./notes";
import { beforeThose, givesNetwork, helperPlace } from "./placement";
import type { Pattern, Plan, Refused, Rewrite, Situation } from "./plan";
import {
	missingOnLocalhost,
	type Part,
	type Remote,
	remotesOf,
} from "./remote";

const taken = text({
	en: (port: number, variable: string) =>
		`a container of the Pod listens on port ${port} already, and no variable beside \`${variable}\` tells the application another one`,
	ja: (port, variable) =>
		`Pod内のコンテナがすでにポート${port}を使っており、\`${variable}\` のほかに別のポートをアプリケーションに伝える変数がありません`,
});
const dial = text({
	en: (app: Called, address: string) =>
		`Have ${app.en} connect to \`${address}\`, where the proxy listens.`,
	ja: (app, address) =>
		`${app.ja}の接続先を、プロキシが待ち受ける \`${address}\` にしてください。`,
});
const instead = text({
	en: (variable: string, app: Called, now: string, before: string) =>
		`\`${variable}\` of ${app.en} says \`${now}\` instead of \`${before}\`: the proxy listens there and passes everything on.`,
	ja: (variable, app, now, before) =>
		`${app.ja}の \`${variable}\` は \`${before}\` から \`${now}\` に変わります。プロキシがそこで待ち受け、すべてを転送します。`,
});
const instance = text({
	en: (placeholder: string) =>
		`Replace \`${placeholder}\` by the connection name of the Cloud SQL instance.`,
	ja: (placeholder) =>
		`\`${placeholder}\` をCloud SQLインスタンスの接続名に置き換えてください。`,
});
const verified = text({
	en: (variable: string) =>
		`the application checks whom it is connected to (\`${variable}\`), so that it cannot go through a proxy with another address`,
	ja: (variable) =>
		`アプリケーションが接続先を検証するため(\`${variable}\`)、アドレスの異なるプロキシを経由できません`,
});

const LOCALHOST = "127.0.0.1";
const DATABASE_PORTS = [5432, 3306, 1433];
const PLACEHOLDER = "project:region:instance";

/** A proxy on localhost, through which the application reaches its database. */
export const ambassador: Pattern = {
	id: "ambassador",
	title: fixedText({
		en: "Insert a proxy on localhost (ambassador pattern)",
		ja: "localhost上のプロキシを挿入(Ambassadorパターン)",
	}),
	plan(situation) {
		const { pod, app } = situation;
		if (mayBeOnNode(pod)) return { refused: nodeNetwork };
		const missing = missingOnLocalhost(app, DATABASE_PORTS);
		const name = instanceOf(app);
		const remotes = remotesOf(app).filter(isKnownStore);
		const remote = remotes.find(({ isVerified }) => !isVerified);
		if (missing === undefined && name === undefined && remote)
			return forward(situation, remote);
		const [checked] = remotes;
		if (missing === undefined && name === undefined && checked)
			return { refused: verified(checked.hostAt.name) };
		const port =
			missing ?? (servedPorts(pod).has(5432) ? freePort(pod, 5432) : 5432);
		return cloudSqlProxy(situation, port, name ?? PLACEHOLDER, [
			...(name === undefined ? [instance(PLACEHOLDER)] : []),
			...(missing === undefined
				? [dial(called(app), `${LOCALHOST}:${port}`)]
				: []),
		]);
	},
};

/** Host and port are written down. */
type KnownStore = Remote & { readonly host: string; readonly port: number };

const isKnownStore = (remote: Remote): remote is KnownStore =>
	remote.host !== undefined && remote.port !== undefined && remote.isStore;

/** `project:region:instance`, as the application may have it for its own connector. */
function instanceOf(app: Container): string | undefined {
	return app.environment
		.map(({ value }) => value.text)
		.find((value) => /^[a-z][\w.:-]*:[a-z]+-[a-z]+\d+:[\w-]+$/.test(value));
}

const place = (situation: Situation, port: number) =>
	helperPlace(
		situation,
		beforeThose(
			situation,
			(init) => dialsOf(init).some((each) => each.port === port),
			(init) => givesNetwork(init, situation),
		),
	);

const GATE = { periodSeconds: 1, failureThreshold: 60 };

/** A plain TCP proxy: what the application's variables said of the host goes to it, and they say localhost instead. */
function forward(situation: Situation, remote: KnownStore): Plan | Refused {
	const { pod, app, isNative } = situation;
	const { word, host, portAt, hostAt } = remote;
	const isTaken = servedPorts(pod).has(remote.port);
	const port = isTaken ? freePort(pod, remote.port) : remote.port;
	if (isTaken && !portAt) return { refused: taken(remote.port, hostAt.name) };
	const image = PATTERN_IMAGES.socat;
	const values = [
		...rewrite(hostAt, LOCALHOST),
		...(isTaken && portAt
			? rewrite(portAt, `${portAt.value === hostAt.value ? ":" : ""}${port}`)
			: []),
	];
	return {
		container: {
			name: freeContainerName(pod, `${word}-proxy`),
			image: image.image,
			restartPolicy: isNative ? "Always" : undefined,
			args: [
				`TCP-LISTEN:${port},bind=${LOCALHOST},reuseaddr,fork`,
				`TCP:${host}:${remote.port}`,
			],
			ports: [{ name: freePortName(pod, word), containerPort: port }],
			startupProbe: isNative
				? {
						exec: {
							command: [
								"socat",
								"-u",
								"OPEN:/dev/null",
								`TCP:${LOCALHOST}:${port}`,
							],
						},
						...GATE,
					}
				: undefined,
			resources: resourcesLike(pod, image),
			securityContext: securityLike(pod, image),
		},
		...place(situation, port),
		values,
		notes: [
			...values.flatMap(({ name, value, start, end, text: now }) =>
				start < end
					? instead(name, called(app), now, value.text.slice(start, end))
					: [],
			),
			...classicNote(situation),
		],
	};
}

const rewrite = (
	{ name, value, start, end }: Part,
	text: string,
): readonly Rewrite[] => (value ? [{ name, value, start, end, text }] : []);

function cloudSqlProxy(
	situation: Situation,
	port: number,
	connection: string,
	notes: readonly Message[],
): Plan {
	const { pod, isNative } = situation;
	const image = PATTERN_IMAGES.cloudSqlProxy;
	const health = freePort(pod, 9090, [port]);
	const probe = { httpGet: { path: "/startup", port: health }, ...GATE };
	return {
		container: {
			name: freeContainerName(pod, "cloud-sql-proxy"),
			image: image.image,
			restartPolicy: isNative ? "Always" : undefined,
			args: [
				"--structured-logs",
				`--address=${LOCALHOST}`,
				`--port=${port}`,
				"--health-check",
				"--http-address=0.0.0.0",
				`--http-port=${health}`,
				connection,
			],
			ports: [
				{ name: freePortName(pod, "database"), containerPort: port },
				{ name: freePortName(pod, "proxy-health"), containerPort: health },
			],
			startupProbe: probe,
			resources: resourcesLike(pod, image),
			securityContext: securityLike(pod, image, { runAsNonRoot: true }),
		},
		...place(situation, port),
		notes: [...notes, ...classicNote(situation)],
	};
}
