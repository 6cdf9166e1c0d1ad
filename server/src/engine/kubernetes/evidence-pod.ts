import type { Message } from "../text/language";
import { memoize } from "../text/memo";
import { valueAt } from "../yaml/tree";
import type { Sign } from "./catalogue-signs";
import { type Container, PROBES } from "./container";
import { because, quotable } from "./evidence-reasons";
import { shownName } from "./naming";
import { dialsOf } from "./network";
import type { Pod } from "./pod";
import { onlyWaits, programOf } from "./program";
import type { Evidence } from "./role";
import { baseName } from "./shell";
import { integerOf, stringOf } from "./values";

/** A command as one line, its program without the path. */
export const lineOf = (words: readonly string[]): string => {
	const [path = "", ...rest] = words;
	const program = path.startsWith("-") ? path : baseName(path);
	return [program, ...rest].join(" ");
};

/** What a workload is called after is what it is for; and on every node an agent is the application. */
export function fromWorkload(container: Container): readonly Evidence[] {
	const { pod, name } = container;
	const workload = pod.name;
	const found: Evidence[] = [];
	const add = (weight: number, reason: Message) =>
		found.push({ kind: "company", role: "app", weight, reason });
	if (workload !== undefined && name !== undefined) {
		if (workload === name) add(0.95, because.workload(quotable(name)));
		else if (
			workload.startsWith(`${name}-`) ||
			(workload.endsWith(`-${name}`) && name.length > 3)
		)
			add(0.7, because.workload(quotable(name)));
	}
	if (pod.kind === "DaemonSet" && watchesNode(container))
		add(0.92, because.node);
	return found;
}

/** Does it read what happens on its node: the logs of all containers, processes, devices? */
function watchesNode(container: Container): boolean {
	const { pod } = container;
	return container.mounts.some((mount) => {
		const volume = pod.volumes.find(
			({ name }) => name?.text === mount.name?.text,
		);
		const path = stringOf(valueAt(volume?.node, "hostPath", "path"));
		return (
			path !== undefined &&
			/^\/(?:(?:var\/log|proc|sys|run\/log|var\/lib\/docker)(?:\/.*)?)?$/.test(
				path,
			)
		);
	});
}

const WAITS = /^(?:sleep inf(?:inity)?|tail -f \/dev\/null)$/;

/** Does it do nothing, or nothing more once it has done something? */
const isIdle = memoize((container: Container): boolean => {
	const program = programOf(container);
	const { commands } = program;
	const last = commands.findLast(
		({ words: [word = ""] }) => !/^(?:done|fi|esac|\})$/.test(word),
	);
	if (!last || commands.some(({ background }) => background)) return false;
	return onlyWaits(program) || WAITS.test(lineOf(last.words));
});

/** The containers of a Pod by their image. */
const byImage = memoize((pod: Pod) => {
	const images = new Map<string, Container[]>();
	for (const container of pod.containers) {
		const image = container.image?.text;
		if (image === undefined) continue;
		const known = images.get(image);
		if (known) known.push(container);
		else images.set(image, [container]);
	}
	return images;
});

const mountedNames = memoize(
	(container: Container): ReadonlySet<string | undefined> =>
		new Set(container.mounts.map(({ name }) => name?.text)),
);

/** Is it a part of another container's image, started with words of its own, that serves nothing and sees less? */
function isLesserTwin(container: Container): boolean {
	const twins = byImage(container.pod).get(container.image?.text ?? "") ?? [];
	const isTold = container.field("command") ?? container.field("args");
	if (twins.length < 2 || !isTold || isServer(container)) return false;
	const names = mountedNames(container);
	return twins.some((other) => {
		if (other.index >= container.index) return false;
		const mounted = mountedNames(other);
		const isPart = [...names].every((name) => mounted.has(name));
		return isPart && (mounted.size > names.size || other.ports.length > 0);
	});
}

const isServer = (container: Container): boolean =>
	container.ports.length > 0 ||
	PROBES.some((name) => {
		const probe = container.field(name)?.value;
		return ["httpGet", "tcpSocket", "grpc"].some(
			(handler) => valueAt(probe, handler) !== undefined,
		);
	});

/** Ports of others that the probes of a container with ports of its own ask, with that container. */
const foreignProbes = memoize((pod: Pod): ReadonlyMap<number, Container> => {
	const asked = new Map<number, Container>();
	for (const container of pod.containers) {
		const own = portNumbers(container);
		if (own.size === 0) continue;
		for (const name of PROBES) {
			const probe = container.field(name)?.value;
			const port = integerOf(valueAt(probe, "httpGet", "port"));
			if (port !== undefined && !own.has(port)) asked.set(port, container);
		}
	}
	return asked;
});

const portNumbers = memoize(
	(container: Container): ReadonlySet<number> =>
		new Set(container.ports.flatMap(({ number }) => number ?? [])),
);

/** The container whose probes ask a port that only this one declares. */
function answersFor(container: Container): Container | undefined {
	const asked = foreignProbes(container.pod);
	if (asked.size === 0) return undefined;
	const port = [...portNumbers(container)].find((number) => asked.has(number));
	return port === undefined ? undefined : asked.get(port);
}

/** What the other containers of the Pod tell. */
export function fromCompany(container: Container): readonly Evidence[] {
	const { containers } = container.pod;
	const found: Evidence[] = [];
	const add = (role: Sign["role"], weight: number, reason: Message) =>
		found.push({ kind: "company", role, weight, reason });
	if (isIdle(container) && containers.some((other) => !isIdle(other)))
		add("helper", 0.65, because.idle);
	if (isLesserTwin(container)) add("helper", 0.57, because.twin);
	const asked = answersFor(container);
	if (asked) add("adapter", 0.65, because.answers(shownName(asked)));
	if (container.ports.length > 0) return found;
	const ports = new Set(localPorts(container));
	const caller =
		ports.size > 0
			? containers.find((other) =>
					dialsOf(other).some(({ port }) => ports.has(port)),
				)
			: undefined;
	if (caller) add("helper", 0.7, because.localOnly(shownName(caller)));
	return found;
}

const LISTENS_LOCALLY =
	/--?[\w.-]*(?:listen|bind)[\w.-]*[= ]["']?(?:\w+:\/\/)?(?:127\.0\.0\.1|localhost):(\d{2,5})/g;

/** Ports on which it says it listens on localhost only. */
function localPorts(container: Container): readonly number[] {
	const { script, words } = programOf(container);
	if (script) return [];
	const line = (words ?? []).map(({ text }) => text).join(" ");
	return [...line.matchAll(LISTENS_LOCALLY)].map(([, port]) => Number(port));
}
