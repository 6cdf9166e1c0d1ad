import { type Message, text } from "../../text/language";
import { type DocumentChange, perDocument } from "../change";
import type { Container } from "../container";
import { portsNamed } from "../named-ports";
import { shownName } from "../naming";
import type { Questions } from "../neighbours";
import { type Resource, resourcesOf } from "../resources";
import { type NamedPort, targetsOf } from "../services";
import { atLeast, type Version } from "../versions";

/** Before Kubernetes 1.33 a Service does not find the ports of native sidecars by their names. */

const numbered = text({
	en: (service: string, port: string, name: string, number: number) =>
		`The Service \`${service}\` gets \`targetPort: ${number}\` for \`${port}\`: before Kubernetes 1.33 Services do not find the ports of a native sidecar such as \`${name}\` by name.`,
	ja: (service, port, name, number) =>
		`Service \`${service}\` の \`${port}\` は \`targetPort: ${number}\` になります。Kubernetes 1.33より前のServiceは、\`${name}\` のようなネイティブサイドカーのポートを名前で見つけられないためです。`,
});
const named = text({
	en: (service: string, port: string, name: string) =>
		`The Service \`${service}\` asks for the port \`${port}\` by name: if it means this Pod, it needs the number, since before Kubernetes 1.33 Services do not find the ports of a native sidecar such as \`${name}\` by name.`,
	ja: (service, port, name) =>
		`Service \`${service}\` はポート \`${port}\` を名前で指定しています。このPodを対象にしている場合は番号で指定してください。Kubernetes 1.33より前のServiceは、\`${name}\` のようなネイティブサイドカーのポートを名前で見つけられません。`,
});
const unseen = text({
	en: (ports: readonly string[], name: string) =>
		`Before Kubernetes 1.33 Services do not find the ports of \`${name}\` (${ports.map((port) => `\`${port}\``).join(", ")}) by name any more: those that do so need the number.`,
	ja: (ports, name) =>
		`Kubernetes 1.33より前のServiceは、\`${name}\` のポート(${ports.map((port) => `\`${port}\``).join("、")})を名前で見つけられなくなります。名前で指定しているServiceは番号に変えてください。`,
});

/** What becomes of the Services that name a port. */
export interface PortNames {
	readonly changes: readonly DocumentChange[];
	readonly notes: readonly Message[];
}

const NOTHING: PortNames = { changes: [], notes: [] };

/**
 * The Services that name ports which only this container has: those that surely mean this Pod alone get the numbers.
 */
export function portNamesOf(
	container: Container,
	version: Version,
	neighbours: Questions,
): PortNames {
	if (atLeast(version, "1.33")) return NOTHING;
	const own = container.ports.flatMap(({ name }) =>
		name !== undefined && isOnly(container, name) ? name : [],
	);
	if (own.length === 0) return NOTHING;
	const { pod } = container;
	const asking = resourcesOf(pod.document).find(
		({ node }) => node === pod.place.object,
	);
	const services = asking && neighbours.ofKind(asking, "Service");
	const users = (services ?? []).flatMap(({ found, sure }) =>
		targetsOf(found)
			.ports.filter(({ name }) => own.includes(name))
			.map((port) => ({ service: found, port, sure })),
	);
	if (users.length === 0)
		return { changes: [], notes: [unseen(own, shownName(container))] };
	const changes: DocumentChange[] = [];
	const notes: Message[] = [];
	for (const { service, port, sure } of users) {
		const fate = fateOf(container, service, port, neighbours);
		if (fate === undefined) continue;
		const { at } = port;
		const shown = service.name ?? "?";
		if (fate.number !== undefined && sure && at.anchor === undefined) {
			changes.push({
				document: service.document,
				splices: [{ start: at.start, end: at.end, text: String(fate.number) }],
			});
			notes.push(numbered(shown, port.name, shownName(container), fate.number));
		} else notes.push(named(shown, port.name, shownName(container)));
	}
	return { changes: perDocument(changes), notes };
}

/** Has no application a port of this name, so that Services find it there? */
const isOnly = (container: Container, name: string): boolean =>
	portsNamed(container.pod, name).every(
		(declared) =>
			declared.container === container ||
			declared.container.list !== "containers",
	);

/** Does a Service mean this Pod, and may a number stand for the name? */
function fateOf(
	container: Container,
	service: Resource,
	port: NamedPort,
	neighbours: Questions,
): { readonly number: number | undefined } | undefined {
	const { selector } = targetsOf(service);
	const pods = neighbours.selected(service, selector);
	if (!pods.some(({ found }) => found === container.pod)) return undefined;
	const numbers = new Set(
		pods.flatMap(({ found, sure }) => {
			const declared = portsNamed(found, port.name).filter(
				(one) => one.port.protocol === port.protocol,
			);
			return sure && declared.length > 0
				? declared.map((one) => one.port.number)
				: undefined;
		}),
	);
	const [number] = numbers;
	return { number: numbers.size === 1 ? number : undefined };
}
