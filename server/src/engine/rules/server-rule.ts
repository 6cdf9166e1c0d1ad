import type { ServerError } from "../apiserver/answer";
import { serverAnswer } from "../apiserver/answers";
import type { Change } from "../kubernetes/change";
import type { Document } from "../yaml/document";
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
}

export function serverRule({ fixes, ...rule }: ServerRule): Rule {
	return defineRule({
		severity: "error",
		isAnswer: true,
		...rule,
		checkDocument(document, context) {
			const { errors } = serverAnswer(document, context.version);
			for (const error of errors.get(rule.id) ?? []) {
				context.report({
					at: error.at,
					message: error.message,
					severity: error.severity,
					quote: error.quote,
					related: error.related ? [error.related] : [],
					fixes: fixes?.(error, document, context) ?? [],
				});
			}
		},
	});
}
