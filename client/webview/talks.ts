import type { Drawing } from "../src/timeline/drawing";
import { arrowHead, type Letters, mark, shortened, text } from "./marks";
import type { Shape } from "./shape";

const ROW = 26;
const HEAD = 66;
const COLUMN = 144;

interface Frame {
	readonly left: number;
	readonly top: number;
	readonly letters: Letters;
}

/** Who talks to whom: a column for each volume and port, a row for each container that has to do with one. */
export function talksPicture(
	{ lanes, talks, talksTitle }: Drawing,
	{ left, top, letters: { bold, small } }: Frame,
): {
	readonly shapes: Shape[];
	readonly right: number;
	readonly bottom: number;
} {
	if (talks.length === 0) return { shapes: [], right: 0, bottom: top - 16 };
	const taking = lanes
		.map((_, lane) => lane)
		.filter((lane) =>
			talks.some(({ ends }) => ends.some((end) => end.lane === lane)),
		);
	const y = (lane: number) => top + HEAD + taking.indexOf(lane) * ROW;
	const names = taking.map((lane) =>
		text(
			"lane-text",
			8,
			y(lane) + 4,
			shortened(lanes[lane]?.text ?? "", left - 20, bold),
		),
	);
	const columns = talks.map((talk, column): Shape => {
		const x = left + column * COLUMN + 6;
		const rows = talk.ends.map(({ lane }) => y(lane));
		// Behind the rows of the timeline, for the arrow keys.
		const row = lanes.length;
		return {
			tag: "g",
			key: `${talk.kind} ${talk.text}`,
			attributes: { role: "group", "aria-label": talk.label },
			children: [
				{
					tag: "path",
					attributes: {
						class: `wire ${talk.kind}`,
						d: `M${x} ${Math.min(...rows)}V${Math.max(...rows)}`,
					},
				},
				mark(talk, `talk ${talk.kind}`, { row, x, key: "talk" }, [
					{
						tag: "rect",
						attributes: {
							class: "hit",
							x: x - 8,
							y: top + 20,
							width: COLUMN - 8,
							height: 34,
						},
					},
					text(
						"lane-text",
						x - 4,
						top + 34,
						shortened(talk.text, COLUMN - 16, bold),
					),
					text(
						"detail",
						x - 4,
						top + 48,
						shortened(talk.detail, COLUMN - 16, small),
					),
				]),
				...talk.ends.map((end) => {
					const at = y(end.lane);
					const spot = { row: row + 1 + taking.indexOf(end.lane), x };
					return mark(
						end,
						`end ${talk.kind}`,
						{ ...spot, key: `${end.lane} ${end.way}` },
						[
							{
								tag: "rect",
								attributes: {
									class: "hit",
									x: x - 8,
									y: at - 11,
									width: COLUMN - 8,
									height: 22,
								},
							},
							end.way === "in"
								? arrowHead(x + 8, at, "right")
								: {
										tag: "circle",
										attributes: {
											class: end.way === "both" ? "open" : "head",
											cx: x,
											cy: at,
											r: 4,
										},
									},
							text(
								"end-text",
								x + 14,
								at + 4,
								shortened(end.text, COLUMN - 34, small),
							),
						],
					);
				}),
			],
		};
	});
	return {
		shapes: [
			text("talks-title", 8, top + 12, talksTitle),
			{
				tag: "g",
				key: "names",
				attributes: { "aria-hidden": "true" },
				children: names,
			},
			...columns,
		],
		right: left + talks.length * COLUMN,
		bottom: y(taking.at(-1) ?? 0) + 10,
	};
}
