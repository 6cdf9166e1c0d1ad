import type { Container } from "../../kubernetes/container";
import {
	hasUnknownMount,
	placeOf,
	sharedMounts,
	surelyWrites,
	writerBeside,
} from "../../kubernetes/file-talks";
import {
	isFixedPath,
	isPodsOwn,
	mayCreate,
	mountOf,
	othersMounting,
} from "../../kubernetes/files";
import { followedFile } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import { onlyFollows, programOf } from "../../kubernetes/program";
import { sourceOf } from "../../kubernetes/reloaders";
import { type Assignment, RECOGNISED } from "../../kubernetes/role";
import {
	fetchedInto,
	mountsAround,
	type NeededPath,
	watchedForNobody,
	watchedPaths,
} from "../../kubernetes/watched-files";
import { fixedText, type Message, text } from "../../text/language";
import { allowWriting } from "../file-mends";
import { defineRule, type RuleContext } from "../rule";

const noMount = text({
	en: (name: string, file: string) =>
		`\`${name}\` follows \`${file}\` but mounts no volume there: it sees only its own file system, where no other container can write the file. Mount the same volume in both.`,
	ja: (name, file) =>
		`\`${name}\` は \`${file}\` を追跡しますが、そこにボリュームをマウントしていません。自身のファイルシステムしか見えず、ほかのコンテナはこのファイルに書き込めません。両方のコンテナに同じボリュームをマウントしてください。`,
});

const alone = text({
	en: (name: string, file: string, volume: string) =>
		`\`${name}\` follows \`${file}\`, but no other container mounts the volume \`${volume}\`, so nobody writes the file. Mount it in the container that does.`,
	ja: (name, file, volume) =>
		`\`${name}\` は \`${file}\` を追跡しますが、ほかにボリューム \`${volume}\` をマウントするコンテナがないため、このファイルには何も書き込まれません。書き込む側のコンテナにもマウントしてください。`,
});

const readers = text({
	en: (name: string, file: string, volume: string) =>
		`\`${name}\` follows \`${file}\`, but all other containers mount the volume \`${volume}\` with \`readOnly: true\`, so nobody can write the file. Take \`readOnly\` away in the container that does.`,
	ja: (name, file, volume) =>
		`\`${name}\` は \`${file}\` を追跡しますが、ほかのコンテナはすべてボリューム \`${volume}\` を \`readOnly: true\` でマウントしているため、このファイルには何も書き込めません。書き込む側のコンテナから \`readOnly\` を外してください。`,
});

const unmounted = text({
	en: (name: string, path: string) =>
		`\`${name}\` watches \`${path}\` but mounts no volume there: it sees only what its own image has there, which never changes. Mount the volume with the files.`,
	ja: (name, path) =>
		`\`${name}\` は \`${path}\` の変更を監視しますが、そこにボリュームをマウントしていません。見えるのは自身のイメージの内容だけで、変わることはありません。ファイルのあるボリュームをマウントしてください。`,
});

const unfilled = text({
	en: (name: string, path: string, volume: string) =>
		`\`${name}\` watches \`${path}\`, but no other container mounts the volume \`${volume}\`, so nothing in it ever changes. Mount it in the container that writes the files.`,
	ja: (name, path, volume) =>
		`\`${name}\` は \`${path}\` の変更を監視しますが、ほかにボリューム \`${volume}\` をマウントするコンテナがないため、内容が変わることはありません。書き込む側のコンテナにもマウントしてください。`,
});

const forNobody = text({
	en: (name: string, source: string) =>
		`\`${name}\` watches \`${source}\`, but no other container mounts it or takes variables from it: whoever is told of a change has nothing to read again. Mount it in the container that uses it.`,
	ja: (name, source) =>
		`\`${name}\` は \`${source}\` の変更を監視しますが、ほかにそれをマウントするコンテナも、環境変数として受け取るコンテナもありません。変更を知らされても、読み直すものがありません。使う側のコンテナにもマウントしてください。`,
});

const kept = text({
	en: (name: string, path: string) =>
		`\`${name}\` puts files into \`${path}\` but mounts no volume there: no other container sees them. Mount the same volume in both.`,
	ja: (name, path) =>
		`\`${name}\` は \`${path}\` にファイルを配置しますが、そこにボリュームをマウントしていません。ほかのコンテナからは見えません。両方のコンテナに同じボリュームをマウントしてください。`,
});

const unread = text({
	en: (name: string, path: string, volume: string) =>
		`\`${name}\` puts files into \`${path}\`, but no other container mounts the volume \`${volume}\`: nobody sees them. Mount it in the container that reads them.`,
	ja: (name, path, volume) =>
		`\`${name}\` は \`${path}\` にファイルを配置しますが、ほかにボリューム \`${volume}\` をマウントするコンテナがないため、どこからも見えません。読み取る側のコンテナにもマウントしてください。`,
});

const noVolume = text({
	en: (name: string) =>
		`\`${name}\` seems to ship logs but mounts no volume: it sees only its own file system, not what the other containers write. Mount the volume with the logs in both.`,
	ja: (name) =>
		`\`${name}\` はログを転送するコンテナのようですが、ボリュームをマウントしていません。自身のファイルシステムしか見えず、ほかのコンテナが書き込んだファイルは読めません。ログのボリュームを両方のコンテナにマウントしてください。`,
});

export default defineRule({
	id: "shared-volume-not-shared",
	title: fixedText({
		en: "A helper follows or fetches files that no other container shares",
		ja: "ほかのコンテナと共有していないファイルを追跡または配置している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/",
	checkPod(pod, { roleOf, report }) {
		if (pod.all.length < 2 || pod.partial || pod.hasUnnamedVolume) return;
		if (!pod.all.some(hasUnknownMount))
			for (const container of pod.all) {
				for (const needed of watchedPaths(container))
					checkPath(container, needed, [unmounted, unfilled], report);
				for (const mount of watchedForNobody(container))
					report({
						at: mount.name ?? mount.node,
						severity: "information",
						message: forNobody(
							shownName(container),
							sourceOf(container, mount)?.name ?? "?",
						),
					});
				const fetched = fetchedInto(container);
				if (fetched && !pod.sharesProcesses)
					checkPath(container, fetched, [kept, unread], report);
			}
		for (const container of pod.all) {
			const file = followedFile(container);
			if (
				file === undefined ||
				!isFixedPath(file) ||
				mayCreate(container, file) ||
				!onlyFollows(programOf(container))
			)
				continue;
			if (pod.all.some(hasUnknownMount) || pod.all.some(mountsMissingVolume))
				return;
			const at =
				programOf(container).script ??
				programOf(container).words?.find(({ text }) => text === file) ??
				container.label;
			const mount = mountOf(container, file);
			if (!mount) {
				// A file that every image has only keeps the container alive; another rule tells of one that is near a shared volume.
				if (file.startsWith("/etc/") || sharedMounts(container).length > 0)
					continue;
				report({ at, message: noMount(shownName(container), file) });
			} else if (mount.name && isPodsOwn(container, mount)) {
				const volume = mount.name.text;
				const others = othersMounting(container, mount);
				const place = placeOf(container, file);
				if (
					writerBeside(container, mount) ||
					// Another rule tells of one that writes to what it mounts read-only.
					(place && others.some((other) => surelyWrites(other, place)))
				)
					continue;
				report({
					at: mount.name,
					message: (others.length === 0 ? alone : readers)(
						shownName(container),
						file,
						volume,
					),
					fixes: [onlyWriter(others, volume)],
				});
			}
		}
		for (const container of pod.all)
			if (seesNothing(container) && shipsLogs(roleOf(container)))
				report({
					at: container.label,
					severity: "information",
					message: noVolume(shownName(container)),
				});
	},
});

type Says = readonly [
	unmounted: (name: string, path: string) => Message,
	alone: (name: string, path: string, volume: string) => Message,
];

/** Does a path lie in a volume that another container has, too, or that others fill? */
function checkPath(
	container: Container,
	needed: NeededPath,
	[unmounted, alone]: Says,
	report: RuleContext["report"],
): void {
	const { at, path } = needed;
	const mount = mountOf(container, path);
	if (!mount) {
		if (!mountsAround(container, needed))
			report({ at, message: unmounted(shownName(container), path) });
	} else if (
		mount.name &&
		isPodsOwn(container, mount) &&
		othersMounting(container, mount).length === 0
	)
		report({
			at: mount.name,
			message: alone(shownName(container), path, mount.name.text),
		});
}

/** Another rule has told of it; which volume is meant is not known before. */
function mountsMissingVolume(container: Container): boolean {
	const volumes = container.pod.volumeNames;
	return container.mounts.some(
		({ name }) => name !== undefined && !volumes.has(name.text),
	);
}

/** Where only one other container mounts the volume, that is the one that has to write. */
function onlyWriter(others: readonly Container[], volume: string) {
	const [other, ...more] = others;
	const mounts =
		other?.mounts.filter(({ name }) => name?.text === volume) ?? [];
	const [mount] = mounts;
	return other && mount && mounts.length === 1 && more.length === 0
		? allowWriting(other, mount)
		: undefined;
}

const shipsLogs = ({ role, confidence }: Assignment): boolean =>
	role === "log-shipper" && confidence >= RECOGNISED;

/** Is it told nothing, gets nothing over the network and has no file but its own? */
const seesNothing = (container: Container): boolean =>
	[
		"volumeMounts",
		"volumeDevices",
		"ports",
		"env",
		"envFrom",
		"command",
		"args",
	].every((key) => !container.entry(key)) &&
	container.list !== "ephemeralContainers" &&
	// Stands in an example for a program that does something.
	!/(?:^|\/)pause(?:[:@]|$)/.test(container.image?.text ?? "") &&
	!container.pod.sharesProcesses;
