import { localAddresses } from "./addresses";
import type { Container, Mount } from "./container";
import { namedFiles } from "./file-commands";
import { covers, fixedPart, isPodsOwn, mountOf, volumeKind } from "./files";
import { injectionsOf, isClassic } from "./injectors";
import { dialsOf, listensOn, mayBeOnNode } from "./network";
import type { Pod } from "./pod";
import type { Program } from "./program";
import { type Catalog, roleOf } from "./roles";
import type { Unit } from "./script-units";
import { effectOf, isMigration } from "./setup-commands";
import { isLoopHead, mentions, type SetupScript } from "./setup-script";
import { type Command, readScript } from "./shell";
import { stringOf } from "./values";
import type { Version } from "./versions";
import { waitsOf } from "./waits";

/** Why the set-up of a script cannot run in another container. */
export type Obstacle =
	/** A command leaves something behind that another container does not get. */
	| {
			readonly kind:
				| "shell"
				| "background"
				| "ends"
				| "image"
				| "nowhere"
				| "every-start"
				| "unknown";
			readonly command: string;
	  }
	| {
			readonly kind: "own-files";
			readonly command: string;
			readonly path: string;
	  }
	/** It needs a container that starts only when all init containers have ended. */
	| {
			readonly kind: "port";
			readonly port: number;
			readonly provider: Container | undefined;
	  }
	| {
			readonly kind: "file";
			readonly path: string;
			readonly provider: Container;
	  }
	/** The name of the proxy that its network needs. */
	| { readonly kind: "mesh"; readonly proxy: string };

/** The first thing that is in the way of an init container with the set-up. */
export function obstacleTo(
	script: SetupScript,
	container: Container,
	{ version, catalog }: Cluster,
): Obstacle | undefined {
	const inside = new Inside(script, container);
	for (const unit of script.setup) {
		const obstacle = inside.obstacleIn(unit);
		if (obstacle) return obstacle;
	}
	return (
		inside.sharedFunction() ??
		outsideObstacle(script, container, { version, catalog })
	);
}

/** What of the target cluster is known. */
interface Cluster {
	readonly version: Version;
	readonly catalog: Catalog;
}

/** A proxy that an injector adds, nobody knows in which list, when the set-up needs the network. */
export function injectedProxy(
	{ program }: SetupScript,
	{ pod }: Container,
): string | undefined {
	return callsOf(program).length === 0
		? undefined
		: proxiesOf(pod).find(({ native }) => native === undefined)?.name;
}

const proxiesOf = (pod: Pod) =>
	injectionsOf(pod).filter(({ name }) => /-proxy$/.test(name));

const callsOf = ({ commands }: Program): readonly Command[] =>
	commands.filter(
		(command) =>
			effectOf(command).kind === "network" ||
			command.writes.some((path) => path.startsWith("/dev/tcp/")),
	);

/** Kinds of volumes in which no container can write. */
const READ_ONLY = /^(?:configMap|secret|downwardAPI|projected|image)$/;
/** Names that programs find in their environment whoever has set them. */
const EXPORTED =
	/^(?:PATH|HOME|LANG|LC_\w+|TZ|USER|SHELL|PWD|TMPDIR|LD_\w+|PYTHON\w+|NODE_\w+|JAVA_\w+|RAILS_\w+)$/;
/** Variables that a command sets for those behind it. */
const SETS =
	/(?:^|[;&|({\n]|\b(?:do|then|else))[ \t]*([A-Za-z_]\w*)\+?=|\bfor\s+([A-Za-z_]\w*)|\bread\s+(?:-\S+\s+)*([A-Za-z_]\w*)/g;
/** It would leave nobody to go on, or redirects all that follows. */
const EXECS = /(?:^|[;&|({\n]|\b(?:do|then|else)\s)[ \t]*exec\s/;
const FUNCTION = /(?:^|[\s;])([A-Za-z_][\w-]*)\s*\(\s*\)/g;
const SUBSTITUTION = /\$\(([^()]+)\)|`([^`]+)`/g;
/** What the kubelet fills in: `$(POD_NAME)`. */
const KUBELETS = /^[A-Z_][A-Z\d_.-]*$/;

/** The effects of a set-up inside its container, in the order of its commands. */
class Inside {
	readonly #functions: ReadonlySet<string>;
	readonly #variables = new Map<string, string>();
	/** Files that the set-up itself has written. */
	readonly #made: string[] = [];
	#folder: string | undefined;

	constructor(
		readonly script: SetupScript,
		readonly container: Container,
	) {
		const text = script.setup.map(({ plain }) => plain).join("\n");
		this.#functions = new Set(
			[...text.matchAll(FUNCTION)].map(([, name = ""]) => name),
		);
		for (const { name, value } of container.environment)
			this.#variables.set(name, value.text);
		this.#folder = stringOf(container.entry("workingDir")?.value);
		for (const { plain, text: written } of script.preamble) {
			this.#assign(written);
			const [, folder] = /^cd[ \t]+(\S+)$/.exec(plain) ?? [];
			if (folder !== undefined) this.#folder = this.#resolve(folder);
		}
	}

	/** A function of the set-up that the rest calls. */
	sharedFunction(): Obstacle | undefined {
		const { plain } = this.script.rest;
		for (const [, name = ""] of plain.matchAll(/(?:^|[\s;&|])([\w-]+)/g))
			if (this.#functions.has(name))
				return { kind: "shell", command: `${name}()` };
		return undefined;
	}

	/** Notes what a variable is, where that is written down. */
	#assign(written: string): void {
		const [, name, value] =
			/^(?:export[ \t]+)?(\w+)=["']?([^\s"'$`]*)["']?$/.exec(written) ?? [];
		if (name !== undefined) this.#variables.set(name, value ?? "");
	}

	obstacleIn(unit: Unit): Obstacle | undefined {
		const command = shortened(unit.text);
		if (unit.background || /[^&>|]&(?![&>\d])/.test(unit.plain))
			return { kind: "background", command };
		const { rest } = this.script;
		for (const [, ...names] of unit.plain.matchAll(SETS)) {
			const name = names.find((each) => each !== undefined) ?? "";
			const isExported =
				EXPORTED.test(name) ||
				this.container.environment.some((each) => each.name === name);
			this.#variables.delete(name);
			if (mentions(rest, name) || (isExported && unit.text.startsWith(name)))
				return { kind: "shell", command };
		}
		this.#assign(unit.text);
		const isSubshell = /^\(.*\)$/s.test(unit.plain);
		if (EXECS.test(unit.plain)) return { kind: "shell", command };
		for (const each of [...readScript(unit.text), ...substituted(unit.text)]) {
			const obstacle = this.#obstacleOf(each, isSubshell);
			if (obstacle) return obstacle;
		}
		return undefined;
	}

	#obstacleOf(each: Command, isSubshell: boolean): Obstacle | undefined {
		const [name = ""] = each.words;
		const command = shortened(each.words.join(" ") || `> ${each.writes[0]}`);
		const isKnown = this.#functions.has(name) || isLoopHead(each);
		const effect = isKnown ? ({ kind: "none" } as const) : effectOf(each);
		switch (effect.kind) {
			case "shell":
				if (!isSubshell) return { kind: "shell", command };
				this.#folder = undefined;
				break;
			case "ends":
			case "unknown":
			case "image":
				return { kind: effect.kind, command };
			case "removes":
				if (effect.paths.some((path) => !this.#hasMade(path)))
					return { kind: "every-start", command };
				break;
			case "writes":
				if (!effect.paths) return { kind: "nowhere", command };
				return (
					this.#lostFile(effect.paths, command) ??
					this.#lostFile(each.writes, command)
				);
			case "network":
				if (isMigration(each) && this.#usesFile())
					return { kind: "unknown", command };
		}
		return this.#lostFile(each.writes, command);
	}

	/** A file that would be written where the rest does not find it. */
	#lostFile(paths: readonly string[], command: string): Obstacle | undefined {
		for (const written of paths) {
			if (/^\/dev\/|^\/proc\/(?:1|self)\/fd\//.test(written)) continue;
			const path = this.#resolve(written);
			if (path === undefined) return { kind: "nowhere", command };
			const mount = mountOf(this.container, path);
			if (
				!mount ||
				mount.readOnly ||
				READ_ONLY.test(volumeKind(this.container, mount))
			)
				return { kind: "own-files", command, path: written };
			this.#made.push(path);
		}
		return undefined;
	}

	#hasMade(written: string): boolean {
		const path = this.#resolve(written);
		return path !== undefined && this.#made.includes(path);
	}

	/** A path as far as it is known, absolute: of `/data/$NAME/x`, `/data`. */
	#resolve(written: string): string | undefined {
		const known = written.replace(
			/\$(?:\{(\w+)\}|\((\w+)\)|(\w+))/g,
			(all, ...names: (string | undefined)[]) =>
				this.#variables.get(names.slice(0, 3).find(Boolean) ?? "") ?? all,
		);
		if (/^~|\.\.(?:\/|$)/.test(known)) return undefined;
		const path = known.startsWith("/")
			? known
			: this.#folder?.startsWith("/") && !known.startsWith("$")
				? `${this.#folder}/${known}`
				: undefined;
		const open = path?.search(/[$`]/) ?? -1;
		const fixed =
			open === -1 ? path : path?.slice(0, path.lastIndexOf("/", open));
		return fixed === undefined || fixed === ""
			? undefined
			: fixedPart(fixed)
					.replace(/\/\.(?=\/|$)/g, "")
					.replace(/\/{2,}/g, "/")
					.replace(/(?<=.)\/$/, "");
	}

	/** May the database be a file of the container? */
	#usesFile(): boolean {
		return [...this.#variables.values()].some((value) => /sqlite/i.test(value));
	}
}

/** The commands within substitutions. */
function substituted(text: string): readonly Command[] {
	return [...text.matchAll(SUBSTITUTION)].flatMap(([, one, other]) => {
		const inner = one ?? other ?? "";
		return KUBELETS.test(inner.trim()) ? [] : readScript(inner);
	});
}

const LONGEST = 50;

function shortened(text: string): string {
	const line = text.replace(/\s+/g, " ").replaceAll("`", "'").trim();
	return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** What the set-up needs of containers that start only after all init containers. */
function outsideObstacle(
	{ program, remains }: SetupScript,
	container: Container,
	{ version, catalog }: Cluster,
): Obstacle | undefined {
	const { pod } = container;
	const isInit = container.list === "initContainers";
	const later = [
		...pod.initContainers.filter(
			({ index }) => isInit && index > container.index,
		),
		...pod.containers.filter((other) => other !== container),
	];
	const earlier = pod.initContainers.filter(
		({ index }) => !isInit || index < container.index,
	);
	const calls = callsOf(program);
	const proxy =
		later.find((other) => roleOf(other, catalog).role === "mesh-proxy")?.name ??
		proxiesOf(pod).find((injected) => isClassic(injected, version))?.name;
	if (proxy !== undefined && calls.length > 0) return { kind: "mesh", proxy };
	if (!mayBeOnNode(container.pod)) {
		const said = localAddresses(
			calls.flatMap(({ words, writes }) => [...words, ...writes]).join(" "),
		).map(({ port }) => port);
		const stays = new Set(
			localAddresses(remains.script?.text ?? "").map(({ port }) => port),
		);
		const configured = calls.some(isMigration)
			? dialsOf(container)
					.map(({ port }) => port)
					.filter((port) => !stays.has(port))
			: [];
		for (const port of [...said, ...configured]) {
			const isServed = earlier.some(
				(other) =>
					other.restartPolicyText === "Always" &&
					(listensOn(other).has(port) || listensOn(other).size === 0),
			);
			if (!isServed)
				return {
					kind: "port",
					port,
					provider: later.find((other) => listensOn(other).has(port)),
				};
		}
	}
	return lateFile(program, container, earlier, later);
}

/** A file of another container that comes only later. */
function lateFile(
	program: Program,
	container: Container,
	earlier: readonly Container[],
	later: readonly Container[],
): Obstacle | undefined {
	const files = namedFiles(program);
	const made = files.filter(({ does }) => does === "writes");
	const read = [
		...waitsOf(program).flatMap((wait) => wait.files),
		...files.filter(({ does }) => does === "reads").map(({ path }) => path),
	].filter((path) => !made.some((file) => covers(file.path, path)));
	for (const path of read) {
		const mount = mountOf(container, path);
		if (!mount || !isPodsOwn(container, mount)) continue;
		const provider = later.find((other) => mountsWritable(other, mount));
		if (provider && !earlier.some((other) => mountsWritable(other, mount)))
			return { kind: "file", path, provider };
	}
	return undefined;
}

const mountsWritable = (container: Container, volume: Mount): boolean =>
	container.mounts.some(
		({ name, readOnly }) => !readOnly && name?.text === volume.name?.text,
	);
