import fc from "fast-check";

/** A container of a random Pod: fields in their order, and what is said of it. */
export interface Box {
	readonly fields: Readonly<Record<string, unknown>>;
	/** Comments above it, behind its first line, and inside. */
	readonly above: readonly string[];
	readonly behind: string | undefined;
	readonly inside: string | undefined;
	/** Is there a blank line above? */
	readonly parted: boolean;
}

export interface Spec {
	readonly initContainers?: readonly Box[];
	readonly containers: readonly Box[];
}

/** A way to write a Pod. */
export interface Layout {
	readonly name: string;
	readonly print: (spec: Spec) => string;
}

const box = fc.record({
	fields: fc.record({
		image: fc.constantFrom("example/web:1.8.0", "busybox"),
		args: fc.option(
			fc.array(fc.constantFrom("--a", "b c", "8080"), { maxLength: 2 }),
			{ nil: undefined },
		),
		env: fc.option(fc.constant([{ name: "A", value: "true" }]), {
			nil: undefined,
		}),
		resources: fc.option(fc.constant({ requests: { cpu: "10m" } }), {
			nil: undefined,
		}),
	}),
	above: fc.nat(2),
	behind: fc.boolean(),
	inside: fc.boolean(),
	parted: fc.boolean(),
});

/** Random Pods; all names and comments in one differ. */
export const specs: fc.Arbitrary<Spec> = fc
	.record({
		initContainers: fc.option(fc.array(box, { minLength: 1, maxLength: 3 }), {
			nil: undefined,
		}),
		containers: fc.array(box, { minLength: 1, maxLength: 3 }),
	})
	.map((drawn) => {
		let count = 0;
		const comment = () => `# c${count++}`;
		const boxes = (list: typeof drawn.containers): Box[] =>
			list.map((each) => ({
				fields: Object.fromEntries(
					Object.entries({ name: `n${count++}`, ...each.fields }).filter(
						([, value]) => value !== undefined,
					),
				),
				above: Array.from({ length: each.above }, comment),
				behind: each.behind ? comment() : undefined,
				inside: each.inside ? comment() : undefined,
				parted: each.parted,
			}));
		return {
			...(drawn.initContainers && {
				initContainers: boxes(drawn.initContainers),
			}),
			containers: boxes(drawn.containers),
		};
	});

const plainSpec = ({ initContainers, containers }: Spec) => ({
	...(initContainers && {
		initContainers: initContainers.map(({ fields }) => fields),
	}),
	containers: containers.map(({ fields }) => fields),
	hostNetwork: false,
});
const object = (spec: Spec) => ({ kind: "Pod", spec: plainSpec(spec) });

const word = (value: unknown): string =>
	typeof value === "string" && !/^[a-z][\w/.-]*$/i.test(value)
		? `"${value}"`
		: value === "true"
			? '"true"'
			: String(value);

/** Block style. */
function block(spec: Spec, step: string, dash: string): string {
	const value = (key: string, of: unknown, indent: string): string[] => {
		if (Array.isArray(of)) {
			if (of.length === 0) return [`${indent}${key}: []`];
			return [
				`${indent}${key}:`,
				...of.flatMap((each) =>
					typeof each === "object"
						? mapping(each, `${indent + dash}  `).map((line, index) =>
								index === 0 ? `${indent}${dash}- ${line.trimStart()}` : line,
							)
						: [`${indent}${dash}- ${word(each)}`],
				),
			];
		}
		return typeof of === "object"
			? [`${indent}${key}:`, ...mapping(of as object, indent + step)]
			: [`${indent}${key}: ${word(of)}`];
	};
	const mapping = (of: object, indent: string): string[] =>
		Object.entries(of).flatMap(([key, each]) => value(key, each, indent));
	const list = (key: string, boxes: readonly Box[]): string[] => [
		`${step}${key}:`,
		...boxes.flatMap((each, index) => {
			const at = step + dash;
			const [head = "", ...rest] = mapping(each.fields, `${at}  `);
			return [
				...(each.parted && index > 0 ? [""] : []),
				...each.above.map((line) => at + line),
				`${at}- ${head.trimStart()}${each.behind ? ` ${each.behind}` : ""}`,
				...(each.inside ? [`${at}  ${each.inside}`] : []),
				...rest,
			];
		}),
	];
	return [
		"kind: Pod",
		"spec:",
		...(spec.initContainers ? list("initContainers", spec.initContainers) : []),
		...list("containers", spec.containers),
		`${step}hostNetwork: false`,
		"",
	].join("\n");
}

/** Flow style on one line. */
function oneLine(value: unknown, pad: string): string {
	if (Array.isArray(value))
		return `[${value.map((each) => oneLine(each, pad)).join(", ")}]`;
	if (typeof value === "object" && value !== null) {
		const parts = Object.entries(value).map(
			([key, each]) => `${key}: ${oneLine(each, pad)}`,
		);
		return parts.length === 0 ? "{}" : `{${pad}${parts.join(", ")}${pad}}`;
	}
	return typeof value === "string" ? JSON.stringify(value) : String(value);
}

interface Lines {
	readonly step: string;
	readonly trailing: boolean;
	readonly cuddled: boolean;
	readonly shortItems: boolean;
	readonly comments: boolean;
}

/** Flow style over several lines. */
function manyLines(spec: Spec, style: Lines): string {
	const { step, trailing, cuddled, shortItems } = style;
	const wrap = (
		open: string,
		parts: string[][],
		close: string,
		indent: string,
	): string[] => [
		open,
		...parts.flatMap((lines, index) => {
			const comma = index < parts.length - 1 || trailing ? "," : "";
			// A comment behind the last line stands behind the comma.
			return lines.map((line, at) =>
				at === lines.length - 1
					? line.replace(/( # c\d+)?$/, `${comma}$1`)
					: line,
			);
		}),
		`${indent}${close}`,
	];
	const value = (of: unknown, indent: string): string[] => {
		const inner = indent + step;
		if (Array.isArray(of)) {
			if (of.length === 0) return ["[]"];
			if (cuddled && of.every((each) => typeof each === "object"))
				return cuddle(of.map((each) => value(each, indent)));
			return wrap(
				"[",
				of.map((each) => {
					const lines = value(each, inner);
					return [inner + lines[0], ...lines.slice(1)];
				}),
				"]",
				indent,
			);
		}
		if (typeof of === "object" && of !== null)
			return Object.keys(of).length === 0
				? ["{}"]
				: wrap(
						"{",
						Object.entries(of).map(([key, each]) => {
							const lines = value(each, inner);
							return [`${inner}${key}: ${lines[0]}`, ...lines.slice(1)];
						}),
						"}",
						indent,
					);
		return [typeof of === "string" ? JSON.stringify(of) : String(of)];
	};
	const cuddle = (items: string[][]): string[] => {
		const lines: string[] = [];
		for (const item of items) {
			if (lines.length === 0) lines.push(`[${item[0]}`, ...item.slice(1));
			else lines.push(`${lines.pop()}, ${item[0]}`, ...item.slice(1));
		}
		lines.push(`${lines.pop()}]`);
		return lines;
	};
	const item = (each: Box, indent: string): string[] => {
		const lines = shortItems
			? [oneLine(each.fields, " ")]
			: value(each.fields, indent);
		if (style.comments && each.inside && lines.length > 1)
			lines.splice(1, 0, `${indent}${step}${each.inside}`);
		return lines;
	};
	const list = (boxes: readonly Box[], indent: string): string[] => {
		if (cuddled) return cuddle(boxes.map((each) => item(each, indent)));
		const inner = indent + step;
		return wrap(
			"[",
			boxes.map((each, index) => {
				const lines = item(each, inner);
				lines[0] = inner + lines[0];
				if (!style.comments) return lines;
				if (each.behind) lines.push(`${lines.pop()} ${each.behind}`);
				return [
					...(each.parted && index > 0 ? [""] : []),
					...each.above.map((line) => inner + line),
					...lines,
				];
			}),
			"]",
			indent,
		);
	};
	const entry = (key: string, lines: string[], indent: string) => [
		`${indent}${key}: ${lines[0]}`,
		...lines.slice(1),
	];
	const two = step + step;
	return [
		...wrap(
			"{",
			[
				entry("kind", ['"Pod"'], step),
				entry(
					"spec",
					wrap(
						"{",
						[
							...(spec.initContainers
								? [entry("initContainers", list(spec.initContainers, two), two)]
								: []),
							entry("containers", list(spec.containers, two), two),
							entry("hostNetwork", ["false"], two),
						],
						"}",
						step,
					),
					step,
				),
			],
			"}",
			"",
		),
		"",
	].join("\n");
}

const json = (indent: number | string) => (spec: Spec) =>
	`${JSON.stringify(object(spec), undefined, indent)}\n`;

/** Every way in which people write Pods, and Kubernetes does. */
export const LAYOUTS: readonly Layout[] = [
	{ name: "block style", print: (spec) => block(spec, "  ", "  ") },
	{ name: "block style, dashes flush", print: (spec) => block(spec, "  ", "") },
	{
		name: "block style, four columns",
		print: (spec) => block(spec, "    ", "    "),
	},
	{
		name: "flow style on one line",
		print: (spec) => `${oneLine(object(spec), " ")}\n`,
	},
	{
		name: "lists of flow style in block style",
		print: (spec) => {
			const { initContainers, containers } = plainSpec(spec);
			const lists = { ...(initContainers && { initContainers }), containers };
			return `kind: Pod\nspec:\n${Object.entries(lists)
				.map(([key, value]) => `  ${key}: ${oneLine(value, "")}\n`)
				.join("")}  hostNetwork: false\n`;
		},
	},
	{
		name: "flow style over lines",
		print: (spec) =>
			manyLines(spec, {
				step: "  ",
				trailing: false,
				cuddled: false,
				shortItems: false,
				comments: true,
			}),
	},
	{
		name: "flow style over lines, with trailing commas",
		print: (spec) =>
			manyLines(spec, {
				step: "  ",
				trailing: true,
				cuddled: false,
				shortItems: false,
				comments: true,
			}),
	},
	{
		name: "flow style, an item a line",
		print: (spec) =>
			manyLines(spec, {
				step: "    ",
				trailing: false,
				cuddled: false,
				shortItems: true,
				comments: true,
			}),
	},
	{ name: "JSON", print: json(2) },
	{ name: "JSON, four columns", print: json(4) },
	{ name: "JSON, tabs", print: json("\t") },
	{ name: "JSON without blanks", print: json(0) },
	{
		name: "KYAML",
		print: (spec) =>
			`---\n${manyLines(spec, { step: "  ", trailing: true, cuddled: true, shortItems: false, comments: true })}`,
	},
];
