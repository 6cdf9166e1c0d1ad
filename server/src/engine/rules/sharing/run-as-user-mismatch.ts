import type { Container } from "../../kubernetes/container";
import {
	filesOf,
	mayWrite,
	pathIn,
	placeOf,
} from "../../kubernetes/file-talks";
import { isPodsOwn, othersMounting } from "../../kubernetes/files";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { programOf } from "../../kubernetes/program";
import { integerOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { entryOf, type Scalar, valueAt } from "../../yaml/tree";
import { rangeOfPath } from "../file-mends";
import { defineRule } from "../rule";

const found = text({
	en: (
		name: string,
		uid: number,
		path: string,
		writer: string,
		owner: number,
	) =>
		`\`${name}\` runs as user ${uid}, but \`${path}\` belongs to user ${owner}, as which \`${writer}\` makes it: \`${name}\` may not change it (\`Permission denied\`), and may read it only where the file's mode lets everybody.`,
	ja: (name, uid, path, writer, owner) =>
		`\`${name}\` はユーザー${uid}で動作しますが、\`${path}\` は \`${writer}\` が作成するユーザー${owner}のファイルです。\`${name}\` からは変更できず(\`Permission denied\`)、読み取れるのもファイルのモードが全員に許可している場合だけです。`,
});

const writes = text({
	en: (name: string, uid: number) => `\`${name}\` makes it as user ${uid}`,
	ja: (name, uid) => `\`${name}\` がユーザー${uid}で作成する箇所`,
});

export default defineRule({
	id: "run-as-user-mismatch",
	title: fixedText({
		en: "Containers with different users share files",
		ja: "異なるユーザーのコンテナがファイルを共有している",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod",
	mentions: ["runAsUser"],
	checkPod(pod, { report }) {
		if (pod.all.length < 2 || hasGroup(pod)) return;
		const told = new Set<Container>();
		for (const writer of pod.all) {
			const owner = userOf(writer);
			if (owner === undefined) continue;
			for (const { path, does, sure } of filesOf(writer)) {
				if (does !== "writes" || !sure) continue;
				const place = placeOf(writer, path);
				if (
					!place ||
					place.mount.readOnly ||
					path === place.mount.path ||
					!isPodsOwn(writer, place.mount)
				)
					continue;
				for (const other of othersMounting(writer, place.mount)) {
					const user = userOf(other);
					if (
						!user ||
						user.uid === 0 ||
						user.uid === owner.uid ||
						told.has(other) ||
						makesAccessible(writer) ||
						!mayWrite(other, place)
					)
						continue;
					const seen = other.mounts.flatMap((mount) =>
						mount.name?.text === place.volume
							? (pathIn(mount, place.path) ?? [])
							: [],
					)[0];
					if (seen === undefined) continue;
					told.add(other);
					report({
						at: user.at,
						message: found(
							shownName(other),
							user.uid,
							seen,
							shownName(writer),
							owner.uid,
						),
						related: [
							{
								at: rangeOfPath(writer, path),
								message: writes(shownName(writer), owner.uid),
							},
						],
					});
				}
			}
		}
	},
});

/** The user that the manifest gives a container, itself or for the whole Pod. */
function userOf(container: Container): { uid: number; at: Scalar } | undefined {
	for (const context of [
		container.entry("securityContext")?.value,
		container.pod.entry("securityContext")?.value,
	]) {
		const node = valueAt(context);
		if (node?.kind !== "mapping") continue;
		const value = valueAt(entryOf(node, "runAsUser")?.value);
		if (value?.kind !== "scalar") continue;
		const uid = integerOf(value);
		return uid === undefined ? undefined : { uid, at: value };
	}
	return undefined;
}

/** Is there a group that files in volumes belong to, or one that is not known? */
const hasGroup = (pod: Pod): boolean =>
	["fsGroup", "supplementalGroups"].some(
		(key) => valueAt(pod.entry("securityContext")?.value, key) !== undefined,
	);

/** Does it give its files away, or let others write them? */
const makesAccessible = (writer: Container): boolean =>
	programOf(writer).commands.some(({ words: [path = ""] }) =>
		/(?:^|\/)(?:chown|chmod|umask|setfacl|install)$/.test(path),
	);
