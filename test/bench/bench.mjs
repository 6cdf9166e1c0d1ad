#!/usr/bin/env node
/** `npm run bench`: our language server beside yaml-language-server, over real stdio, in one run. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { register } from "tsx/cjs/api";
import { makeStream } from "./manifests.mjs";
import { measure } from "./measure.mjs";
import { packageSize } from "./package-size.mjs";
import { busy, missed, rowsFor, sizeRow, table } from "./report.mjs";
import { conditions, floor, ours, peer } from "./servers.mjs";

// The rules are timed in their sources: the bundles do not show them one by one.
register();
const { printRules } = createRequire(import.meta.url)("./rules.ts");

const USAGE = `npm run bench -- [options]
  --check      exit with 1 when a bar is missed
  --json FILE  write every number to FILE
  --vsix FILE  take the size of this package instead of an estimate from dist
  --quick      a tenth of the keystrokes; too few to judge by`;

const PLANS = [
	{ lines: 36, openings: 5, warmUp: 30, keystrokes: 200 },
	{ lines: 1_080, openings: 5, warmUp: 30, keystrokes: 200 },
	{ lines: 21_600, openings: 3, warmUp: 10, keystrokes: 60 },
];

async function main() {
	const { values: options } = parseArgs({
		options: {
			check: { type: "boolean" },
			help: { type: "boolean" },
			json: { type: "string" },
			quick: { type: "boolean" },
			vsix: { type: "string" },
		},
	});
	if (options.help) {
		console.log(USAGE);
		return 0;
	}
	for (const server of [ours, peer]) {
		if (!existsSync(server.module))
			throw new Error(`${server.module} is missing`);
	}
	const size = sizeRow(await packageSize(options.vsix));
	const plans = options.quick ? PLANS.map(shortened) : PLANS;
	const measured = [];
	for (const plan of plans) {
		console.error(
			`${plan.lines} lines: ${plan.openings} openings, ${plan.keystrokes} keystrokes …`,
		);
		measured.push({
			lines: plan.lines,
			servers: await measure(plan.lines, [floor, ours, peer], plan),
		});
	}
	const rows = measured.flatMap(({ lines, servers }) =>
		rowsFor(lines, ...servers),
	);
	rows.push(size);
	const machine = `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}`;

	console.log([machine, ...conditions, "", table(rows)].join("\n"));
	const keepsShare = printRules(makeStream(1_080).text.split(/^(?=---$)/m));
	console.log(
		"\nActivation is not measured here: the suite in VS Code does it.",
	);
	if (options.json) {
		const report = { machine, peer: peer.name, plans, rows, measured };
		await writeFile(
			options.json,
			`${JSON.stringify(report, undefined, "\t")}\n`,
		);
	}
	for (const { lines, name, floor } of busy(rows)) {
		console.log(
			`The machine was busy (${lines} lines, ${name}: the floor alone is ${floor.toFixed(1)} ms): measure again.`,
		);
	}
	const misses = missed(rows);
	if (!keepsShare) misses.push("time of a rule");
	console.log(
		misses.length === 0
			? "No bar is missed."
			: `Bars missed: ${misses.length}.`,
	);
	return options.check && misses.length > 0 ? 1 : 0;
}

function shortened(plan) {
	const { keystrokes } = plan;
	return { ...plan, openings: 1, warmUp: 5, keystrokes: keystrokes / 10 };
}

try {
	process.exitCode = await main();
} catch (error) {
	const misused = error.code?.startsWith("ERR_PARSE_ARGS");
	console.error(`bench: ${error.message}${misused ? `\n\n${USAGE}` : ""}`);
	process.exitCode = 2;
}
