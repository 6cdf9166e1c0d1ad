import { applyEdit, type Splice, tryEdit } from "../text/edit";
import { copyItem } from "../yaml/copy-item";
import { Document } from "../yaml/document";
import type { ListSlot } from "../yaml/list-slot";
import { placeInScalar } from "../yaml/scalar-places";
import type { Entry, Scalar } from "../yaml/tree";
import type { Container } from "./container";
import { nativeSlot } from "./conversion-edit";
import type { Pod } from "./pod";
import { programOf } from "./program";
import { partsOf, type SetupScript } from "./setup-script";
import { scalarOf, stringOf } from "./values";
import { podsOf } from "./workloads";

/** Moves the set-up of a container's script into an init container. */

/** What an init container with the set-up has of the container: what its program runs in and with. */
const KEPT: ReadonlySet<string> = new Set([
	"name",
	"image",
	"imagePullPolicy",
	"command",
	"args",
	"workingDir",
	"env",
	"envFrom",
	"resources",
	"volumeMounts",
	"volumeDevices",
	"securityContext",
]);

/** A name for the init container that no container of the Pod has. */
export function setupName({ pod, name = "" }: Container): string {
	const taken = new Set(pod.all.map((other) => other.name));
	for (let number = 1; ; number++) {
		const end = number === 1 ? "-setup" : `-setup-${number}`;
		const free = name.slice(0, 63 - end.length).replace(/-+$/, "") + end;
		if (!taken.has(free)) return free;
	}
}

/** Before a native sidecar itself; else behind all init containers, which stood before the set-up until now. */
export function setupSlot({
	pod,
	list,
	index,
}: Container): ListSlot | undefined {
	return nativeSlot(
		pod,
		list === "initContainers" ? index : pod.initContainers.length,
	);
}

/**
 * @returns nothing where the script is written in a way in which it cannot be cut, or the result does not read as it has to
 */
export function splitSetup(
	container: Container,
	script: SetupScript,
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const name = setupName(container);
	const slot = setupSlot(container);
	const label = scalarOf(container.entry("name")?.value);
	const cut = deletion(document, script.scalar, script.cut);
	const inner = setupIn(document, script);
	if (!slot || !label || label.style === "block" || !cut || !inner)
		return undefined;
	const quote = label.style === "plain" ? 0 : 1;
	const copy = copyItem(
		document,
		container.item,
		{
			keeps: (entry) => KEPT.has(entry.key.text) && !isIdle(entry, script),
			inner: [
				{ start: label.start + quote, end: label.end - quote, text: name },
				...inner,
			],
		},
		slot,
	);
	const splices = copy && [...copy, cut];
	return splices && readsRight(container, name, script, splices)
		? splices
		: undefined;
}

/** `args` that a script in `command` gets, and its set-up does not use. */
function isIdle({ key, start, end }: Entry, script: SetupScript): boolean {
	const { scalar, program } = script;
	return (
		key.text === "args" &&
		!(start <= scalar.start && scalar.end <= end) &&
		!/\$[@*\d#]|\$\{[@*\d#]/.test(program.script?.text ?? "")
	);
}

/** What has to change in the copy of the script. */
function setupIn(
	document: Document,
	script: SetupScript,
): readonly Splice[] | undefined {
	const { scalar, joint, tail, forgives } = script;
	const from = placeInScalar(document, scalar, tail.start);
	const joins = deletion(document, scalar, joint);
	if (from === undefined || !joins) return undefined;
	const isLiteral = document.text[scalar.start] === "|";
	const { lines } = document;
	const indent = isLiteral
		? (/^[ \t]*/.exec(lines.content(lines.lineAt(scalar.start) + 1))?.[0] ?? "")
		: "";
	const last = forgives
		? lastCommand(
				scalar,
				partsOf(script).setup,
				isLiteral ? `${lines.eol}${indent}` : undefined,
			)
		: "";
	if (last === undefined) return undefined;
	const end =
		scalar.style === "block"
			? scalar.start + document.slice(scalar).trimEnd().length
			: scalar.end - (scalar.style === "plain" ? 0 : 1);
	return [joins, { start: from, end, text: last }];
}

/** What opens a comment or a here-document: it goes on to the end of the line, or of a later one. */
const NEEDS_LINE = /<<|(?:^|\s)#/;

/**
 * `true` as the last command, where the set-up may fail.
 * @param newLine how a line ends and the next one begins, in a text that is written line by line
 * @returns nothing where it would become a part of what is in front of it
 */
function lastCommand(
	{ style }: Scalar,
	setup: string,
	newLine: string | undefined,
): string | undefined {
	if (newLine !== undefined) return `${newLine}true`;
	if (!NEEDS_LINE.test(setup)) return "; true";
	return style === "double" ? "\\ntrue" : undefined;
}

function deletion(
	document: Document,
	scalar: Scalar,
	{ start, end }: { readonly start: number; readonly end: number },
): Splice | undefined {
	const [from, to] = [start, end].map((offset) =>
		placeInScalar(document, scalar, offset),
	);
	return from === undefined || to === undefined
		? undefined
		: { start: from, end: to, text: "" };
}

/** Do the two scripts say what they have to, read as Kubernetes will read them? */
function readsRight(
	{ pod, list, index, name }: Container,
	added: string,
	script: SetupScript,
	splices: readonly Splice[],
): boolean {
	const number = podsOf(pod.document).indexOf(pod);
	const edit = tryEdit(splices);
	const after: Pod | undefined =
		edit && podsOf(new Document(applyEdit(pod.document.text, edit)))[number];
	if (!after) return false;
	const { rest, setup } = partsOf(script);
	const wanted = script.forgives ? `${setup}; true` : setup;
	const shift = list === "initContainers" ? 1 : 0;
	const old = after.list(list)[index + shift];
	const init = after.initContainers.find((each) => each.name === added);
	return (
		old !== undefined &&
		init !== undefined &&
		old.name === name &&
		saysThe(rest, old) &&
		saysThe(wanted, init)
	);
}

function saysThe(text: string, container: Container): boolean {
	const { script } = programOf(container);
	const plain = (each: string) => each.replace(/\ntrue$/, "; true").trim();
	return (
		script !== undefined &&
		stringOf(script) !== undefined &&
		plain(script.text.trimEnd()) === plain(text.trimEnd())
	);
}
