import type { Range, Splice } from "../../text/edit";
import { type Message, text } from "../../text/language";
import { firstLineWithComments, linesOf } from "../../yaml/ownership";
import { type Entry, entryOf, valueAt } from "../../yaml/tree";
import type { Container } from "../container";
import { dependentsOf } from "../dependencies";
import { sleepOf } from "../durations";
import { shownName } from "../naming";
import {
	keepsResult,
	type NeedlessStop,
	removeStop,
	stopsOfContainer,
} from "../needless-stops";
import { listensOn } from "../network";
import { CONFIDENT } from "../role";
import { type Catalog, roleOf } from "../roles";
import { selfStopOf } from "../self-stop";
import { sharesProcesses } from "../signals";
import { stopWaitOf } from "../stop-waits";
import { removeHook } from "../verbs";
import type { Version } from "../versions";

/** Tricks of classic sidecars that a native one surely does not need: they go with the conversion, and are announced. */

/** What is deleted, and what a person is told of it. */
export interface Removal {
	readonly splices: readonly Splice[];
	readonly note: Message;
}

const slept = text({
	en: (name: string, what: string) =>
		`The \`preStop\` hook of \`${name}\` (\`${what}\`) is removed: it only kept \`${name}\` alive while the others end, and a native sidecar is kept until they have.`,
	ja: (name, what) =>
		`\`${name}\` の \`preStop\` フック(\`${what}\`)は削除されます。ほかのコンテナが終了するまで \`${name}\` を残すためのものですが、ネイティブサイドカーはもともとそれまで残ります。`,
});
const stopped = text({
	en: (name: string, what: string) =>
		`The \`preStop\` hook of \`${name}\` (\`${what}\`) is removed: hooks of all containers run at once, so that \`${name}\` would end before the others. It gets SIGTERM once they have ended.`,
	ja: (name, what) =>
		`\`${name}\` の \`preStop\` フック(\`${what}\`)は削除されます。フックはすべてのコンテナで同時に実行されるため、\`${name}\` がほかのコンテナより先に終了してしまいます。フックがなくても、ほかのコンテナの終了後にSIGTERMが送られます。`,
});
const called = text({
	en: (what: string, caller: string, name: string) =>
		`\`${what}\` in \`${caller}\` is removed: Kubernetes stops \`${name}\` by itself once the others have ended.`,
	ja: (what, caller, name) =>
		`\`${caller}\` の \`${what}\` は削除されます。ほかのコンテナが終了すると、\`${name}\` はKubernetesが停止させます。`,
});

/** A `preStop` hook of a container that only waits for the others, or only does what SIGTERM does. */
export function needlessHook(
	container: Container,
	version: Version,
	catalog: Catalog,
): Removal | undefined {
	const lifecycle = container.entry("lifecycle");
	const hooks = lifecycle?.value;
	const hook = valueAt(hooks, "preStop");
	if (hooks?.kind !== "mapping" || !hook) return undefined;
	const name = shownName(container);
	const sleep = sleepOf(hook, version);
	const stop = selfStopOf(container, hook);
	const wait = stopWaitOf(container, hook);
	const waitsOnly = sleep?.only ?? wait !== undefined;
	if (!waitsOnly && !stop?.plain) return undefined;
	// While a server that is called from outside sleeps, it goes on serving.
	if (sleep && !servesThePodOnly(container, catalog)) return undefined;
	const entry = entryOf(hooks, "preStop");
	if (!entry || !lifecycle) return undefined;
	if (hasWords(container, lifecycle) || hasWords(container, entry))
		return undefined;
	const splices = removeHook(container, "preStop");
	if (!splices) return undefined;
	return {
		splices,
		note: stop
			? stopped(name, stop.what)
			: slept(
					name,
					wait
						? wait.head.replaceAll("`", " ").slice(0, 80)
						: `sleep ${sleep?.seconds ?? ""}`,
				),
	};
}

/** Does somebody say in a comment what it is for? Then a person has to look at it. */
function hasWords({ pod: { document } }: Container, entry: Entry): boolean {
	const { lines } = document;
	const { first, last } = linesOf(lines, entry);
	return (
		firstLineWithComments(lines, entry) < first ||
		/(?:^|\s)#/.test(document.text.slice(entry.start, lines.end(last)))
	);
}

/** Is it surely not called from outside the Pod? */
function servesThePodOnly(container: Container, catalog: Catalog): boolean {
	const { role, confidence } = roleOf(container, catalog);
	if (role === "mesh-proxy") return false;
	return (
		listensOn(container).size === 0 ||
		(confidence >= CONFIDENT &&
			(role === "log-shipper" ||
				role === "config-helper" ||
				(role === "ambassador" && dependentsOf(container, catalog).length > 0)))
	);
}

/** What the other containers of a Pod that ends do to stop a container, where their scripts end as before without it. */
export function needlessCalls(container: Container): readonly Removal[] {
	const name = shownName(container);
	const taken: Range[] = [];
	return stopsOfContainer(container).flatMap((needless): Removal[] => {
		if (!reaches(needless) || !keepsResult(needless)) return [];
		if (needless.stop.special) return [];
		const splices = removeStop(needless);
		if (!splices || splices.some((one) => taken.some(meets(one)))) return [];
		taken.push(...splices);
		const what = needless.stop.what.replace(/[`\s]+/g, " ");
		return [
			{ splices, note: called(what, shownName(needless.container), name) },
		];
	});
}

const meets = (one: Range) => (other: Range) =>
	one.start < other.end && other.start < one.end;

/** A signal reaches processes of other containers only where all see each other's. */
export const reaches = ({ container, stop }: NeedlessStop): boolean =>
	stop.by !== "signal" || sharesProcesses(container.pod) === true;
