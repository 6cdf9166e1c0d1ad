import { fixedText, type Message, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { type Container, mappingsOf } from "../container";
import { calls, dependentsOf } from "../dependencies";
import { graceOf, sleepOf } from "../durations";
import { readsFilesOf } from "../file-needs";
import { mayWrite, placedFilesOf, placeOf, surelyWrites } from "../file-talks";
import { isPodsOwn, mountOf } from "../files";
import { unreachableProbe } from "../local-listener";
import { shownName } from "../naming";
import { ends, stopsOfContainer } from "../needless-stops";
import { listensOn } from "../network";
import { awaitedPaths, type Program, programOf, tailsOf } from "../program";
import { CONFIDENT } from "../role";
import { type Catalog, roleOf } from "../roles";
import { neverReady } from "../start-gate";
import { isOrdinaryInit } from "../start-needs";
import { fileOfEither, waitsForLater } from "../startup-check";
import { statementsOf } from "../statements";
import { stringOf } from "../values";
import type { Version } from "../versions";
import { triesAgain, waitsOf } from "../waits";
import { portCalled } from "./place";

/** What a person has to look at when a container becomes a native sidecar, and no finding tells afterwards. */

/** What has to be looked at, the weightiest first. */
export const hazardsOf = (
	container: Container,
	version: Version,
	catalog: Catalog,
	/** Is its readinessProbe copied to a startupProbe? */
	gate: boolean,
): readonly Message[] =>
	[
		policyNote(container),
		probeNote(container, catalog),
		gate ? fileNote(container, "readinessProbe", eitherMakesReady) : undefined,
		markerNote(container),
		fileNote(container, "postStart", eitherWrites),
		earlyReaderNote(container, catalog),
		laterNote(container, catalog),
		laterFileNote(container),
		budgetNote(container, version),
		failurePolicyNote(container),
		sharedProcessesNote(container),
	].filter((note) => note !== undefined);

const replaced = text({
	en: (name: string, policy: string) =>
		`\`restartPolicy: ${policy}\` becomes \`Always\`: \`${name}\` is started again whenever it ends.`,
	ja: (name, policy) =>
		`\`restartPolicy: ${policy}\` は \`Always\` になり、\`${name}\` は終了するたびに再起動されます。`,
});

/** A policy of its own that asked for something else. */
function policyNote(container: Container): Message | undefined {
	const policy = container.restartPolicyText;
	return policy === undefined || policy === "Always"
		? undefined
		: replaced(shownName(container), policy);
}

const unanswered = text({
	en: (name: string) =>
		`The \`readinessProbe\` is not copied to \`startupProbe\`, with which the application would never start: \`${name}\` listens on localhost only, and the kubelet asks at the Pod's address. An \`exec\` probe asks from inside.`,
	ja: (name) =>
		`\`readinessProbe\` は \`startupProbe\` にコピーされません。\`${name}\` はlocalhostでしか待ち受けませんが、kubeletはPodのアドレスに問い合わせるため、コピーするとアプリケーションが起動しなくなります。\`exec\` のProbeであればコンテナの中から確認できます。`,
});
const neverPasses = fixedText({
	en: "The `readinessProbe` is not copied to `startupProbe`: it never succeeds, so that the application would never start.",
	ja: "`readinessProbe` は `startupProbe` にコピーされません。このProbeは成功しないため、コピーするとアプリケーションが起動しなくなります。",
});

const waitsItself = text({
	en: (name: string) =>
		`The \`readinessProbe\` is not copied to \`startupProbe\`, with which the Pod would never start: \`${name}\` itself waits for what starts only after it.`,
	ja: (name) =>
		`\`readinessProbe\` は \`startupProbe\` にコピーされません。\`${name}\` 自身が、後から起動するコンテナを待つため、コピーするとPodが起動しなくなります。`,
});

/** A readinessProbe that would be copied if it could succeed. */
function probeNote(
	container: Container,
	catalog: Catalog,
): Message | undefined {
	const isWanted =
		!container.field("startupProbe") &&
		dependentsOf(container, catalog).length > 0;
	if (!isWanted || !container.field("readinessProbe")) return undefined;
	if (waitsForLater(container)) return waitsItself(shownName(container));
	if (!neverReady(container)) return undefined;
	return unreachableProbe(container, "readinessProbe")
		? unanswered(shownName(container))
		: neverPasses;
}

const marked = text({
	en: (name: string, file: string) =>
		`\`${name}\` ends when \`${file}\` is there, and a native sidecar that ends is started again. Kubernetes stops it once the others have ended: neither the file nor the wait is needed any more.`,
	ja: (name, file) =>
		`\`${name}\` は \`${file}\` ができると終了しますが、終了したネイティブサイドカーは再起動されます。ほかのコンテナの終了後にKubernetesが停止させるため、このファイルも待機も不要になります。`,
});
const worksOn = text({
	en: (name: string, file: string, grace: number) =>
		`\`${name}\` goes on with \`${file}\` when that is there: as a native sidecar it gets SIGTERM as soon as the others have ended, what it still has to do must be done within ${grace} s, and the Pod succeeds even if that fails.`,
	ja: (name, file, grace) =>
		`\`${name}\` は \`${file}\` ができてから続きの処理をします。ネイティブサイドカーには、ほかのコンテナが終了するとすぐにSIGTERMが送られ、残りの処理は${grace}秒以内に終える必要があります。また、その処理に失敗してもPodは成功とみなされます。`,
});

/** A file with which another container tells it that the work is done. */
function markerNote(container: Container): Message | undefined {
	if (!ends(container.pod)) return undefined;
	const program = programOf(container);
	const awaited = waitsOf(program).map(({ files, head }) => ({
		file: files[0] ?? /\s(\/[\w./-]+)/.exec(head)?.[1],
		isEnd: endsBehindLoop(program),
	}));
	const watched = watchedFiles(program).map((file) => ({ file, isEnd: true }));
	for (const { file, isEnd } of [...awaited, ...watched]) {
		const mount = file === undefined ? undefined : mountOf(container, file);
		if (file === undefined || !mount || !isPodsOwn(container, mount)) continue;
		const isShared = container.pod.containers.some(
			(other) =>
				other !== container &&
				other.mounts.some(({ name }) => name?.text === mount.name?.text),
		);
		if (!isShared) continue;
		const name = shownName(container);
		return isEnd
			? marked(name, file)
			: worksOn(name, file, graceOf(container.pod)?.seconds ?? 30);
	}
	return undefined;
}

const ENDS_THERE =
	/(?:\[\[?|\btest)\s+-[efs]\s+["']?(\/[\w./-]+)["']?\s*(?:\]\]?)?\s*(?:;?\s*then\b|&&)\s*(?:echo\b[^;\n]*[;\n]\s*)?(?:kill|pkill|killall|exit|break)\b/g;

/** Files that a loop looks for again and again, to end when one is there. */
const watchedFiles = ({ script }: Program): readonly string[] =>
	script && /\b(?:while|until)\b/.test(script.text)
		? [...script.text.matchAll(ENDS_THERE)].map(([, file = ""]) => file)
		: [];

/** Does nothing but the end come behind a script's last loop? */
function endsBehindLoop(program: Program): boolean {
	const statements = statementsOf(program) ?? [];
	const done = statements.findLastIndex(({ plain }) => /^done\b/.test(plain));
	return (
		done !== -1 &&
		statements
			.slice(done + 1)
			.every(({ plain }) =>
				/^(?:exit|kill|pkill|echo|sleep|wait|true|:)(?=\s|$)/.test(plain),
			)
	);
}

const eitherWrites = text({
	en: (name: string, file: string, other: string) =>
		`The \`postStart\` hook of \`${name}\` waits for \`${file}\`, and nothing starts before it has ended: if \`${other}\` makes that file, and not \`${name}\` itself, the Pod never starts.`,
	ja: (name, file, other) =>
		`\`${name}\` の \`postStart\` フックは \`${file}\` を待ち、それが終わるまでほかのコンテナは起動しません。このファイルを作るのが \`${name}\` 自身ではなく \`${other}\` であれば、Podは起動しなくなります。`,
});

const eitherMakesReady = text({
	en: (name: string, file: string, other: string) =>
		`The \`startupProbe\` of \`${name}\` looks for \`${file}\`, and the others start only when it is there: if \`${other}\` makes that file, and not \`${name}\` itself, the Pod never starts. Then delete the \`startupProbe\`.`,
	ja: (name, file, other) =>
		`\`${name}\` の \`startupProbe\` は \`${file}\` の有無を確かめ、ほかのコンテナはこのファイルができてから起動します。ファイルを作るのが \`${name}\` 自身ではなく \`${other}\` であれば、Podは起動しなくなります。その場合は \`startupProbe\` を削除してください。`,
});

/** A check that waits for a file of which it is not known who makes it. */
function fileNote(
	container: Container,
	check: "readinessProbe" | "postStart",
	say: typeof eitherWrites,
): Message | undefined {
	const { length } = container.pod.initContainers;
	const either = fileOfEither(container, check, length - 1);
	return (
		either && say(shownName(container), either.file, shownName(either.other))
	);
}

const readsEarly = text({
	en: (name: string, init: string) =>
		`\`${init}\` may look for the files of \`${name}\` before they are written: it waits only until the process of \`${name}\` runs. With a \`startupProbe\` that asks for a file, it waits for that.`,
	ja: (name, init) =>
		`\`${init}\` は、\`${name}\` のプロセスが動き出すまでしか待たないため、ファイルが書き込まれる前に読もうとすることがあります。ファイルの有無を確かめる \`startupProbe\` を設定すると、書き込まれるまで待ちます。`,
});

/** An init container that reads what it writes, which nothing holds up until it is there. */
function earlyReaderNote(
	container: Container,
	catalog: Catalog,
): Message | undefined {
	const { initContainers } = container.pod;
	const isGated =
		container.field("startupProbe") !== undefined ||
		(container.field("readinessProbe") !== undefined &&
			dependentsOf(container, catalog).length > 0) ||
		valueAt(container.entry("lifecycle")?.value, "postStart") !== undefined;
	const reader = initContainers.find(
		(init) =>
			isOrdinaryInit(init) &&
			readsFilesOf(init, container) &&
			awaitedPaths(programOf(init)).length === 0,
	);
	return reader && !isGated
		? readsEarly(shownName(container), shownName(reader))
		: undefined;
}

const callsLater = text({
	en: (name: string, port: number, other: string) =>
		`\`${name}\` calls \`localhost:${port}\` of \`${other}\`, which starts only after it: until then it must try again, not end.`,
	ja: (name, port, other) =>
		`\`${name}\` は、後から起動する \`${other}\` の \`localhost:${port}\` に接続します。それまでは終了せずに再試行する必要があります。`,
});

/** A script that goes round may try again. */
const LOOPS = /\b(?:while|until|for)\b/;

/** What it calls itself among those that start later. A well-known helper bears that nobody answers yet. */
function laterNote(
	container: Container,
	catalog: Catalog,
): Message | undefined {
	const { role, confidence } = roleOf(container, catalog);
	const isKnown =
		role !== "app" && role !== "helper" && confidence >= CONFIDENT;
	const program = programOf(container);
	// A script in front of it has no more patience than it says.
	const isPatient =
		isKnown && (!program.script || LOOPS.test(program.script.text));
	if (isPatient || triesAgain(program)) return undefined;
	const server = container.pod.containers.find(
		(other) =>
			other !== container &&
			listensOn(other).size > 0 &&
			calls(container, other, catalog),
	);
	const port = server && portCalled(container, server);
	return server && port !== undefined
		? callsLater(shownName(container), port, shownName(server))
		: undefined;
}

const readsLater = text({
	en: (name: string, file: string, other: string) =>
		`\`${name}\` needs \`${file}\`, which \`${other}\` makes, and that starts only after it: until the file is there it must wait, not end.`,
	ja: (name, file, other) =>
		`\`${name}\` は、後から起動する \`${other}\` が作る \`${file}\` を必要とします。ファイルができるまでは、終了せずに待つ必要があります。`,
});

/** A file that it reads at once, or is itself, and that only those make who start later. */
function laterFileNote(container: Container): Message | undefined {
	const { initContainers, containers } = container.pod;
	const program = programOf(container);
	if (LOOPS.test(program.script?.text ?? "")) return undefined;
	const followed = tailsOf(program).flatMap(({ files }) => files);
	const [own] = program.script ? [] : (program.words ?? []);
	const itself = own && placeOf(container, own.text);
	const read = placedFilesOf(container).filter(
		({ file: { does, folder, path } }) =>
			does === "reads" && !folder && !followed.includes(path),
	);
	const needed = [
		...(itself ? [{ place: itself, path: own.text }] : []),
		...read.map((place) => ({ place, path: place.file.path })),
	];
	for (const { place, path } of needed) {
		const isThere =
			surelyWrites(container, place) ||
			initContainers.some((init) => mayWrite(init, place));
		const writer = containers.find(
			(other) => other !== container && surelyWrites(other, place),
		);
		if (writer && !isThere)
			return readsLater(shownName(container), path, shownName(writer));
	}
	return undefined;
}

/** With less than this many seconds a program hardly sends what it still has. */
const LITTLE = 10;

const budget = text({
	en: (name: string, other: string, slept: number, grace: number) =>
		`\`${name}\` gets SIGTERM only when the others have ended, and \`${other}\` first sleeps ${slept} s in its \`preStop\` hook: of \`terminationGracePeriodSeconds\` (${grace} s) it leaves at most ${Math.max(0, grace - slept)} s to both.`,
	ja: (name, other, slept, grace) =>
		`\`${name}\` へのSIGTERMはほかのコンテナの終了後になりますが、\`${other}\` は \`preStop\` フックで最初に${slept}秒sleepします。\`terminationGracePeriodSeconds\`(${grace}秒)のうち、両方に残るのは最大${Math.max(0, grace - slept)}秒です。`,
});

/** Whether the others leave it any of the time that the Pod has to end in. */
function budgetNote(
	container: Container,
	version: Version,
): Message | undefined {
	const { pod } = container;
	const grace = graceOf(pod);
	if (!grace || grace.seconds === 0) return undefined;
	const sleeps = pod.containers.flatMap((other) => {
		const hook = valueAt(other.entry("lifecycle")?.value, "preStop");
		const sleep = other === container ? undefined : sleepOf(hook, version);
		return sleep ? [{ other, seconds: Math.ceil(sleep.seconds) }] : [];
	});
	const longest = sleeps.sort((a, b) => b.seconds - a.seconds)[0];
	if (!longest || !Number.isFinite(longest.seconds)) return undefined;
	return grace.seconds - longest.seconds < LITTLE
		? budget(
				shownName(container),
				shownName(longest.other),
				longest.seconds,
				grace.seconds,
			)
		: undefined;
}

const judged = text({
	en: (name: string) =>
		`\`podFailurePolicy\` looks at the exit code of \`${name}\` (\`containerName\`): as a native sidecar it does not end the Pod any more when it fails, and its last code is that of its stop, such as 143 or 137.`,
	ja: (name) =>
		`\`podFailurePolicy\` は \`${name}\` の終了コードを調べます(\`containerName\`)。ネイティブサイドカーは失敗してもPodを終了させなくなり、最後の終了コードは143や137など停止時のものになります。`,
});

/** A Job that decides by its exit code. */
function failurePolicyNote(container: Container): Message | undefined {
	const { kind, place } = container.pod;
	const path = kind === "CronJob" ? ["spec", "jobTemplate", "spec"] : ["spec"];
	const rules = mappingsOf(
		valueAt(place.object, ...path, "podFailurePolicy", "rules"),
	);
	const { name } = container;
	return name !== undefined &&
		rules.some(
			(rule) =>
				stringOf(valueAt(rule, "onExitCodes", "containerName")) === name,
		)
		? judged(name)
		: undefined;
}

const shared = fixedText({
	en: "`shareProcessNamespace: true` may have been there only for that signal: if nothing else needs it, remove it.",
	ja: "`shareProcessNamespace: true` はこのシグナルのためだけに設定されていた可能性があります。ほかに必要としているものがなければ削除してください。",
});

/** Processes that see each other, perhaps only so that one can stop this one. */
function sharedProcessesNote(container: Container): Message | undefined {
	return container.pod.sharesProcesses &&
		stopsOfContainer(container).some(({ stop }) => stop.by === "signal")
		? shared
		: undefined;
}
