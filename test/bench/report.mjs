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

/**
 * @typedef {object} Row
 * @property {number | undefined} lines of the text; none for what does not depend on one
 * @property {string} name
 * @property {string} unit
 * @property {number | undefined} ours undefined: not measured
 * @property {number | undefined} peer
 * @property {number | undefined} peerWork the peer's time without its fixed wait
 * @property {{ text: string, met: boolean | undefined } | undefined} bar `met` is undefined when not measured
 */

/**
 * The rows of one size.
 * @param {number} lines
 * @param {import("./measure.mjs").Measurement} ours
 * @param {import("./measure.mjs").Measurement} peer
 * @returns {Row[]}
 */
export function rowsFor(lines, ours, peer) {
	const time = (name, of, waits, bar) => {
		const row = { lines, name, unit: "ms", ours: of(ours), peer: of(peer) };
		const peerWork = waits ? Math.max(0, row.peer - PEER_WAIT_MS) : undefined;
		return { ...row, peerWork, bar: bar?.(row.ours, peerWork) };
	};
	const typed = (percent) => (of) => percentile(of.keystroke, percent);
	const memory = (of) => of.peakMemory && of.peakMemory / 1024;
	return [
		time("initialize, from process start", (of) =>
			percentile(of.initialize, 50),
		),
		time(
			"opening → diagnostics",
			(of) => percentile(of.open, 50),
			true,
			lines === LARGE
				? (value, work) => ({ text: "< peer's work", met: value < work })
				: undefined,
		),
		time("keystroke → diagnostics, p50", typed(50), true),
		time("keystroke → diagnostics, p95", typed(95), true, (value) =>
			atMost(value, KEYSTROKE_BARS.get(lines), "ms"),
		),
		time("keystroke → diagnostics, max", typed(100), true),
		{
			lines,
			name: "peak memory",
			unit: "MiB",
			ours: memory(ours),
			peer: memory(peer),
			peerWork: undefined,
			bar:
				lines === LARGE
					? { text: "≤ half the peer's", met: half(memory(ours), memory(peer)) }
					: undefined,
		},
		{
			lines,
			name: "diagnostics published",
			unit: "",
			ours: ours.diagnostics,
			peer: peer.diagnostics,
			peerWork: undefined,
			bar: undefined,
		},
		{
			lines,
			name: "publications that miss the typed word",
			unit: "",
			ours: ours.stale,
			peer: peer.stale,
			peerWork: undefined,
			bar: { text: "none", met: ours.stale === 0 && peer.stale === 0 },
		},
	];
}

/**
 * The row of the package's size.
 * @param {{ bytes: number, source: string } | undefined} size
 * @returns {Row}
 */
export function sizeRow(size) {
	const kibibytes = size && size.bytes / 1024;
	return {
		lines: undefined,
		name: `VSIX size (${size?.source ?? "nothing built"})`,
		unit: "KiB",
		ours: kibibytes,
		peer: undefined,
		peerWork: undefined,
		bar: atMost(kibibytes, VSIX_BAR_KIB, "KiB"),
	};
}

/** @param {Row[]} rows */
export function missed(rows) {
	return rows.filter(({ bar }) => bar?.met === false);
}

/**
 * @param {Row[]} rows
 * @returns a table of plain text with a heading for each size
 */
export function table(rows) {
	const head = ["", "ours", "peer", "÷", "peer's work", "÷", "bar", ""];
	const cells = rows.map((row) => [
		`${row.name}${row.unit && ` [${row.unit}]`}`,
		number(row.ours, row.unit) || "not measured",
		number(row.peer, row.unit),
		ratio(row, row.peer),
		number(row.peerWork, row.unit),
		ratio(row, row.peerWork),
		row.bar?.text ?? "",
		verdict(row.bar),
	]);
	const widths = head.map((title, column) =>
		Math.max(title.length, ...cells.map((line) => line[column].length)),
	);
	const format = (line) =>
		line
			.map((cell, column) =>
				column > 0 && column < 6
					? cell.padStart(widths[column])
					: cell.padEnd(widths[column]),
			)
			.join("  ")
			.trimEnd();
	const lines = [`peer: ${peerServer.name}; ÷: ours ÷ the column before it`];
	rows.forEach((row, index) => {
		if (index === 0 || row.lines !== rows[index - 1].lines) {
			const title = row.lines && `${row.lines.toLocaleString("en")} lines`;
			lines.push("", format([title ?? "package", ...head.slice(1)]));
		}
		lines.push(format(cells[index]));
	});
	return lines.join("\n");
}

function atMost(value, limit, unit) {
	const met = value === undefined ? undefined : value <= limit;
	return { text: `≤ ${limit} ${unit}`, met };
}

function half(ours, peer) {
	return ours && peer ? ours <= peer / 2 : undefined;
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
