import { matchesImage, roleOfImage } from "./catalogue";
import type { Container } from "./container";
import {
	onlyWaits,
	type Program,
	programOf,
	runsForever,
	tailsOf,
} from "./program";
import { quitCallsOf, quitsInCode } from "./quit-calls";
import { CONFIDENT, type Role } from "./role";
import { type Catalog, roleOf } from "./roles";
import { programName } from "./shell";
import { waitsOf } from "./waits";

/** Roles whose programs are servers or followers by nature. */
const LASTING: ReadonlySet<Role> = new Set<Role>([
	"log-shipper",
	"ambassador",
	"mesh-proxy",
	"config-helper",
	"adapter",
]);

export const isLastingRole = (role: Role | undefined): boolean =>
	role !== undefined && LASTING.has(role);

/** Flags and variables with which a helper ends after its work. */
const ENDS =
	/(?:^|[-_\s])(?:one[-_]?time|once|oneshot|exit-after-auth|max[-_]runs?|init[-_]?only)\b/i;
/** Those with which another container can end it. */
const CAN_BE_ENDED = /(?:^|[-_\s])(?:quitquitquit|exit-zero-on-sigterm)\b/i;
/** Variables that choose how a helper works, and the choices with which it ends: k8s-sidecar's `METHOD: LIST`. */
const MODE = /^(?:METHOD|MODE|RUN_MODE)$/;
const ENDING_MODE = /^(?:list|once|one-?shot|init)$/i;

/** Is the container a helper beside the application, surely enough to speak of it? */
export function isHelper(container: Container, catalog: Catalog): boolean {
	const { role, confidence } = roleOf(container, catalog);
	return role !== "app" && role !== "init" && confidence >= CONFIDENT;
}

/**
 * Does a helper of `containers` surely run until it is stopped? Its command may say so (a loop, `tail -F`); the well
 * known image of a server says so unless the command or a flag says otherwise.
 */
export function isLastingHelper(
	container: Container,
	catalog: Catalog,
): boolean {
	const program = programOf(container);
	if (runsForever(program)) return true;
	if (!isHelper(container, catalog) || saysItEnds(container)) return false;
	if (stopsOwnServer(program)) return false;
	const { role, confidence } = roleOf(container, catalog);
	const decidesAlone =
		program.script === undefined &&
		(container.words("command")?.length ?? 1) === 0;
	return (
		isLastingRole(role) &&
		(decidesAlone || container.ports.length > 0) &&
		(confidence >= 0.9 || container.ports.length > 0)
	);
}

/** Does a script stop the server that it has started in the background, or wait beside it for a file that says so? */
function stopsOwnServer(program: Program): boolean {
	const { commands } = program;
	const started = commands.findIndex(({ background }) => background);
	return (
		started !== -1 &&
		(commands
			.slice(started)
			.some((command) => programName(command) === "kill") ||
			waitsOf(program).some(({ files }) => files.length > 0))
	);
}

/** Do the arguments or environment of a helper say that it ends by itself? */
export function endsByItself(container: Container): boolean {
	const flags = programOf(container)
		.commands.flatMap(({ words }) => words)
		.filter((word) => word.startsWith("-") && !/\s/.test(word));
	return (
		flags.some((flag) => ENDS.test(flag) && !/=(?:false|0)$/.test(flag)) ||
		isSet(container, ENDS) ||
		(serverRole(container) !== undefined &&
			container.environment.some(
				({ name, value }) => MODE.test(name) && ENDING_MODE.test(value.text),
			))
	);
}

/** Do they say that it ends, by itself or when it is told to? */
export function saysItEnds(container: Container): boolean {
	const words = [
		...(container.words("command") ?? []),
		...(container.words("args") ?? []),
	];
	return (
		endsByItself(container) ||
		words.some(({ text }) => ENDS.test(text) || CAN_BE_ENDED.test(text)) ||
		isSet(container, CAN_BE_ENDED)
	);
}

const isSet = (container: Container, variable: RegExp): boolean =>
	container.environment.some(
		({ name, value }) =>
			variable.test(name) && !/^(?:false|0|no|off)?$/i.test(value.text),
	);

const serverRole = ({ image }: Container): Role | undefined =>
	image && roleOfImage(image.text);

/** Does another container stop this one when its own work is done: a signal, or a call to a quit endpoint? */
export function isStoppedByAnother(container: Container): boolean {
	const { pod } = container;
	const { sharesProcesses } = pod;
	return pod.containers.some((other) => {
		if (other === container) return false;
		const program = programOf(other);
		const text = (program.words ?? []).map((word) => word.text).join(" ");
		const signals = program.commands.some(
			({ words: [name = "", trapped = ""] }) =>
				/(?:^|\/)(?:p?kill|killall)$/.test(name) ||
				(name === "trap" && /\b(?:p?kill|killall)\s/.test(trapped)),
		);
		return (
			(sharesProcesses && signals) ||
			quitCallsOf(program).length > 0 ||
			quitsInCode(other).length > 0 ||
			/quitquitquit|\/(?:v1\.0\/)?shutdown\b|shutdownServer|linkerd-await/.test(
				text,
			)
		);
	});
}

/** The file that the container follows, when it follows one. */
export function followedFile(container: Container): string | undefined {
	return tailsOf(programOf(container))
		.flatMap(({ files }) => files)
		.find((file) => file.startsWith("/"));
}

/** Does a container only keep its Pod alive? */
export function onlyKeepsAlive(container: Container): boolean {
	const program = programOf(container);
	if (program.words !== undefined)
		return runsForever(program) && onlyWaits(program);
	const image = container.image?.text ?? "";
	return (
		container.words("command")?.length === 0 &&
		container.words("args")?.length === 0 &&
		(matchesImage(image, "pause") || matchesImage(image, "mirrored-pause"))
	);
}
