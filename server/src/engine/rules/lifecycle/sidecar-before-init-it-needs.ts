import type { Change } from "../../kubernetes/change";
import type { Container, Mount } from "../../kubernetes/container";
import { calls } from "../../kubernetes/dependencies";
import { readsFilesOf } from "../../kubernetes/file-needs";
import { isPodsOwn, mayCreate, mountOf } from "../../kubernetes/files";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { programOf, tailsOf } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import type { Catalog } from "../../kubernetes/roles";
import {
	isAround,
	isOrdinaryInit,
	mayRunWithout,
	pathInVolume,
	writesInVolume,
} from "../../kubernetes/start-needs";
import { triesAgain } from "../../kubernetes/waits";
import { fixedText, text } from "../../text/language";
import { memoize } from "../../text/memo";
import { moveItem } from "../../yaml/move-item";
import { defineRule, type Facts } from "../rule";

const file = text({
	en: (name: string, path: string, init: string) =>
		`\`${name}\` starts before \`${init}\`, which puts \`${path}\` there: the file is missing then, and \`${name}\` fails or runs without it. \`${init}\` has to stand first.`,
	ja: (name, path, init) =>
		`\`${name}\` は、\`${path}\` を用意する \`${init}\` より先に起動します。その時点でファイルはなく、\`${name}\` は失敗するか、ファイルなしで動作します。\`${init}\` を先に置く必要があります。`,
});
const folder = text({
	en: (name: string, path: string, init: string) =>
		`\`${name}\` starts before \`${init}\`, which fills \`${path}\`: at its start the folder is empty. \`${init}\` has to stand first.`,
	ja: (name, path, init) =>
		`\`${name}\` は、\`${path}\` にファイルを用意する \`${init}\` より先に起動します。起動時にこのディレクトリは空です。\`${init}\` を先に置く必要があります。`,
});
const writes = text({
	en: (init: string) => `\`${init}\` writes it only afterwards`,
	ja: (init) => `\`${init}\` が書き込むのはその後`,
});
const before = text({
	en: (name: string, other: string) => `Move \`${name}\` before \`${other}\``,
	ja: (name, other) => `\`${name}\` を \`${other}\` の前に移動`,
});
const behind = text({
	en: (name: string, other: string) => `Move \`${name}\` behind \`${other}\``,
	ja: (name, other) => `\`${name}\` を \`${other}\` の後に移動`,
});

export default defineRule({
	id: "sidecar-before-init-it-needs",
	title: fixedText({
		en: "A native sidecar starts before the init container that writes its files",
		ja: "ネイティブサイドカーが、ファイルを用意するInitコンテナより先に起動する",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle",
	mentions: ["initContainers"],
	checkPod(pod, { version, catalog, roleOf, report }) {
		for (const sidecar of pod.initContainers) {
			if (!isNativeSidecar(sidecar, version)) continue;
			const missing = missingFile(sidecar, roleOf);
			if (!missing) continue;
			const { init, path, exact } = missing;
			const name = shownName(sidecar);
			report({
				at: sidecar.label,
				message: (exact ? file : folder)(name, path, shownName(init)),
				related: [{ at: init.label, message: writes(shownName(init)) }],
				fixes: [reorder(pod, sidecar, init, catalog)],
			});
		}
	},
});

interface Missing {
	readonly init: Container;
	readonly path: string;
	/** Does the init container surely write that file, or only all that there will be? */
	readonly exact: boolean;
}

/** What a sidecar reads at its start and an ordinary init container behind it writes. */
function missingFile(
	sidecar: Container,
	roleOf: Facts["roleOf"],
): Missing | undefined {
	const { pod } = sidecar;
	const later = pod.initContainers.filter(
		(init) => init.index > sidecar.index && isOrdinaryInit(init),
	);
	if (later.length === 0 || triesAgain(programOf(sidecar))) return undefined;
	for (const mount of sidecar.mounts) {
		if (mount.path === undefined || !isPodsOwn(sidecar, mount)) continue;
		const writers = pod.all.filter(
			(other) => other !== sidecar && mountsWritable(other, mount),
		);
		const inits = later.filter((init) => writers.includes(init));
		const [first] = inits;
		// Who has run before may have written it.
		if (!first || writers.some(({ list, index }) => isBefore(list, index)))
			continue;
		const named = pathsOf(sidecar).filter(
			(path) =>
				mountOf(sidecar, path) === mount &&
				!isFollowed(sidecar, path) &&
				!mayCreate(sidecar, path),
		);
		for (const path of named)
			for (const init of inits)
				if (
					path !== mount.path &&
					(writesInVolume(init, mount, pathInVolume(mount, path)) ||
						(mount.readOnly && namesFile(init, mount, path)))
				)
					return { init, path, exact: true };
		const isOnlySource =
			mount.readOnly && writers.every((writer) => inits.includes(writer));
		if (
			isOnlySource &&
			roleOf(sidecar).role !== "log-shipper" &&
			tailsOf(programOf(sidecar)).length === 0
		)
			return { init: first, path: mount.path, exact: false };
	}
	return undefined;

	function isBefore(list: Container["list"], index: number): boolean {
		return list === "initContainers" && index < sidecar.index;
	}
}

const mountsWritable = (container: Container, volume: Mount): boolean =>
	container.mounts.some(
		({ name, readOnly }) => !readOnly && name?.text === volume.name?.text,
	);

/** Of the paths in a script: each is held against each that another container writes. */
const MOST = 100;
const PATH = /(?:^|[=:,@\s"'])(\/[\w.-][\w./-]*)/g;

/** Absolute paths in the words and the environment of a container. */
const pathsOf = memoize((container: Container): readonly string[] => {
	const texts = [
		...(programOf(container).words ?? []).map(({ text }) => text),
		...container.environment.map(({ value }) => value.text),
	];
	const paths = texts.flatMap((text) =>
		[...text.matchAll(PATH)].map(([, path = ""]) =>
			path.replace(/(?<=.)[/.]+$/, ""),
		),
	);
	return [...new Set(paths)].slice(0, MOST);
});

/** What a log shipper follows may come later. */
const isFollowed = (container: Container, path: string): boolean =>
	/\.log(?:\.|$)/.test(path) ||
	tailsOf(programOf(container)).some(({ files }) =>
		files.some((followed) => isAround(followed, path)),
	);

const CONFIGURATION =
	/\.(?:ya?ml|json|conf|cfg|ini|toml|properties|hcl|env|crt|cert|key|pem|p12|jks|token)$/;

/** Is an init container told of the same file, such as the name of what it is to make? */
const namesFile = (init: Container, mount: Mount, path: string): boolean =>
	CONFIGURATION.test(path) &&
	pathsOf(init).some((named) => {
		const own = mountOf(init, named);
		return (
			own !== undefined &&
			own.name?.text === mount.name?.text &&
			pathInVolume(own, named) === pathInVolume(mount, path)
		);
	});

/** The init container goes before the sidecar; where it needs one of those between, the sidecar goes behind it. */
function reorder(
	{ document, initContainers }: Pod,
	sidecar: Container,
	init: Container,
	catalog: Catalog,
): Change | undefined {
	if (calls(init, sidecar, catalog)) return undefined;
	const between = initContainers.filter(
		({ index }) => index > sidecar.index && index < init.index,
	);
	const title = { safety: "review", preferred: true } as const;
	if (mayRunWithout(init, between, catalog))
		return {
			...title,
			title: before(shownName(init), shownName(sidecar)),
			edit: () => moveItem(document, init.item, sidecar.item),
		};
	const isNeeded = between.some(
		(other) => calls(other, sidecar, catalog) || readsFilesOf(other, sidecar),
	);
	return isNeeded
		? undefined
		: {
				...title,
				title: behind(shownName(sidecar), shownName(init)),
				edit: () => moveItem(document, sidecar.item, init.item),
			};
}
