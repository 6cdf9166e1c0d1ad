import { valueAt } from "../../yaml/tree";
import type { Container } from "../container";
import { dialsOf, listensOn } from "../network";
import type { Pod } from "../pod";
import { integerOf } from "../values";

/** Names, ports and places that nothing in a Pod has yet. */

/** The name itself, else with the first number behind it that is free: `log-shipper-2`. */
function freeAmong(wanted: string, taken: ReadonlySet<string>): string {
	let name = wanted;
	for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
	return name;
}

const known = (names: readonly (string | undefined)[]): ReadonlySet<string> =>
	new Set(names.filter((name) => name !== undefined));

/** A name that no container of the Pod has. */
export const freeContainerName = ({ all }: Pod, wanted: string): string =>
	freeAmong(wanted, known(all.map(({ name }) => name)));

/** A name that no volume of the Pod has. */
export const freeVolumeName = ({ volumeNames }: Pod, wanted: string): string =>
	freeAmong(wanted, volumeNames);

/** A name that no port of the Pod has: a Service that names one must not find two. */
export const freePortName = ({ all }: Pod, wanted: string): string =>
	freeAmong(
		wanted,
		known(all.flatMap(({ ports }) => ports.map(({ name }) => name))),
	);

/** Ports on which a container of the Pod listens, as far as can be seen. */
export function servedPorts({ all }: Pod): ReadonlySet<number> {
	const written = all.flatMap(({ ports }) =>
		ports.flatMap(({ number, node }) => [
			number,
			integerOf(valueAt(node, "hostPort")),
		]),
	);
	return new Set([
		...all.flatMap((container) => [...listensOn(container)]),
		...written.filter((port) => port !== undefined),
	]);
}

/** The port itself, else the next one of which nothing in the Pod speaks. */
export function freePort(
	pod: Pod,
	wanted: number,
	also: readonly number[] = [],
): number {
	const taken = new Set([
		...servedPorts(pod),
		...pod.all.flatMap((container) => [
			...dialsOf(container).map(({ port }) => port),
			...mentionedNumbers(container),
		]),
		...also,
	]);
	let port = wanted;
	while (taken.has(port)) port++;
	return port;
}

/** Numbers in arguments and variables that may be ports. */
const mentionedNumbers = (container: Container): readonly number[] =>
	[
		...(container.words("command") ?? []),
		...(container.words("args") ?? []),
		...container.environment.map(({ value }) => value),
	].flatMap(({ text }) =>
		[...text.matchAll(/(?<![\w.])\d{2,5}(?![\w.])/g)].map(([number]) =>
			Number(number),
		),
	);
