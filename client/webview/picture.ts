import type { Drawing } from "../src/timeline/drawing";
import {
	arrowHead,
	type Letters,
	lettersOf,
	type Measure,
	mark,
	shortened,
	text,
} from "./marks";
import { type Need, scaleOf } from "./scale";
import type { Shape } from "./shape";
import { talksPicture } from "./talks";

const TOP = 50;
const ROW = 54;
const BAR = 22;
const BAR_TOP = 8;
const PAD = 12;
/** The timeline, and below it who talks to whom, as one SVG of at least a width. */
export function picture(
	drawing: Drawing,
	width: number,
	measure: Measure,
): Shape {
	const letters = lettersOf(measure);
	const { bold, small } = letters;
	const { lanes, steps, phases, moments, arrows } = drawing;
	const left = namesWidth(drawing, letters);
	const scale = scaleOf(needsOf(drawing, letters), width - left - PAD);
	const x = (at: number) => left + scale(at);
	const y = (lane: number) => TOP + lane * ROW;
	const bottom = y(lanes.length);
	const right = x(steps);

	const background = phases.flatMap((phase, index): Shape[] => {
		const from = x(phase.from);
		const size = x(phase.to) - from;
		return [
			{
				tag: "rect",
				attributes: {
					class: index % 2 === 0 ? "phase" : "phase other",
					x: from,
					y: 4,
					width: size,
					height: bottom - 4,
				},
			},
			text("phase-text", from + 6, 19, shortened(phase.text, size - 10, bold)),
		];
	});
	const lines = moments.flatMap(({ at, text: words }, index): Shape[] => {
		const next = moments[index + 1]?.at ?? steps;
		const room = x(next) - x(at) - 6;
		return [
			{
				tag: "path",
				attributes: { class: "moment", d: `M${x(at)} 28V${bottom}` },
			},
			text("moment-text", x(at) + 4, 38, shortened(words, room, small)),
		];
	});

	const rows = lanes.map((lane, row): Shape => {
		const top = y(row);
		const bars = lane.bars.map((bar) => {
			const from = x(bar.from);
			const size = x(bar.to) - from;
			const isThin = bar.kind === "waiting" || bar.kind === "never";
			return mark(bar, `${bar.kind} bar`, { row, x: from, key: bar.kind }, [
				{
					tag: "rect",
					attributes: {
						class: "shape",
						x: from + 1,
						y: top + BAR_TOP,
						width: Math.max(1, size - 2),
						height: BAR,
						rx: 3,
					},
				},
				...(isThin
					? [
							{
								tag: "path",
								attributes: {
									class: "line",
									d: `M${from + 2} ${top + BAR_TOP + BAR / 2}H${from + size - 3}`,
								},
							},
						]
					: []),
				text(
					"bar-text",
					from + 7,
					top + BAR_TOP + (bar.kind === "never" ? 7 : 15),
					shortened(bar.text, size - 10, small),
				),
			]);
		});
		return {
			tag: "g",
			key: lane.text,
			attributes: {
				role: "group",
				"aria-label": lane.label,
				class: lane.current ? "lane current" : "lane",
			},
			children: [
				{
					tag: "rect",
					attributes: {
						class: "lane-back",
						x: 0,
						y: top,
						width: right,
						height: ROW - 2,
					},
				},
				mark(lane, "name", { row, x: 0, key: "name" }, [
					{
						tag: "rect",
						attributes: {
							class: "hit",
							x: 2,
							y: top + 4,
							width: left - 12,
							height: ROW - 12,
						},
					},
					text(
						"lane-text",
						8,
						top + BAR_TOP + 13,
						shortened(lane.text, left - 20, bold),
					),
					text(
						"detail",
						8,
						top + BAR_TOP + 29,
						shortened(lane.detail, left - 20, small),
					),
				]),
				...bars,
			],
		};
	});

	const connections = arrows.map((arrow): Shape => {
		const at = x(arrow.at);
		const ends = arrow.to.map((to) =>
			to > arrow.from
				? { tip: y(to) + BAR_TOP, down: true }
				: { tip: y(to) + BAR_TOP + BAR, down: false },
		);
		const below = ends.filter(({ down }) => down).map(({ tip }) => tip);
		const above = ends.filter(({ down }) => !down).map(({ tip }) => tip);
		const start = y(arrow.from) + BAR_TOP;
		const d = [
			below.length > 0 ? `M${at} ${start + BAR}V${Math.max(...below)}` : "",
			above.length > 0 ? `M${at} ${start}V${Math.min(...above)}` : "",
		].join("");
		const place = { row: Math.max(...arrow.to), x: at - 1 };
		return mark(
			arrow,
			`${arrow.kind} arrow`,
			{ ...place, key: `${arrow.kind} ${arrow.from}` },
			[
				{ tag: "path", attributes: { class: "hit", d } },
				{ tag: "path", attributes: { class: "line", d } },
				...ends.map(({ tip, down }) =>
					arrowHead(at, tip, down ? "down" : "up"),
				),
				text("arrow-text", at + 8, start + BAR + 15, arrow.text),
			],
		);
	});

	const talks = talksPicture(drawing, { left, top: bottom + 16, letters });
	const full = Math.max(right + PAD, talks.right + PAD);
	return {
		tag: "svg",
		attributes: {
			role: "group",
			"aria-label": drawing.label,
			width: full,
			height: talks.bottom + PAD,
			viewBox: `0 0 ${full} ${talks.bottom + PAD}`,
		},
		children: [
			{
				tag: "g",
				key: "back",
				attributes: { "aria-hidden": "true" },
				children: [...background, ...lines],
			},
			{ tag: "g", key: "lanes", children: rows },
			{ tag: "g", key: "arrows", children: connections },
			{ tag: "g", key: "talks", children: talks.shapes },
		],
	};
}

function needsOf(
	{ lanes, moments, phases, steps }: Drawing,
	{ bold, small }: Letters,
): readonly Need[] {
	return [
		...phases.map(({ from, to, text }) => ({
			from,
			to,
			width: bold(text) + 10,
		})),
		...lanes.flatMap(({ bars }) =>
			bars.map(({ from, to, text }) => ({
				from,
				to,
				width: small(text) + 12,
			})),
		),
		...moments.map(({ at, text }, index) => ({
			from: at,
			to: moments[index + 1]?.at ?? steps,
			width: small(text) + 10,
		})),
	];
}

/** Room for the longest name or what stands below it, within limits. */
function namesWidth({ lanes }: Drawing, { bold, small }: Letters): number {
	const widths = lanes.flatMap(({ text, detail }) => [
		bold(text),
		small(detail),
	]);
	return Math.round(Math.min(215, Math.max(90, ...widths) + 22));
}
