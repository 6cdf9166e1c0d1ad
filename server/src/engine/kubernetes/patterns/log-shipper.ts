import { fixedText, text } from "../../text/language";
import { Literal } from "../../yaml/render";
import { freeContainerName } from "./free";
import { PATTERN_IMAGES } from "./images";
import { resourcesLike, securityLike } from "./manner";
import { type Called, called, classicNote } from "./notes";
import { helperPlace, last } from "./placement";
import { logPlaceOf, mountAt, newLogPlace, usualLog } from "./places";
import type { Pattern } from "./plan";

const tell = text({
	en: (app: Called, file: string) =>
		`Have ${app.en} write its log to \`${file}\`, which the shipper follows.`,
	ja: (app, file) =>
		`${app.ja}がログを \`${file}\` に書き込むように設定してください。ログシッパーはこのファイルを追跡します。`,
});
const check = text({
	en: (file: string) =>
		`Check the file's name in \`${file}\`: the directory is known, the name is not.`,
	ja: (file) =>
		`\`${file}\` のファイル名を確認してください。ディレクトリは分かりますが、ファイル名は分かりません。`,
});
const limited = text({
	en: (volume: string) =>
		`The Pod is evicted when \`${volume}\` holds more than its \`sizeLimit\`: have the application rotate its log.`,
	ja: (volume) =>
		`\`${volume}\` が \`sizeLimit\` を超えるとPodは退避されます。アプリケーションでログをローテーションしてください。`,
});

/** A log shipper that follows what the application writes to a volume of both. */
export const logShipper: Pattern = {
	id: "native-sidecar",
	title: fixedText({
		en: "Insert a log shipper as a native sidecar (logging pattern)",
		ja: "ログシッパーをネイティブサイドカーとして挿入(ロギングパターン)",
	}),
	plan(situation) {
		const { pod, app } = situation;
		const found = logPlaceOf(app);
		const place = found ?? newLogPlace(app);
		const guessed = usualLog(app, place.directory);
		const files = place.files.length > 0 ? place.files : [guessed];
		const image = PATTERN_IMAGES.alpine;
		return {
			container: {
				name: freeContainerName(pod, "log-shipper"),
				image: image.image,
				restartPolicy: situation.isNative ? "Always" : undefined,
				command: ["sh", "-c", new Literal(script(files))],
				resources: resourcesLike(pod, image),
				securityContext: securityLike(pod, image),
				volumeMounts: [mountAt(place, true)],
			},
			...helperPlace(situation, last(situation)),
			volume: place.isNew
				? { name: place.volume, emptyDir: { sizeLimit: "256Mi" } }
				: undefined,
			mount: place.isNew ? mountAt(place, false) : undefined,
			notes: [
				...(found
					? found.files.length > 0
						? []
						: [check(guessed)]
					: [tell(called(app), guessed)]),
				...(place.isNew ? [limited(place.volume)] : []),
				...classicNote(situation),
			],
		};
	},
};

/** The last lines are shipped too: the application is stopped first. */
const script = (files: readonly string[]): string =>
	[
		"trap 'sleep 1; exit 0' TERM",
		`tail -n +1 ${files.length > 1 ? "-q " : ""}-F ${files.join(" ")} &`,
		"wait $!",
		"",
	].join("\n");
