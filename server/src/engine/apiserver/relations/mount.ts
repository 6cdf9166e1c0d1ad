import { text } from "../../text/language";
import type { Answer } from "../answer";
import { oneOfIfSet, required } from "../constraint";
import { descending } from "../formats-volume";
import type { Place } from "../place";
import { deviceClashes, type PathsByName } from "./mount-device";
import { hasKey, isKnown, objectsOf, relativePath } from "./volume-place";
import type { PodVolumes } from "./volume-pod";

const taken = text({
	en: (path: string) =>
		`This container already has something mounted at \`${path}\`.`,
	ja: (path) =>
		`このコンテナでは、すでに別のものが \`${path}\` にマウントされています。`,
});
const takenHere = text({
	en: (path: string) => `\`${path}\` is mounted here first.`,
	ja: (path) => `\`${path}\` は先にここでマウントされています。`,
});
const bothSubPaths = text({
	en: () => "A mount has `subPath` or `subPathExpr`, not both.",
	ja: () =>
		"マウントに書けるのは `subPath` か `subPathExpr` のどちらか一方です。",
});
const onlyPrivileged = text({
	en: (container: string) =>
		`Only a privileged container may pass its mounts on with \`Bidirectional\`${container === "" ? "" : `; \`${container}\` is not privileged`}.`,
	ja: (container) =>
		`\`Bidirectional\` でマウントを伝播できるのは特権コンテナだけです${container === "" ? "" : `が、\`${container}\` は特権コンテナではありません`}。`,
});
const onlyReadOnly = text({
	en: (mode: string) =>
		`\`recursiveReadOnly: ${mode}\` needs \`readOnly: true\` beside it.`,
	ja: (mode) =>
		`\`recursiveReadOnly: ${mode}\` には \`readOnly: true\` も必要です。`,
});
const noPropagation = text({
	en: (mode: string, propagation: string) =>
		`\`recursiveReadOnly: ${mode}\` does not go with \`mountPropagation: ${propagation}\`.`,
	ja: (mode, propagation) =>
		`\`recursiveReadOnly: ${mode}\` と \`mountPropagation: ${propagation}\` は同時に指定できません。`,
});
const missing = text({
	en: (name: string) =>
		name === ""
			? "A mount must name a volume of the Pod."
			: `The Pod has no volume \`${name}\`: declare it under \`volumes\`.`,
	ja: (name) =>
		name === ""
			? "マウントにはPodのボリュームの名前が必要です。"
			: `Podにボリューム \`${name}\` がありません。\`volumes\` で宣言してください。`,
});
const misspelt = text({
	en: (name: string, near: string) =>
		`The Pod has no volume \`${name}\`; did you mean \`${near}\`?`,
	ja: (name, near) =>
		`Podにボリューム \`${name}\` がありません。\`${near}\` のことですか。`,
});
const faulty = text({
	en: (name: string) =>
		`The volume \`${name}\` has an error of its own, so that the API server does not find it here.`,
	ja: (name) =>
		`ボリューム \`${name}\` の定義に誤りがあるため、APIサーバーはここでこのボリュームを見つけられません。`,
});
const droppedWithImage = text({
	en: (version: string, name: string, subPath: boolean) =>
		`Kubernetes ${version} silently drops the image volume \`${name}\`, and this mount with it: the container runs without these files.${subPath && (version === "1.31" || version === "1.32") ? " Where the feature is switched on, it rejects the sub-path." : ""}`,
	ja: (version, name, subPath) =>
		`Kubernetes ${version}はイメージボリューム \`${name}\` を何も告げずに取り除き、このマウントも取り除きます。コンテナはこれらのファイルなしで動きます。${subPath && (version === "1.31" || version === "1.32") ? "機能を有効にしたクラスターでは、サブパスが拒否されます。" : ""}`,
});

/** `ValidateVolumeMounts`. */
export function mounts(
	answer: Answer,
	container: Place,
	volumes: PodVolumes,
	devices: PathsByName,
): void {
	const list = container.at("volumeMounts");
	const firsts = new Map<string, Place>();
	let gone = 0;
	for (const written of objectsOf(list)) {
		const mount =
			gone === 0
				? written
				: written.called(`${list.path}[${Number(written.key) - gone}]`);
		const name = mount.at("name");
		const path = mount.at("mountPath");
		const called = name.string;
		if (called !== undefined && volumes.dropped.has(called)) {
			const subPath =
				mount.at("subPath").isSet || mount.at("subPathExpr").isSet;
			answer.warn(
				mount,
				"",
				droppedWithImage(answer.version, called, subPath),
				{ rule: "image-volume-sub-path", at: name.range },
			);
			gone++;
			continue;
		}
		required()(answer, name);
		if (called !== undefined) volumeOf(answer, name, called, volumes);
		required()(answer, path);
		unique(answer, path, firsts);
		if (devices.size > 0) deviceClashes(answer, name, path, devices);
		if (hasKey(mount, "subPath", "subPathExpr"))
			subPaths(answer, mount, list.path);
		if (hasKey(mount, "mountPropagation"))
			propagation(answer, mount, list.path, container);
		if (hasKey(mount, "recursiveReadOnly"))
			recursiveReadOnly(answer, mount, list.path);
	}
}

/** Says that the Pod has no such volume. */
export function volumeOf(
	answer: Answer,
	place: Place,
	name: string,
	volumes: PodVolumes,
): void {
	if (volumes.sound.has(name)) return;
	if (!volumes.faulty.has(name) && !volumes.complete && name !== "") return;
	if (volumes.faulty.has(name)) {
		answer.notFound(place, {
			rule: "volume-mount-not-found",
			message: faulty(name),
		});
		return;
	}
	const near = volumes.nearest(name);
	answer.notFound(place, {
		rule: "volume-mount-not-found",
		message: near === undefined ? missing(name) : misspelt(name, near),
		instead: near === undefined ? [] : [near],
	});
}

/** No path twice, letter by letter; a template may write any. */
function unique(answer: Answer, path: Place, firsts: Map<string, Place>): void {
	const text = path.string;
	if (text === undefined || (answer.partial && text === "")) return;
	const first = firsts.get(text);
	if (!first) {
		firsts.set(text, path);
		return;
	}
	answer.invalid(path, {
		rule: "volume-mount-path-duplicate",
		detail: "must be unique",
		message: taken(text),
		related: { at: first.range, message: takenHere(text) },
	});
}

function subPaths(answer: Answer, mount: Place, list: string): void {
	for (const name of ["subPath", "subPathExpr"]) {
		const place = mount.at(name);
		const text = place.string;
		if (text === undefined || text === "") continue;
		if (name === "subPathExpr" && mount.at("subPath").string)
			answer.invalid(place, {
				rule: "sub-path-and-expr",
				detail: "subPathExpr and subPath are mutually exclusive",
				message: bothSubPaths(),
				at: place.keyRange,
			});
		relativePath(descending)(answer, place.called(`${list}.${name}`));
	}
}

function propagation(
	answer: Answer,
	mount: Place,
	list: string,
	container: Place,
): void {
	const place = mount.at("mountPropagation").called(`${list}.mountPropagation`);
	oneOfIfSet("Bidirectional", "HostToContainer", "None")(answer, place);
	if (place.string !== "Bidirectional") return;
	const context = container.at("securityContext");
	if (!isKnown(context) || context.at("privileged").boolean !== false) return;
	if (answer.partial && !context.at("privileged").isSet) return;
	answer.forbidden(place, {
		rule: "mount-propagation-bidirectional",
		detail:
			"Bidirectional mount propagation is available only to privileged containers",
		message: onlyPrivileged(container.at("name").string ?? ""),
	});
}

function recursiveReadOnly(answer: Answer, mount: Place, list: string): void {
	const place = mount
		.at("recursiveReadOnly")
		.called(`${list}.recursiveReadOnly`);
	oneOfIfSet("Disabled", "Enabled", "IfPossible")(answer, place);
	const mode = place.string;
	if (mode !== "Enabled" && mode !== "IfPossible") return;
	const readOnly = mount.at("readOnly");
	if (readOnly.boolean === false && (readOnly.isSet || !answer.partial))
		answer.forbidden(place, {
			rule: "recursive-read-only",
			detail: "may only be specified when readOnly is true",
			message: onlyReadOnly(mode),
		});
	const other = mount.at("mountPropagation");
	const text = other.string;
	if (other.isSet && text !== undefined && text !== "None")
		answer.forbidden(place, {
			rule: "recursive-read-only",
			detail:
				"may only be specified when mountPropagation is None or not specified",
			message: noPropagation(mode, text),
			related: { at: other.range, message: noPropagation(mode, text) },
		});
}
