import type { Container } from "../../kubernetes/container";
import { isNull, scalarOf, stringOf } from "../../kubernetes/values";
import type { Range } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { moveItemBefore } from "../../yaml/list-edit";
import { type Item, itemsOf, type Scalar, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, own: boolean) =>
		own
			? `\`$(${name})\` is the variable itself: it stays as it is written, letter by letter.`
			: `\`$(${name})\` is defined further down. Kubernetes replaces only what it has seen already: the container gets \`$(${name})\`, letter by letter.`,
	ja: (name, own) =>
		own
			? `\`$(${name})\` はこの変数自身を指しているため置き換えられず、文字列のまま残ります。`
			: `\`$(${name})\` はこれより下で定義されています。Kubernetesが置き換えるのは先に定義された変数だけなので、コンテナには \`$(${name})\` という文字列がそのまま渡されます。`,
});
const later = text({
	en: (name: string) => `\`${name}\` is defined here.`,
	ja: (name) => `\`${name}\` はここで定義されています。`,
});
const move = text({
	en: (name: string) => `Move \`${name}\` before it`,
	ja: (name) => `\`${name}\` をこの前に移動`,
});

export default defineRule({
	id: "env-forward-reference",
	title: fixedText({
		en: "An environment variable refers to one that is defined after it",
		ja: "環境変数が後で定義される変数を参照している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/",
	mentions: ["$("],
	checkPod(pod, { report }) {
		for (const container of pod.all) {
			const variables = variablesOf(container);
			for (const [index, { value, item }] of variables.entries()) {
				if (!value) continue;
				for (const { name, at } of referencesIn(value)) {
					const before = variables.slice(0, index);
					const after = variables.slice(index);
					// A name that is not known may be the one.
					if (before.some((other) => other.name === name || !other.name))
						continue;
					const definition = after.find((other) => other.name === name);
					if (!definition || mayComeFromElsewhere(container)) continue;
					const own = definition.item === item;
					report({
						at,
						message: found(name, own),
						related: own ? [] : [{ at: definition.at, message: later(name) }],
						fixes: own
							? []
							: [
									{
										title: move(name),
										safety: "review",
										preferred: true,
										edit: () =>
											needs(definition, after)
												? undefined
												: moveItemBefore(pod.document, definition.item, item),
									},
								],
					});
				}
			}
		}
	},
});

/** Does a variable refer to one of those that it would be moved before? */
const needs = ({ value }: Variable, others: readonly Variable[]): boolean =>
	value !== undefined &&
	referencesIn(value).some(({ name }) =>
		others.some((other) => other.name === name),
	);

interface Variable {
	readonly item: Item;
	readonly at: Range;
	/** Nothing where it is not known. */
	readonly name: string | undefined;
	readonly value: Scalar | undefined;
}

function variablesOf(container: Container): readonly Variable[] {
	return itemsOf(valueAt(container.node, "env")).map((item) => {
		const name = valueAt(item.value, "name");
		return {
			item,
			at: name ?? item,
			name: stringOf(name),
			value: scalarOf(valueAt(item.value, "value")),
		};
	});
}

/** Variables of ConfigMaps and Secrets come first, and may have the same name. */
const mayComeFromElsewhere = (container: Container): boolean => {
	const from = valueAt(container.node, "envFrom");
	return !isNull(from) && (from?.kind !== "sequence" || from.items.length > 0);
};

const SERVICE = /_SERVICE_(?:HOST|PORT)|_PORT(?:_\d+_|$)/;

/** What `$(NAME)` names in a text, but for `$$(NAME)`, which is meant so; with its place, where the text is as written. */
function referencesIn(value: Scalar) {
	const { text, style, start, end } = value;
	const shift = style === "plain" ? 0 : 1;
	const asWritten = end - start === text.length + 2 * shift;
	const found: { name: string; at: Range }[] = [];
	// The variables of Services are there from the beginning.
	for (const match of text.matchAll(/\$\$|\$\(([^()$\s]+)\)/g)) {
		const [whole, name] = match;
		if (name === undefined || SERVICE.test(name)) continue;
		const from = start + shift + match.index;
		found.push({
			name,
			at: asWritten ? { start: from, end: from + whole.length } : value,
		});
	}
	return found;
}
