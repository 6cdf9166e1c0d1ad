/** A tab stop as it is written the first time: its default text, or its choices. */
interface Stop {
	readonly text: string;
	readonly choices: readonly string[];
}

/** What a snippet body becomes when nobody types anything, save for the choices given. */
export interface Expansion {
	/** The text, with the tabs of the body as they are. */
	readonly text: string;
	/** Tab stops in the order of their first appearance. */
	readonly stops: readonly number[];
	/** Choices by tab stop, as the editor offers them. */
	readonly choices: ReadonlyMap<number, readonly string[]>;
}

/**
 * Expands the part of VS Code's snippet syntax that snippet files here use:
 * tab stops, placeholders (nested too), choices, linked tab stops, escapes.
 * Throws on anything else, and on a tab stop whose text is given only later.
 */
export function expand(
	body: string,
	chosen: ReadonlyMap<number, string> = new Map(),
): Expansion {
	const stops = new Map<number, Stop>();
	let position = 0;

	function fail(problem: string): never {
		throw new Error(
			`${problem} at ${position}: ${body.slice(position, position + 30)}`,
		);
	}

	/** Literal text up to one of the given characters, which is not consumed. */
	function literal(ends: string, escapable: string): string {
		let text = "";
		while (position < body.length) {
			const char = body.charAt(position);
			const next = body.charAt(position + 1);
			if (char === "\\" && next !== "" && escapable.includes(next)) {
				text += next;
				position += 2;
			} else if (ends.includes(char)) {
				break;
			} else {
				text += char;
				position++;
			}
		}
		return text;
	}

	function number(): number {
		const digits = /^\d+/.exec(body.slice(position))?.[0];
		if (digits === undefined) fail("a tab stop without number");
		position += digits.length;
		return Number(digits);
	}

	function linked(id: number): string {
		if (id === 0) return define(id, { text: "", choices: [] });
		return stops.get(id)?.text ?? fail(`tab stop ${id} before its text`);
	}

	function define(id: number, stop: Stop): string {
		if (stops.has(id)) fail(`tab stop ${id} has two texts`);
		stops.set(id, stop);
		return stop.text;
	}

	function choice(id: number): string {
		const choices: string[] = [];
		do {
			position++;
			choices.push(literal(",|", "\\,|"));
		} while (body.charAt(position) === ",");
		if (!body.startsWith("|}", position)) fail("a choice without end");
		position += 2;
		const text = chosen.get(id) ?? choices[0] ?? "";
		if (!choices.includes(text)) fail(`${text} is no choice of ${id}`);
		return define(id, { text, choices });
	}

	function stop(): string {
		position++;
		if (body.charAt(position) !== "{") return linked(number());
		position++;
		const id = number();
		switch (body.charAt(position)) {
			case "}":
				position++;
				return linked(id);
			case "|":
				return choice(id);
			case ":": {
				position++;
				const text = sequence("}");
				if (body.charAt(position) !== "}") fail("a placeholder without end");
				position++;
				return define(id, { text, choices: [] });
			}
			default:
				return fail("an unknown placeholder");
		}
	}

	function sequence(end: string): string {
		let text = "";
		for (;;) {
			text += literal(`$${end}`, "$}\\");
			if (body.charAt(position) !== "$") return text;
			text += stop();
		}
	}

	const text = sequence("");
	const choices = new Map(
		[...stops]
			.filter(([, { choices }]) => choices.length > 0)
			.map(([id, { choices }]) => [id, choices]),
	);
	return { text, stops: [...stops.keys()], choices };
}

/**
 * Every text that a snippet can give by its choices: all first choices, then
 * each other choice on its own.
 */
export function expandAll(body: string): string[] {
	const { text, choices } = expand(body);
	return [
		text,
		...[...choices].flatMap(([id, options]) =>
			options
				.slice(1)
				.map((option) => expand(body, new Map([[id, option]])).text),
		),
	];
}

/**
 * Indents like VS Code: the whitespace before each line, with that of the line
 * of insertion in front, becomes spaces, a tab reaching to the next tab stop.
 */
export function indent(text: string, tabSize: number, column = 0): string {
	return text
		.split("\n")
		.map((line) => {
			const rest = line.trimStart();
			let width = column;
			for (const char of line.slice(0, line.length - rest.length)) {
				width += char === "\t" ? tabSize - (width % tabSize) : 1;
			}
			return " ".repeat(width) + rest;
		})
		.join("\n");
}
