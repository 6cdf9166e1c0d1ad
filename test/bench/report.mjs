/** Turns measurements into rows with bars, and rows into a table. */
import { percentile } from "./measure.mjs";
import { PEER_WAIT_MS, peer as peerServer } from "./servers.mjs";

/** What a keystroke may cost in milliseconds (95th percentile), by lines of the text. */
const KEYSTROKE_BARS = new Map([
	[36, 3],
	[1_080, 5],
	[21_600, 8],
]);
/** Below this size the memory is mostly Node's own, which nobody can halve; opening is over before anybody looks. */
const LARGE = 21_600;
const VSIX_BAR_KIB = 1_024;

const HEAD = ["", "ours", "peer", "÷", "work", "÷", "floor", "bar", ""];

/**
 * @typedef {object} Row
 * @property {number} [lines] of the text; none for what does not depend on one
 * @property {string} name
 * @property {string} unit
 * @property {number | undefined} ours undefined: not measured
 * @property {number | undefined} [peer]
 * @property {number | undefined} [peerWork] the peer's time without its fixed wait
 * @property {number | undefined} [floor] of a server that does nothing
 * @property {{ text: string, limit?: number, met: boolean | undefined }} [bar] `met` is undefined when not measured
 */

/**
 * The rows of one size.
 * @param {number} lines
 * @param {import("./measure.mjs").Measurement} floor
 * @param {import("./measure.mjs").Measurement} ours
 * @param {import("./measure.mjs").Measurement} peer
 * @returns {Row[]}
 */
export function rowsFor(lines, floor, ours, peer) {
	const row = (name, unit, of, bar) => ({
		lines,
		name,
		unit,
		ours: of(ours),
		peer: of(peer),
		floor: of(floor),
		bar: bar?.(of(ours), of(peer)),
	});
	const waiting = (name, of, bar) => {
		const work = Math.max(0, of(peer) - PEER_WAIT_MS);
		return {
			...row(`${name} → diagnostics`, "ms", of),
			peerWork: work,
			bar: bar?.(of(ours), work),
		};
	};
	const typed = (percent) => (of) => percentile(of.keystroke, percent);
	const onlyLarge = (bar) => (lines === LARGE ? bar : undefined);
	return [
		row("process start → initialized", "ms", (of) =>
			percentile(of.initialize, 50),
		),
		waiting(
			"opening",
			(of) => percentile(of.open, 50),
			onlyLarge((value, work) => ({
				text: "< peer's work",
				met: value < work,
			})),
		),
		waiting("keystroke p50", typed(50)),
		waiting("keystroke p95", typed(95), (value) =>
			atMost(value, KEYSTROKE_BARS.get(lines), "ms"),
		),
		waiting("keystroke max", typed(100)),
		row(
			"peak memory",
			"MiB",
			(of) => of.peakMemory && of.peakMemory / 1024,
			onlyLarge((value, other) => ({
				text: "≤ half the peer's",
				met: value && other ? value <= other / 2 : undefined,
			})),
		),
		row("diagnostics published", "", (of) => of.diagnostics),
		{
			...row("publications that miss the typed word", "", (of) => of.stale),
			floor: undefined,
			bar: { text: "none", met: ours.stale === 0 && peer.stale === 0 },
		},
	];
}

/**
 * The row of the package's size.
 * @param {{ bytes: number, source: string }} size
 * @returns {Row}
 */
export function sizeRow({ bytes, source }) {
	const ours = bytes / 1024;
	const bar = atMost(ours, VSIX_BAR_KIB, "KiB");
	return { name: `VSIX size (${source})`, unit: "KiB", ours, bar };
}

/** @param {Row[]} rows */
export function missed(rows) {
	return rows.filter(({ bar }) => bar?.met === false);
}

/**
 * The rows whose bar says little, since a server that does nothing already needs half of it.
 * @param {Row[]} rows
 */
export function busy(rows) {
	return rows.filter(({ bar, floor }) => bar?.limit && floor > bar.limit / 2);
}

/**
 * @param {Row[]} rows
 * @returns a table of plain text with a heading for each size
 */
export function table(rows) {
	const cells = rows.map((row) => [
		row.unit ? `${row.name} [${row.unit}]` : row.name,
		number(row.ours, row.unit) || "not measured",
		number(row.peer, row.unit),
		ratio(row, row.peer),
		number(row.peerWork, row.unit),
		ratio(row, row.peerWork),
		number(row.floor, row.unit),
		row.bar?.text ?? "",
		verdict(row.bar),
	]);
	const widths = HEAD.map((title, column) =>
		Math.max(title.length, ...cells.map((line) => line[column].length)),
	);
	const format = (line) =>
		line
			.map((cell, column) =>
				column > 0 && column < HEAD.length - 2
					? cell.padStart(widths[column])
					: cell.padEnd(widths[column]),
			)
			.join("  ")
			.trimEnd();
	const lines = [`peer: ${peerServer.name}; ÷: ours ÷ the column before it`];
	rows.forEach((row, index) => {
		if (index === 0 || row.lines !== rows[index - 1].lines) {
			const title = row.lines && `${row.lines.toLocaleString("en")} lines`;
			lines.push("", format([title ?? "package", ...HEAD.slice(1)]));
		}
		lines.push(format(cells[index]));
	});
	return lines.join("\n");
}

function atMost(value, limit, unit) {
	return { text: `≤ ${limit} ${unit}`, limit, met: value <= limit };
}

function number(value, unit) {
	if (value === undefined) return "";
	if (unit === "") return String(value);
	return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function ratio(row, other) {
	return row.ours && other && row.unit ? (row.ours / other).toFixed(3) : "";
}

function verdict(bar) {
	if (!bar) return "";
	return bar.met === undefined ? "not measured" : bar.met ? "met" : "MISSED";
}
