import { fixedText, text } from "../../text/language";
import { Literal } from "../../yaml/render";
import type { Container } from "../container";
import { awaitedPaths, programOf } from "../program";
import { baseName } from "../shell";
import { freeContainerName } from "./free";
import { PATTERN_IMAGES } from "./images";
import { resourcesLike, securityLike } from "./manner";
import { type Called, called, classicNote } from "./notes";
import { beforeThose, givesNetwork, helperPlace } from "./placement";
import {
	configPlaceOf,
	isSpokenOf,
	mountAt,
	nameFor,
	newConfigPlace,
	type SharedPlace,
} from "./places";
import type { Pattern } from "./plan";

const replace = text({
	en: (url: string) =>
		`Replace \`${url}\` by the address of the configuration: the application starts when it has been fetched once.`,
	ja: (url) =>
		`\`${url}\` を設定の取得元に置き換えてください。アプリケーションは、設定を一度取得するまで起動しません。`,
});
const read = text({
	en: (app: Called, file: string) =>
		`Have ${app.en} read \`${file}\`, which the helper keeps up to date.`,
	ja: (app, file) =>
		`ヘルパーが最新に保つ \`${file}\` を、${app.ja}が読み込むように設定してください。`,
});

/** A helper that fetches configuration before the application starts, and again and again afterwards. */
export const configurationHelper: Pattern = {
	id: "configuration-helper",
	title: fixedText({
		en: "Insert a helper that keeps configuration up to date (configuration helper pattern)",
		ja: "設定を最新に保つヘルパーを挿入(Configuration helperパターン)",
	}),
	plan(situation) {
		const { pod, app, isNative } = situation;
		const image = PATTERN_IMAGES.curl;
		const place = configPlaceOf(app) ?? newConfigPlace(app);
		const own = place.files.find((file) => !isSpokenOf(app, file));
		const file = own ?? freeFile(app, place);
		const known = sourceOf(app);
		const url = known ?? `https://config.example.com/${baseName(file)}`;
		const mounts = (init: Container, writes: boolean) =>
			init.mounts.some(
				({ name, readOnly }) =>
					name?.text === place.volume && readOnly !== writes,
			);
		return {
			container: {
				name: freeContainerName(pod, "config-helper"),
				image: image.image,
				restartPolicy: isNative ? "Always" : undefined,
				command: ["sh", "-c", new Literal(SCRIPT)],
				env: [
					{ name: "CONFIG_URL", value: url },
					{ name: "CONFIG_FILE", value: file },
				],
				startupProbe: isNative
					? {
							exec: { command: ["test", "-s", file] },
							periodSeconds: 1,
							failureThreshold: 60,
						}
					: undefined,
				resources: resourcesLike(pod, image),
				securityContext: securityLike(pod, image),
				volumeMounts: [mountAt(place, false)],
			},
			...helperPlace(
				situation,
				beforeThose(
					situation,
					(init) =>
						mounts(init, false) || awaitedPaths(programOf(init)).includes(file),
					(init) => givesNetwork(init, situation) || mounts(init, true),
				),
			),
			volume: place.isNew
				? { name: place.volume, emptyDir: { sizeLimit: "8Mi" } }
				: undefined,
			mount: place.isNew ? mountAt(place, true) : undefined,
			notes: [
				...(known === undefined ? [replace(url)] : []),
				...(own === undefined ? [read(called(app), file)] : []),
				...classicNote(situation),
			],
		};
	},
};

/** Where the application itself is told to get its configuration. */
const sourceOf = (app: Container): string | undefined =>
	app.environment.find(
		({ name, value }) =>
			/CONFIG\w*_(?:URL|URI)$/i.test(name) &&
			/^https?:\/\/[\w.-]+(?::\d+)?\/\S+$/.test(value.text) &&
			!value.text.includes("$("),
	)?.value.text;

/** A file that no other helper keeps. */
function freeFile(app: Container, { directory }: SharedPlace): string {
	const name = nameFor(app);
	let file = `${directory}/${name}.yaml`;
	for (let number = 2; isSpokenOf(app, file); number++)
		file = `${directory}/${name}-${number}.yaml`;
	return file;
}

/** It is put in its place in one step: nobody reads half of it. */
const SCRIPT = [
	"trap 'exit 0' TERM",
	"while :; do",
	'  if curl --fail --silent --show-error --max-time 10 --output "$CONFIG_FILE.new" "$CONFIG_URL"; then',
	'    mv "$CONFIG_FILE.new" "$CONFIG_FILE"',
	"  fi",
	"  sleep 30 &",
	"  wait $!",
	"done",
	"",
].join("\n");
