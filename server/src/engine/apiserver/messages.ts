import { text } from "../text/language";

/** What the commonest answers of the API server mean, in a person's language. */
export const required = text({
	en: (field: string) => `\`${field}\` is missing here.`,
	ja: (field) => `\`${field}\` がありません。`,
});

export const empty = text({
	en: (field: string, value: string) =>
		`\`${field}\` must not be ${value === "0" ? "0" : "empty"}.`,
	ja: (field, value) =>
		`\`${field}\` を${value === "0" ? "0" : "空"}にすることはできません。`,
});

export const unsupported = text({
	en: (field: string, value: string, values: readonly string[]) =>
		value === ""
			? `\`${field}\` must be ${oneOf(values, "or")}.`
			: `\`${field}\` cannot be \`${value}\`; it must be ${oneOf(values, "or")}.`,
	ja: (field, value, values) =>
		value === ""
			? `\`${field}\` は ${oneOf(values, "または")} でなければなりません。`
			: `\`${field}\` に \`${value}\` は使えません。${oneOf(values, "または")} でなければなりません。`,
});

/** @param field the field of the items, or the position of an item that is nothing but the value */
export const duplicate = text({
	en: (field: string | number, value: string) =>
		typeof field === "number"
			? `\`${value}\` stands more than once in this list.`
			: `This list has another item with \`${field}: ${value}\`; each must have its own.`,
	ja: (field, value) =>
		typeof field === "number"
			? `このリストには \`${value}\` が2回以上あります。`
			: `このリストには、ほかにも \`${field}: ${value}\` の項目があります。それぞれ異なる値にしてください。`,
});

export const tooMany = text({
	en: (field: string, count: number, most: number) =>
		`\`${field}\` has ${count} items; at most ${most} are allowed.`,
	ja: (field, count, most) =>
		`\`${field}\` の項目が${count}個あります。許されるのは${most}個までです。`,
});

function oneOf(values: readonly string[], or: string): string {
	const quoted = values.map((value) =>
		value === "" ? '`""`' : `\`${value}\``,
	);
	if (quoted.length > 12)
		return or === "or" ? "one of the known values" : "既知の値のいずれか";
	const last = quoted.pop() ?? "";
	return quoted.length === 0
		? last
		: or === "or"
			? `${quoted.join(", ")} or ${last}`
			: `${quoted.join("、")}${or}${last}`;
}
