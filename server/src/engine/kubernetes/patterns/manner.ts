import type { Tree } from "../../yaml/render";
import { type Node, resolve, valueAt } from "../../yaml/tree";
import { jsonOf } from "../json";
import type { Pod } from "../pod";
import { parseQuantity } from "../quantity";
import { booleanOf, integerOf, isNull, stringOf } from "../values";
import type { PatternImage } from "./images";
import type { Data } from "./plan";

/** What the other containers of a Pod have in common, so that a new one is like them. */

/** A node as a value that can be written elsewhere; nothing where a template decides a part of it. */
export function toValue(node: Node | undefined): Tree | undefined {
	const value = resolve(node);
	if (!value) return undefined;
	if (value.kind === "sequence") {
		const items = value.items.map((item) => toValue(item.value));
		return items.every((item) => item !== undefined) ? items : undefined;
	}
	if (value.kind === "mapping") {
		const fields: Record<string, Tree> = {};
		for (const entry of value.entries) {
			const field = toValue(entry.value);
			if (field === undefined || entry.key.text === "<<") return undefined;
			fields[entry.key.text] = field;
		}
		return fields;
	}
	const json = jsonOf(value);
	if (json?.type === "string") return json.text;
	if (json?.type === "bool") return json.text === "true";
	const number = json?.type === "number" ? Number(json.text) : Number.NaN;
	return Number.isFinite(number) ? number : undefined;
}

/** What has no amount of its own in a Pod that names one for all its containers together. */
const isSetForPod = (pod: Pod): boolean =>
	!isNull(pod.entry("resources")?.value);

const AMOUNTS = ["cpu", "memory"] as const;

/** Requests and limits of a new container, as the application writes its own. */
export function resourcesLike(
	pod: Pod,
	{ cpu, memory, memoryLimit }: PatternImage,
): Data | undefined {
	if (isSetForPod(pod)) return undefined;
	const lists = pod.containers.map((container) =>
		valueAt(container.entry("resources")?.value),
	);
	const every = (test: (resources: Node | undefined) => boolean) =>
		lists.length > 0 && lists.every(test);
	const isGuaranteed = every((resources) =>
		AMOUNTS.every((name) => isFixed(resources, name)),
	);
	if (isGuaranteed) {
		const amounts = { cpu: GUARANTEED_CPU, memory: memoryLimit };
		return inOrder(lists, amounts, amounts);
	}
	const limitsCpu = every(
		(resources) => valueAt(resources, "limits", "cpu") !== undefined,
	);
	return inOrder(
		lists,
		{ cpu, memory },
		limitsCpu
			? { cpu: LIMIT_OF_CPU, memory: memoryLimit }
			: { memory: memoryLimit },
	);
}

/** Enough for a start that must not take too long; what is reserved is what may be used. */
const GUARANTEED_CPU = "50m";
const LIMIT_OF_CPU = "100m";

/** Is the limit all that is requested too, as the class Guaranteed wants it? */
function isFixed(resources: Node | undefined, name: string): boolean {
	const limit = stringOrNumber(valueAt(resources, "limits", name));
	const request = stringOrNumber(valueAt(resources, "requests", name));
	if (limit === undefined) return false;
	return (
		request === undefined ||
		parseQuantity(limit)?.nano === parseQuantity(request)?.nano
	);
}

const stringOrNumber = (node: Node | undefined): string | undefined =>
	stringOf(node) ?? integerOf(node)?.toString();

function inOrder(
	lists: readonly (Node | undefined)[],
	requests: Data,
	limits: Data,
): Data {
	const first = lists.find((list) => list?.kind === "mapping");
	const [key] = first?.kind === "mapping" ? first.entries : [];
	return key?.key.text === "limits"
		? { limits, requests }
		: { requests, limits };
}

/** Data that take something away from a container, so that another one may have them too. */
const RESTRICTIONS = [
	"allowPrivilegeEscalation",
	"capabilities",
	"privileged",
	"readOnlyRootFilesystem",
	"runAsGroup",
	"runAsNonRoot",
	"runAsUser",
	"seccompProfile",
] as const;

/**
 * The security context of a new container: the restrictions that all applications have alike. Where root is not allowed and
 * neither they nor the image name a user by number, it gets one.
 */
export function securityLike(
	pod: Pod,
	image: PatternImage,
	own: Data = {},
): Data | undefined {
	const shared = sharedRestrictions(pod);
	const ofPod = pod.entry("securityContext")?.value;
	const user = shared.runAsUser ?? integerOf(valueAt(ofPod, "runAsUser"));
	const isRoot = user === 0;
	const fields: Record<string, Tree> = {
		...(isRoot ? {} : own),
		...shared,
	};
	const mustNotBeRoot =
		fields.runAsNonRoot === true ||
		booleanOf(valueAt(ofPod, "runAsNonRoot")) === true;
	if (mustNotBeRoot && user === undefined && image.uid !== undefined)
		fields.runAsUser = image.uid;
	return Object.keys(fields).length > 0 ? fields : undefined;
}

function sharedRestrictions(pod: Pod): Record<string, Tree> {
	const contexts = pod.containers.map((container) =>
		valueAt(container.entry("securityContext")?.value),
	);
	const [first] = contexts;
	const shared: Record<string, Tree> = {};
	if (first?.kind !== "mapping") return shared;
	for (const { key } of first.entries) {
		const name = RESTRICTIONS.find((each) => each === key.text);
		const value = name && restriction(first, name);
		if (
			name !== undefined &&
			value !== undefined &&
			contexts.every(
				(context) =>
					JSON.stringify(restriction(context, name)) === JSON.stringify(value),
			)
		)
			shared[name] = value;
	}
	return shared;
}

function restriction(
	context: Node | undefined,
	name: (typeof RESTRICTIONS)[number],
): Tree | undefined {
	const node = valueAt(context, name);
	if (name === "capabilities") {
		const drop = toValue(valueAt(node, "drop"));
		return drop === undefined ? undefined : { drop };
	}
	// A profile of a file is made for a program.
	if (name === "seccompProfile")
		return stringOf(valueAt(node, "type")) === "RuntimeDefault"
			? { type: "RuntimeDefault" }
			: undefined;
	const value = toValue(node);
	const isTaken =
		name.startsWith("runAs") && name !== "runAsNonRoot"
			? Number.isInteger(value)
			: value ===
				(name === "readOnlyRootFilesystem" || name === "runAsNonRoot");
	return isTaken ? value : undefined;
}
