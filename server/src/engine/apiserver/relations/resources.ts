import {
	compareQuantities,
	formatQuantity,
	isMultipleOf,
	isWhole,
	parseQuantity,
} from "../../kubernetes/quantity";
import type { Range } from "../../text/edit";
import { type Message, text } from "../../text/language";
import { type Amount, type Amounts, amountsOf, requestsOf } from "../amounts";
import type { Answer } from "../answer";
import { nameOf } from "../constraint";
import type { Place } from "../place";
import { goQuote } from "../printing";
import {
	allowsOvercommit,
	isCounted,
	isForPods,
	isHugePages,
	named,
	nameFlaws,
} from "./resource-names";

const overLimit = text({
	en: (resource: string, request: string, limit: string) =>
		`The request for \`${resource}\` (${request}) is greater than the limit (${limit}).`,
	ja: (resource, request, limit) =>
		`\`${resource}\` の要求(${request})が制限(${limit})を超えています。`,
});
const notEqual = text({
	en: (resource: string, request: string, limit: string) =>
		`\`${resource}\` cannot be shared: the request (${request}) must be the same as the limit (${limit}).`,
	ja: (resource, request, limit) =>
		`\`${resource}\` はオーバーコミットできません。要求(${request})は制限(${limit})と同じ値にしてください。`,
});
const noLimit = text({
	en: (resource: string) =>
		`\`${resource}\` cannot be shared and needs a limit, equal to the request.`,
	ja: (resource) =>
		`\`${resource}\` はオーバーコミットできないため、要求と同じ値の制限も必要です。`,
});
const negative = text({
	en: (field: string) => `\`${field}\` must be 0 or more.`,
	ja: (field) => `\`${field}\` は0以上でなければなりません。`,
});
const notWhole = text({
	en: (field: string) => `\`${field}\` is counted: it must be a whole number.`,
	ja: (field) => `\`${field}\` は個数なので、整数でなければなりません。`,
});
const notPages = text({
	en: (field: string) =>
		`\`${field}\` must be a whole number of pages of that size.`,
	ja: (field) =>
		`\`${field}\` はそのページサイズの整数倍でなければなりません。`,
});
const pagesAlone = text({
	en: () => "A container with huge pages must ask for `cpu` or `memory` too.",
	ja: () =>
		"ヒュージページを使うコンテナには `cpu` か `memory` の指定も必要です。",
});
const fractional = text({
	en: (value: string) =>
		`\`${value}\` is a fraction of a byte. Probably \`${value.replace("m", "M")}\` or \`${value.replace("m", "Mi")}\` is meant.`,
	ja: (value) =>
		`\`${value}\` は1バイトより細かい値です。\`${value.replace("m", "M")}\` か \`${value.replace("m", "Mi")}\` の誤りと思われます。`,
});

/** `ValidateResourceRequirements` of a container, and the warnings of fractional bytes. */
export function resources(answer: Answer, container: Place): void {
	const place = container.at("resources");
	if (!place.mapping) return;
	const limits = amountsOf(place.at("limits"));
	const requests = requestsOf(container);
	checkAmounts(answer, place, { limits, requests, forContainer: true });
	for (const amounts of [limits, requests]) fractionalBytes(answer, amounts);
}

/** `validateResourceRequirements`, for a container or for a Pod as a whole. */
export function checkAmounts(
	answer: Answer,
	place: Place,
	{
		limits,
		requests,
		forContainer,
	}: { limits: Amounts; requests: Amounts; forContainer: boolean },
): void {
	for (const amounts of [limits, requests])
		for (const [name, amount] of amounts) {
			if (!amount || (amount.isDefault && amounts === requests)) continue;
			const copy = amounts === limits ? requests.get(name) : undefined;
			const again =
				copy?.isDefault && copy.place.path === amount.place.path
					? [copy.path]
					: [];
			one(answer, name, amount, { forContainer, again });
		}
	for (const [name, request] of requests) {
		const limit = limits.get(name);
		if (request && limit) compare(answer, place, name, request, limit);
		else if (
			request &&
			!limits.has(name) &&
			!allowsOvercommit(name) &&
			!answer.partial
		)
			answer.required(place.at("limits"), {
				detail: "Limit must be set for non overcommitable resources",
				message: noLimit(name),
				at: limitsRange(place, request),
			});
	}
	const names = [...limits.keys(), ...requests.keys()];
	if (
		names.some(isHugePages) &&
		!names.includes("cpu") &&
		!names.includes("memory") &&
		!answer.partial
	)
		answer.forbidden(place, {
			detail: "HugePages require cpu or memory",
			message: pagesAlone(),
			at: place.keyRange,
		});
}

function limitsRange(place: Place, request: Amount): Range {
	const limits = place.at("limits");
	return limits.isWritten ? limits.keyRange : request.place.keyRange;
}

/** What the server says to one amount, and again to the request that it takes from a limit. */
function one(
	answer: Answer,
	name: string,
	{ place, path, quantity }: Amount,
	{ forContainer, again }: { forContainer: boolean; again: readonly string[] },
): void {
	const say = (
		value: string,
		details: readonly string[],
		rest: { rule?: string; message: Message; at?: Range; instead?: string[] },
	): void => {
		const [first = "", ...others] = [path, ...again].flatMap((each) =>
			details.map((detail) => `${each}: Invalid value: ${value}: ${detail}`),
		);
		const [detail = ""] = details;
		// One finding tells all, line by line.
		if (first !== "")
			answer.invalid(place, {
				...rest,
				path,
				value,
				detail: [detail, ...others].join("; "),
			});
	};
	const flaws = nameFlaws(name, forContainer, answer.version);
	const [flaw] = flaws;
	if (flaw)
		say(
			named(name, answer.version),
			flaws.map(({ detail }) => detail),
			{
				rule: "resource-name",
				message: flaw.message,
				at: place.keyRange,
				instead: [...flaw.meant],
			},
		);
	else if (!forContainer && !isForPods(name))
		answer.unsupported(place, ["cpu", "hugepages-", "memory"], {
			path,
			rule: "pod-resources-consistency",
			value: named(name, answer.version),
			message: notForPods(name),
			at: place.keyRange,
			instead: [],
		});
	const printed = formatQuantity(quantity);
	if (quantity.nano < 0n)
		say(goQuote(printed), ["must be greater than or equal to 0"], {
			message: negative(nameOf(place)),
			instead: [printed.replace("-", "")],
		});
	if (isCounted(name) && !isWhole(quantity))
		say(
			answer.atLeast("1.34")
				? goQuote(printed)
				: goQuantity(place.json?.text ?? printed, printed),
			["must be an integer"],
			{ message: notWhole(nameOf(place)) },
		);
	const size = isHugePages(name)
		? parseQuantity(name.slice("hugepages-".length))
		: undefined;
	if (isHugePages(name) && !(size && isMultipleOf(quantity, size)))
		say(
			goQuote(printed),
			[`${printed} is not positive integer multiple of ${name}`],
			{ message: notPages(nameOf(place)) },
		);
}

const notForPods = text({
	en: (name: string) =>
		`A Pod as a whole can ask for \`cpu\`, \`memory\` and huge pages only; \`${name}\` belongs to a container.`,
	ja: (name) =>
		`Pod全体に指定できるのは \`cpu\`、\`memory\`、ヒュージページだけです。\`${name}\` はコンテナに指定してください。`,
});

/** A quantity as Go prints its struct, as versions before 1.34 do. */
function goQuantity(written: string, printed: string): string {
	const [, whole = "", fraction = "", unit = ""] =
		/^(-?\d+)(?:\.(\d+))?([num]?)$/.exec(written) ?? [];
	const scale = -3 * ["", "m", "u", "n"].indexOf(unit) - fraction.length;
	return `resource.Quantity{i:resource.int64Amount{value:${whole}${fraction}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:${goQuote(written === printed ? printed : "")}, Format:"DecimalSI"}`;
}

function compare(
	answer: Answer,
	place: Place,
	name: string,
	request: Amount,
	limit: Amount,
): void {
	const order = compareQuantities(request.quantity, limit.quantity);
	const isEqual = !allowsOvercommit(name);
	if (order === 0 || (order < 0 && !isEqual)) return;
	const asked = formatQuantity(request.quantity);
	const most = formatQuantity(limit.quantity);
	const detail = isEqual
		? `must be equal to ${name} limit of ${most}`
		: `must be less than or equal to ${name} limit of ${most}`;
	const path = `${place.path}.requests`;
	// A Pod's request that comes from its containers.
	if (request.isDefault)
		answer.invalid(limit.place, {
			path,
			rule: "pod-resources-consistency",
			value: goQuote(asked),
			detail,
			message: overPodLimit(name, asked, most),
			instead: [asked],
		});
	else
		answer.invalid(request.place, {
			path,
			rule: "request-over-limit",
			value: goQuote(asked),
			detail,
			message: (isEqual ? notEqual : overLimit)(name, asked, most),
			instead: [limit.place.json?.text ?? most],
			related: { at: limit.place.range, message: theLimit(name) },
		});
}

const overPodLimit = text({
	en: (name: string, asked: string, most: string) =>
		`The containers together ask for ${asked} of \`${name}\`, which is more than the Pod's limit (${most}).`,
	ja: (name, asked, most) =>
		`コンテナが要求する \`${name}\` は合わせて${asked}で、Podの制限(${most})を超えています。`,
});

const theLimit = text({
	en: (name: string) => `The limit for \`${name}\``,
	ja: (name) => `\`${name}\` の制限`,
});

const BYTES = ["memory", "ephemeral-storage"];

/** The server's warning of amounts of bytes with a fraction; one is enough where a request is its limit's default. */
export function fractionalBytes(
	answer: Answer,
	amounts: Amounts,
	names: readonly string[] = BYTES,
): void {
	for (const name of names) {
		const amount = amounts.get(name);
		if (!amount || amount.isDefault || isWhole(amount.quantity)) continue;
		const printed = formatQuantity(amount.quantity);
		answer.warn(
			amount.place,
			`${amount.path}: fractional byte value ${goQuote(printed)} is invalid, must be an integer`,
			fractional(amount.place.json?.text ?? printed),
			{ rule: "resource-fractional-bytes" },
		);
	}
}
