/** `{ name: a, { … } }`: YAML allows it, and nobody means it. */
export function hasObjectForKey(value: string): boolean {
	const open: string[] = [];
	let before = "";
	// Quoted texts count as one character.
	for (const [token] of value.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|\S/g)) {
		if (/[\]}]/.test(token)) open.pop();
		else if (/^[[{]/.test(token)) {
			if (open.at(-1) === "{" && /[{,]/.test(before)) return true;
			open.push(token);
		}
		before = token;
	}
	return false;
}

/** `{ a, b: c }`, `[a: b]`: YAML allows it, and nobody means it. */
export function hasOddEntry(value: string): boolean {
	const isColon = (index: number) =>
		/^:(?:["'[{\s]|$)/.test(value.slice(index, index + 2));
	const open: {
		readonly isObject: boolean;
		state: "begins" | "key" | "value";
	}[] = [];
	for (const { 0: token, index } of value.matchAll(
		/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\S/g,
	)) {
		const top = open.at(-1);
		if (token === "{" || token === "[")
			open.push({ isObject: token === "{", state: "begins" });
		else if (token === "}" || token === "]" || token === ",") {
			if (top?.isObject && top.state === "key") return true;
			if (token === ",") {
				if (top) top.state = "begins";
			} else open.pop();
		} else if (top && top.state !== "value") {
			const isValue = top.state === "key" && isColon(index);
			if (isValue && !top.isObject) return true;
			top.state = isValue ? "value" : "key";
		}
	}
	return false;
}
