import assert from "node:assert/strict";
import {
	DEFAULT_SETTINGS,
	type Language,
	Source,
	type TimelineDrawing,
	timelineDrawingAt,
	type Version,
} from "../../server/src/engine/engine";

/** Timelines as tests look at them. */

export function drawingAt(
	text: string,
	offset: number,
	{
		language = "en",
		version = DEFAULT_SETTINGS.kubernetesVersion,
	}: { language?: Language; version?: Version } = {},
): TimelineDrawing | undefined {
	const settings = { ...DEFAULT_SETTINGS, kubernetesVersion: version };
	return timelineDrawingAt(Source.open(text), offset, settings, language);
}

export function drawingOf(
	text: string,
	options: { language?: Language; version?: Version } = {},
): TimelineDrawing {
	const drawing = drawingAt(text, text.length, options);
	assert.ok(drawing, "a Pod");
	return drawing;
}

/** A Pod spec's fields in flow style, as a manifest. */
export function podOf(fields: string, kind = "Pod"): string {
	const spec = fields.replace(/\n\t*/g, " ");
	return kind === "Pod"
		? `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { ${spec} }\n`
		: `apiVersion: batch/v1\nkind: Job\nmetadata: { name: web }\nspec: { template: { spec: { ${spec} } } }\n`;
}

/** A lane as `name: kind from-to, …`. */
export const lanesOf = ({ lanes }: TimelineDrawing): readonly string[] =>
	lanes.map(
		({ text, bars }) =>
			`${text}: ${bars.map(({ kind, from, to }) => `${kind} ${from}-${to}`).join(", ")}`,
	);
/** An arrow as `kind from → to: text`. */
export const arrowsOf = ({
	arrows,
	lanes,
}: TimelineDrawing): readonly string[] =>
	arrows.map(
		({ kind, from, to, text }) =>
			`${kind} ${lanes[from]?.text} → ${to.map((lane) => lanes[lane]?.text).join(" + ")}: ${text}`,
	);
export const sectionOf = (
	{ sections }: TimelineDrawing,
	title: string,
): readonly string[] =>
	sections
		.find((section) => section.title === title)
		?.facts.map(({ text }) => text) ?? [];
/** A volume or port as `name: container way text, …`. */
export const talksOf = ({ talks, lanes }: TimelineDrawing): readonly string[] =>
	talks.map(
		({ text, ends }) =>
			`${text}: ${ends.map((end) => `${lanes[end.lane]?.text} ${end.way} ${end.text}`).join(", ")}`,
	);

/** Every text that a person gets to see. */
export function textsOf(value: unknown): readonly string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null
		? Object.values(value).flatMap(textsOf)
		: [];
}

export function check(text: string, drawing: TimelineDrawing): void {
	const { arrows, lanes, moments, phases, places, sections, steps, talks } =
		drawing;
	const marks = [
		...lanes,
		...lanes.flatMap(({ bars }) => bars),
		...arrows,
		...talks,
		...talks.flatMap(({ ends }) => ends),
	];
	for (const { label, place } of marks) {
		assert.notEqual(label.trim(), "");
		assert.ok(places[place], `a place for ${label}`);
	}
	for (const { start, end } of places)
		assert.ok(0 <= start && start <= end && end <= text.length);
	for (const { bars, text: name } of lanes) {
		let at = bars[0]?.from ?? 0;
		for (const { from, to } of bars) {
			assert.equal(from, at, `${name} has no gap`);
			assert.ok(from < to && to <= steps, `${name} goes forward`);
			at = to;
		}
	}
	for (const { at, from, to } of arrows) {
		assert.ok(0 <= at && at <= steps && to.length > 0);
		for (const lane of [from, ...to]) assert.ok(lanes[lane]);
	}
	for (const { ends } of talks) {
		assert.ok(ends.length > 1, "nobody talks alone");
		for (const { lane } of ends) assert.ok(lanes[lane]);
	}
	for (const { at } of moments) assert.ok(at <= steps);
	assert.equal(phases.at(-1)?.to, steps);
	for (const { title, facts } of sections) {
		assert.notEqual(title, "");
		for (const { text: fact, place } of facts) {
			assert.notEqual(fact.trim(), "");
			assert.ok(place === undefined || places[place]);
		}
	}
	for (const shown of textsOf(drawing))
		assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
}

/** What does not depend on the language. */
export const bones = (drawing: TimelineDrawing): unknown =>
	JSON.parse(
		JSON.stringify(drawing, (key, value) =>
			/^(?:text|label|detail|title|subtitle|talksTitle)$/.test(key)
				? undefined
				: value,
		),
	);
