/** How long each rule takes on documents that are new each time, and what share of the whole analysis that is. */
import { serverAnswer } from "../../server/src/engine/apiserver/answers";
import { sharesOf } from "../../server/src/engine/apiserver/shares";
import { DEFAULT_SETTINGS, RULES } from "../../server/src/engine/engine";
import { factsFor } from "../../server/src/engine/features/settings";
import { dialsOf, listensOn } from "../../server/src/engine/kubernetes/network";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { Document } from "../../server/src/engine/yaml/document";

/** Rounds of which the fastest half is counted: the others met garbage collection, or the compiler. */
const ROUNDS = 60;
/** No rule may take more of the analysis. */
const MOST = 0.05;

interface Part {
	readonly name: string;
	readonly isRule: boolean;
	readonly run: (document: Document) => void;
}

const facts = factsFor(DEFAULT_SETTINGS);
const context = { ...facts, report: () => undefined };

const PARTS: readonly Part[] = [
	{
		name: "reading YAML, finding Pods",
		isRule: false,
		run: (document) => void podsOf(document),
	},
	{
		name: "recognising roles",
		isRule: false,
		run: (document) => {
			for (const pod of podsOf(document))
				for (const container of pod.all) facts.roleOf(container);
		},
	},
	{
		name: "what the API server says",
		isRule: false,
		run: (document) => void serverAnswer(document, facts.version),
	},
	{
		name: "reading programs, who calls whom",
		isRule: false,
		run: (document) => {
			for (const pod of podsOf(document))
				for (const container of pod.all) {
					dialsOf(container);
					listensOn(container);
				}
		},
	},
	{
		name: "requests, limits and QoS of each container",
		isRule: false,
		run: (document) => {
			for (const pod of podsOf(document)) sharesOf(pod, facts.version);
		},
	},
	...RULES.map((rule) => ({
		name: rule.id,
		isRule: true,
		run: (document: Document) => {
			rule.checkDocument?.(document, context);
			for (const pod of podsOf(document)) rule.checkPod?.(pod, context);
		},
	})),
];

/**
 * @param texts documents, one by one
 * @returns milliseconds of each part for all documents together, the slowest first
 */
export function timeRules(texts: readonly string[]): readonly {
	name: string;
	isRule: boolean;
	milliseconds: number;
	share: number;
}[] {
	const times = PARTS.map((): number[] => []);
	for (let round = 0; round < ROUNDS; round++) {
		// A comment of its own makes each text new: nothing is answered from memory.
		const documents = texts.map((text) => new Document(`${text}# ${round}\n`));
		for (const [index, part] of PARTS.entries()) {
			const begin = performance.now();
			for (const document of documents) part.run(document);
			times[index]?.push(performance.now() - begin);
		}
	}
	const rows = PARTS.map(({ name, isRule }, index) => ({
		name,
		isRule,
		milliseconds: fastHalf(times[index] ?? []),
	}));
	const whole = rows.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
	return rows
		.map((row) => ({ ...row, share: row.milliseconds / whole }))
		.sort((a, b) => b.milliseconds - a.milliseconds);
}

function fastHalf(values: readonly number[]): number {
	const fast = values.toSorted((a, b) => a - b).slice(0, values.length / 2);
	return fast.reduce((sum, value) => sum + value, 0) / fast.length;
}

/** Prints the table; says whether every rule keeps to its share. */
export function printRules(texts: readonly string[], most = 12): boolean {
	const rows = timeRules(texts);
	console.log(
		`\nanalysis of ${texts.length} documents, slowest parts first       ms  share`,
	);
	for (const { name, milliseconds, share } of rows.slice(0, most))
		console.log(
			`${name.padEnd(52)} ${milliseconds.toFixed(2).padStart(6)} ${(100 * share).toFixed(1).padStart(5)} %`,
		);
	const slow = rows.filter(({ isRule, share }) => isRule && share > MOST);
	console.log(
		slow.length === 0
			? `No rule takes more than ${100 * MOST} %.`
			: `Rules that take more than ${100 * MOST} %: ${slow.map(({ name }) => name).join(", ")}.`,
	);
	return slow.length === 0;
}
