import type { Message } from "../text/language";
import { memoize } from "../text/memo";
import { valueAt } from "../yaml/tree";
import type { Sign } from "./catalogue-signs";
import { type Container, PROBES } from "./container";
import { because, quotable } from "./evidence-reasons";
import { shownName } from "./naming";
import { dialsOf } from "./network";
import { onlyWaits, programOf } from "./program";
import type { Evidence } from "./role";
import { integerOf, stringOf } from "./values";

/** A command as one line, its program without the path. */
export const lineOf = (words: readonly string[]): string => {
	const [path = "", ...rest] = words;
	const program = path.startsWith("-")
		? path
		: path.slice(path.lastIndexOf("/") + 1);
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
function watchesNode({ pod, mounts }: Container): boolean {
	return mounts.some((mount) => {
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

/** Is it a part of another container's image, started with words of its own, that serves nothing and sees less? */
function isLesserTwin(container: Container): boolean {
	const image = container.image?.text;
	const isTold = container.field("command") ?? container.field("args");
	if (image === undefined || !isTold || isServer(container)) return false;
	const names = new Set(container.mounts.map(({ name }) => name?.text));
	return container.pod.containers.some((other) => {
		if (other.index >= container.index || other.image?.text !== image)
			return false;
		const mounted = new Set(other.mounts.map(({ name }) => name?.text));
		const isPart = [...names].every((name) => mounted.has(name));
		return isPart && (other.ports.length > 0 || mounted.size > names.size);
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

/** The container whose probes ask a port that only this one declares. */
function answersFor(container: Container): Container | undefined {
	const own = new Set(container.ports.flatMap(({ number }) => number ?? []));
	if (own.size === 0) return undefined;
	return container.pod.containers.find(
		(other) =>
			other !== container &&
			other.ports.length > 0 &&
			PROBES.some((name) => {
				const probe = other.field(name)?.value;
				const port = integerOf(valueAt(probe, "httpGet", "port"));
				return (
					port !== undefined &&
					own.has(port) &&
					!other.ports.some(({ number }) => number === port)
				);
			}),
	);
}

/** What the other containers of the Pod tell. */
export function fromCompany(container: Container): readonly Evidence[] {
	const others = container.pod.containers.filter((each) => each !== container);
	const found: Evidence[] = [];
	const add = (role: Sign["role"], weight: number, reason: Message) =>
		found.push({ kind: "company", role, weight, reason });
	if (isIdle(container) && others.some((other) => !isIdle(other)))
		add("helper", 0.65, because.idle);
	if (isLesserTwin(container)) add("helper", 0.57, because.twin);
	const asked = answersFor(container);
	if (asked) add("adapter", 0.65, because.answers(shownName(asked)));
	if (container.ports.length > 0) return found;
	const ports = new Set(localPorts(container));
	const caller =
		ports.size > 0
			? others.find((other) =>
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
