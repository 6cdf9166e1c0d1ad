import type { ServerError } from "../apiserver/answer";
import { serverAnswer } from "../apiserver/answers";
import type { Place } from "../apiserver/place";
import type { Change } from "../kubernetes/change";
import type { Questions } from "../kubernetes/neighbours";
import { Document } from "../yaml/document";
import { refitChange } from "./breaks";
import { defineRule, type Rule, type RuleContext } from "./rule";

/** A rule that tells of what the API server itself says; the checks are in `apiserver/`, where they name the rule. */
export interface ServerRule
	extends Omit<Rule, "checkDocument" | "checkPod" | "severity"> {
	/** The usual one; the API server's answer decides. */
	readonly severity?: Rule["severity"];
	/** How to mend one of its findings, the likeliest way first. */
	readonly fixes?: (
		error: ServerError,
		document: Document,
		context: RuleContext,
	) => readonly (Change | undefined)[];
	/** Does something beside the object see to it that the server gets something else, so that all will be well? */
	readonly isMended?: (error: ServerError, neighbours: Questions) => boolean;
}

export function serverRule({ fixes, isMended, ...rule }: ServerRule): Rule {
	const errorsIn = (document: Document, { version }: RuleContext) =>
		serverAnswer(document, version).errors.get(rule.id) ?? [];
	const tell = (
		error: ServerError,
		document: Document,
		context: RuleContext,
	): void =>
		context.report({
			at: error.at,
			message: error.message,
			severity: error.severity,
			quote: error.quote,
			related: error.related ? [error.related] : [],
			fixes: [
				...(rule.fix === "none"
					? []
					: refits(document, error, rule.id, context)),
				...(fixes?.(error, document, context) ?? []),
			],
		});
	return defineRule({
		severity: "error",
		isAnswer: true,
		...rule,
		...(isMended
			? {
					checkNeighbours({ document, node }, context) {
						for (const error of errorsIn(document, context))
							if (
								rootOf(error.place).node === node &&
								!isMended(error, context.neighbours)
							)
								tell(error, document, context);
					},
				}
			: {
					checkDocument(document, context) {
						for (const error of errorsIn(document, context))
							tell(error, document, context);
					},
				}),
	});
}

/** How many ways to put lines elsewhere are offered. */
const REFITS = 2;

/** Putting lines at other columns, where that is what settles a finding of a rule, and leaves fewer of them. */
function refits(
	document: Document,
	{ at, quote }: ServerError,
	rule: string,
	{ version }: RuleContext,
): readonly Change[] {
	const errorsIn = (of: Document) =>
		serverAnswer(of, version).errors.get(rule) ?? [];
	const settles = (text: string): boolean => {
		const before = errorsIn(document);
		const after = errorsIn(new Document(text));
		const same = (errors: typeof before) =>
			errors.filter((error) => error.quote === quote).length;
		return after.length < before.length && same(after) < same(before);
	};
	return Array.from({ length: REFITS }, (_, index) =>
		refitChange(document, at, index, settles),
	);
}

function rootOf(place: Place): Place {
	let root = place;
	while (root.parent) root = root.parent;
	return root;
}
