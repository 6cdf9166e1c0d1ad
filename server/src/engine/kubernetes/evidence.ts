import type { Message } from "../text/language";
import { memoize } from "../text/memo";
import { resolve, valueAt } from "../yaml/tree";
import { annotationsOf } from "./annotations";
import { knownImage } from "./catalogue";
import {
	ARGUMENTS,
	FETCHES,
	METRICS_PORT,
	NAMES,
	PORT_NAMES,
	PORT_NUMBERS,
	PROGRAMS,
	type Sign,
	VARIABLES,
} from "./catalogue-signs";
import { type Container, type Mount, PROBES } from "./container";
import { fromCompany, fromWorkload, lineOf } from "./evidence-pod";
import { because, quotable } from "./evidence-reasons";
import { INJECTORS } from "./injectors";
import type { Pod } from "./pod";
import {
	onlyFollows,
	type Program,
	programOf,
	runsForever,
	tailsOf,
} from "./program";
import type { Evidence } from "./role";
import { integerOf } from "./values";

/** All that speaks for or against a container of a Pod being a helper. */
export function evidenceOf(container: Container): readonly Evidence[] {
	return [
		...fromImage(container),
		...fromProgram(container),
		...fromName(container),
		...fromEnvironment(container),
		...fromPorts(container),
		...fromProbes(container),
		...fromMounts(container),
		...fromAnnotations(container),
		...fromWorkload(container),
		...fromCompany(container),
	];
}

/** The image, also where a template fills in its registry or tag. */
export function imageOf(container: Container): string | undefined {
	const node = resolve(container.entry("image")?.value);
	if (node?.kind !== "scalar" || !node.templated) return container.image?.text;
	const written = container.pod.document
		.slice(node)
		.replace(/^(["'])(.*)\1$/s, "$2");
	const name = written
		.replace(/\{\{.*?\}\}/gs, "{}")
		.split("/")
		.at(-1);
	return name === undefined || /^[^:@]*\{/.test(name) ? undefined : written;
}

const signOf = (signs: readonly Sign[], text: string): Sign | undefined =>
	signs.find(({ pattern }) => pattern.test(text));

const fromImage = memoize((container: Container): readonly Evidence[] => {
	const image = imageOf(container);
	const known = image === undefined ? undefined : knownImage(image);
	if (image === undefined || !known || known.role === "init") return [];
	return [
		{
			kind: "identity",
			role: known.role,
			weight: known.confidence,
			reason: because.image(quotable(image)),
			needsApp: known.needsApp,
		},
	];
});

function fromProgram(container: Container): readonly Evidence[] {
	const program = programOf(container);
	const line = lineOf((program.words ?? []).map(({ text }) => text));
	const last = program.commands.findLast(({ background }) => !background);
	const found: Evidence[] = [];
	const add = (sign: Omit<Sign, "pattern"> | undefined, reason: Message) => {
		if (sign) found.push({ ...sign, kind: "identity", reason });
	};
	if (last) {
		const sign = signOf(PROGRAMS, lineOf(last.words));
		add(sign, because.program(quotable(last.words[0] ?? "")));
	}
	if (!program.script) {
		const sign = signOf(ARGUMENTS, line);
		add(sign, because.arguments(quotable(sign?.pattern.exec(line)?.[0] ?? "")));
	}
	const file = followed(program);
	if (file !== undefined) {
		// A file that is no log is rather data that somebody looks at.
		const isLog = /log|\.(?:out|err|txt)$/i.test(file);
		const role = "log-shipper";
		add({ role, weight: isLog ? 0.8 : 0.55 }, because.tail(quotable(file)));
	}
	if (program.script && runsForever(program)) {
		const fetch = program.commands.find(({ words }) =>
			FETCHES.test(lineOf(words)),
		);
		const role = "config-helper";
		if (fetch)
			add(
				{ role, weight: sharesVolume(container) ? 0.75 : 0.55 },
				because.fetches(quotable(fetch.words.slice(0, 2).join(" "))),
			);
	}
	return found;
}

function followed(program: Program): string | undefined {
	const file = onlyFollows(program) ? tailsOf(program)[0]?.files[0] : undefined;
	return file?.startsWith("/dev/") ? undefined : file;
}

function fromName(container: Container): readonly Evidence[] {
	const { name } = container;
	const sign = name === undefined ? undefined : signOf(NAMES, name);
	if (!sign || name === undefined) return [];
	// Who knows the image knows where the name comes from: it says the same thing again.
	const kind = fromImage(container).length > 0 ? "identity" : "name";
	return [{ ...sign, kind, reason: because.name(quotable(name)) }];
}

function fromEnvironment(container: Container): readonly Evidence[] {
	return container.environment.flatMap(({ name }): Evidence[] => {
		const sign = signOf(VARIABLES, name);
		if (!sign) return [];
		const reason = because.variable(quotable(name));
		return [{ ...sign, kind: "environment", reason }];
	});
}

/** Has it ports, and all for metrics? */
const isForMetrics = memoize((container: Container): boolean => {
	const ports = container.ports;
	return (
		ports.length > 0 && ports.every(({ name }) => METRICS_PORT.test(name ?? ""))
	);
});

function fromPorts(container: Container): readonly Evidence[] {
	const ports = container.ports;
	// A server may have the usual port of an exporter beside its own; an exporter has no other.
	const isOnlyThat = ports.every(
		({ name, number }) =>
			PORT_NUMBERS.has(number ?? 0) || METRICS_PORT.test(name ?? ""),
	);
	const found = ports.flatMap(({ name, number }): Evidence[] => {
		const byName = name === undefined ? undefined : signOf(PORT_NAMES, name);
		const sign =
			byName ?? (isOnlyThat ? PORT_NUMBERS.get(number ?? 0) : undefined);
		const shown = byName ? name : number;
		if (!sign) return [];
		const reason = because.port(quotable(String(shown)));
		return [{ ...sign, kind: "ports", reason }];
	});
	if (
		isForMetrics(container) &&
		container.pod.containers.some((other) => !isForMetrics(other))
	)
		found.push({
			kind: "ports",
			role: "adapter",
			weight: 0.57,
			reason: because.metrics,
		});
	return found;
}

function fromProbes(container: Container): readonly Evidence[] {
	return PROBES.flatMap((name): Evidence[] => {
		const http = valueAt(container.field(name)?.value, "httpGet");
		const port = integerOf(valueAt(http, "port"));
		const sign = port === undefined ? undefined : PORT_NUMBERS.get(port);
		if (port === undefined || !sign || sign.role !== "mesh-proxy") return [];
		const reason = because.probe(port);
		return [{ ...sign, kind: "probes", reason }];
	});
}

/** Who mounts a volume, by its name. */
const mountsOf = memoize((pod: Pod) => {
	const mounts = new Map<
		string,
		{ readonly container: Container; readonly mount: Mount }[]
	>();
	for (const container of pod.all) {
		for (const mount of container.mounts) {
			const name = mount.name?.text;
			if (name === undefined) continue;
			const known = mounts.get(name);
			if (known) known.push({ container, mount });
			else mounts.set(name, [{ container, mount }]);
		}
	}
	return mounts;
});

/** Mounts of a container whose volume another one of `containers` mounts too, with those. */
const sharedMounts = memoize((container: Container) =>
	container.mounts.flatMap((mount) => {
		const others = (
			mountsOf(container.pod).get(mount.name?.text ?? "") ?? []
		).filter(
			(other) =>
				other.container !== container && other.container.list === "containers",
		);
		return others.length > 0 ? [{ mount, others }] : [];
	}),
);

const sharesVolume = (container: Container): boolean =>
	sharedMounts(container).length > 0;

function fromMounts(container: Container): readonly Evidence[] {
	return sharedMounts(container).flatMap(({ mount, others }): Evidence[] => {
		const volume = mount.name?.text ?? "";
		const about = `${volume} ${mount.path ?? ""}`;
		const reads =
			mount.readOnly && others.some((other) => !other.mount.readOnly);
		const writes =
			!mount.readOnly && others.every((other) => other.mount.readOnly);
		const [role, weight, reason] =
			reads && /(?:^|[^a-z])logs?(?:[^a-z]|$)/i.test(about)
				? (["log-shipper", 0.65, because.readsLogs] as const)
				: reads && /sock(?:et)?s?(?:[^a-z]|$)/i.test(about)
					? (["helper", 0.7, because.readsSocket] as const)
					: writes && /conf|secret|cert|rules|dashboard|token/i.test(about)
						? (["config-helper", 0.6, because.writesConfig] as const)
						: [];
		if (!role) return [];
		return [
			{
				kind: "mounts",
				role,
				weight,
				reason: reason(quotable(volume)),
				needsApp: reason === because.readsSocket,
			},
		];
	});
}

function fromAnnotations(container: Container): readonly Evidence[] {
	const annotations = annotationsOf(container.pod);
	const { name } = container;
	if (annotations.size === 0 || name === undefined) return [];
	const found: Evidence[] = [];
	const add = (role: Evidence["role"], weight: number, annotation: string) =>
		found.push({
			kind: "annotations",
			role,
			weight,
			reason: because.annotation(quotable(annotation)),
		});
	const main = "kubectl.kubernetes.io/default-container";
	if (annotations.get(main)?.value === name) add("app", 0.95, main);
	const status = "sidecar.istio.io/status";
	if (injectedBy(annotations.get(status)?.value ?? "").includes(name))
		add("mesh-proxy", 0.95, status);
	const templates = "inject.istio.io/templates";
	if (
		name === "istio-proxy" &&
		/(?:^|,)\s*gateway\s*(?:,|$)/.test(annotations.get(templates)?.value ?? "")
	)
		add("app", 0.99, templates);
	else
		for (const key of annotations.keys()) {
			const injector = INJECTORS.find(
				(each) => each.annotation.test(key) && each.container.test(name),
			);
			if (injector) add(injector.role, 0.9, key);
		}
	return found;
}

/** The containers that Istio's status annotation, which is JSON, names. */
function injectedBy(status: string): readonly string[] {
	const list = /"containers"\s*:\s*\[([^\]]*)\]/.exec(status)?.[1] ?? "";
	return [...list.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
}
