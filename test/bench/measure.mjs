/** Measures servers side by side: fresh processes for opening, then keystrokes in turn. */
import { setTimeout } from "node:timers/promises";
import { LanguageClient } from "./client.mjs";
import { keystrokes, makeStream } from "./manifests.mjs";

const URI = "file:///bench/manifests.yaml";

/**
 * The servers take each keystroke in turn, so that whatever else the machine does meets all alike; then everybody rests
 * for as long as a quick typist does. Without it the garbage collection that a large server does after it has published
 * slows down the next one: on two cores even a server that does nothing then needs three times as long at p95.
 */
const PAUSE_MS = 100;

/**
 * @typedef {object} Measurement one server on one text
 * @property {number[]} initialize milliseconds from starting the process to the answer to `initialize`
 * @property {number[]} open milliseconds from opening to published diagnostics, each in a fresh process
 * @property {number[]} keystroke milliseconds from a change to published diagnostics
 * @property {number} diagnostics how many it publishes for this text
 * @property {number} stale publications without the finding on the very characters that were just typed
 * @property {number | undefined} peakMemory KiB; undefined where the system does not tell
 */

/**
 * @param {number} lines
 * @param {import("./client.mjs").Server[]} servers
 * @param {{ openings: number, warmUp: number, keystrokes: number }} plan
 * @returns {Promise<Measurement[]>} in the order of the servers, which should be the one of their weight, light ones first
 */
export async function measure(lines, servers, plan) {
	const stream = makeStream(lines);
	const runs = servers.map((server) => newRun(server, stream));
	try {
		for (let opening = 0; opening < plan.openings; opening++) {
			for (const run of runs) await openAfresh(run);
		}
		for (let count = -plan.warmUp; count < plan.keystrokes; count++) {
			await setTimeout(PAUSE_MS);
			for (const run of runs) await typeOnce(run, count >= 0);
		}
		for (const { client, measurement } of runs) {
			measurement.peakMemory = await client.peakMemory();
		}
	} finally {
		await Promise.all(runs.map(({ client }) => client?.stop()));
	}
	return runs.map(({ measurement }) => measurement);
}

function newRun(server, stream) {
	return {
		server,
		text: stream.text,
		keys: keystrokes(stream),
		/** @type {LanguageClient | undefined} */
		client: undefined,
		/** @type {Measurement} */
		measurement: {
			initialize: [],
			open: [],
			keystroke: [],
			diagnostics: 0,
			stale: 0,
			peakMemory: undefined,
		},
	};
}

async function openAfresh(run) {
	await run.client?.stop();
	const { client, initialize } = await LanguageClient.start(run.server);
	run.client = client;
	const { milliseconds, diagnostics } = await client.open(URI, run.text);
	run.measurement.initialize.push(initialize);
	run.measurement.open.push(milliseconds);
	run.measurement.diagnostics = diagnostics.length;
}

async function typeOnce(run, counts) {
	const key = run.keys.next().value;
	const { milliseconds, diagnostics } = await run.client.type(key);
	if (!counts) return;
	run.measurement.keystroke.push(milliseconds);
	if (!diagnostics.some(({ range }) => samePosition(range.end, key.end)))
		run.measurement.stale++;
}

function samePosition(a, b) {
	return a.line === b.line && a.character === b.character;
}

/**
 * The nearest-rank percentile.
 * @param {number[]} values at least one
 * @param {number} percent
 */
export function percentile(values, percent) {
	const sorted = values.toSorted((a, b) => a - b);
	const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
	return sorted[rank - 1];
}
