import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";
import { jsonOf } from "../../server/src/engine/kubernetes/json";

/**
 * Scalars as they are written, by what Kubernetes makes of them. Recorded from the API server's own code: the JSON that
 * `sigs.k8s.io/yaml` 1.6.0 writes, and the answers of 1.27, 1.35 and 1.37 to each of them as a string, an integer and a
 * boolean, which agree.
 */
const NUMBERS: Readonly<Record<string, string>> = {
	"0": "0",
	"-0": "0",
	"+1": "1",
	"-1": "-1",
	"00": "0",
	"007": "7",
	"0644": "420",
	"-0644": "-420",
	"0_644": "420",
	"0800": "800",
	"08": "8",
	"08.5": "8.5",
	"0o17": "15",
	"0O17": "15",
	"-0o17": "-15",
	"0x1F": "31",
	"0X1f": "31",
	"-0x10": "-16",
	"0x_1F": "31",
	"0b101": "5",
	"0B11": "3",
	"-0b11": "-3",
	"1_000": "1000",
	"1__000": "1000",
	"1_": "1",
	"1_0.5": "10.5",
	"1.0": "1",
	"1.50": "1.5",
	"1.": "1",
	".5": "0.5",
	".5_0": "0.5",
	"-.5": "-0.5",
	"1e3": "1000",
	"1E3": "1000",
	"12e03": "12000",
	"1e+3": "1000",
	"1e-3": "0.001",
	"1.e3": "1000",
	"5E-1": "0.5",
	"0.000001": "0.000001",
	"0.0000001": "1e-7",
	"1e20": "100000000000000000000",
	"1e21": "1e+21",
	"9223372036854775807": "9223372036854775807",
	"18446744073709551615": "18446744073709551615",
	"18446744073709551616": "18446744073709552000",
	"+9223372036854775808": "9223372036854776000",
	"-9223372036854775809": "-9223372036854776000",
	"0xffffffffffffffff": "18446744073709551615",
	"07777777777777777777777": "7.777777777777777e+21",
};
const TRUTHS = "y Y yes Yes YES on On ON true True TRUE".split(" ");
const FALSEHOODS = "n N no No NO off Off OFF false False FALSE".split(" ");
const NULLS = ["~", "null", "Null", "NULL", ""];
const STRINGS = [
	..."yEs oN tRUE nULL nil none inf nan Infinity +Inf".split(" "),
	..."0o8 0xfg 0b2 0x 0b 0x1ffffffffffffffff".split(" "),
	..."1e 0.5e e3 1e3m 1p4 0x1p4 1e400 .5e999 ._5 .5__0 _1".split(" "),
	..."1:30 190:20:30 22:22 60:00 1:30.5".split(" "),
	..."2024-01-01 2024-01-01T00:00:00Z 12-3 1.2.3 1,000".split(" "),
	..."10m 128Mi 1d --1 +-1 . .. + -. = <<".split(" "),
	"1 000",
];
/** What is in quotes, or in a block, is a string. */
const QUOTED: Readonly<Record<string, string>> = {
	"'1'": "1",
	'"yes"': "yes",
	"'null'": "null",
	'"0644"': "0644",
	'""': "",
	"|-\n  yes": "yes",
	">-\n  1": "1",
};

/** What a scalar is written as → what is read, as JSON. */
const TABLE: readonly (readonly [written: string, json: string])[] = [
	...Object.entries(NUMBERS),
	...TRUTHS.map((written) => [written, "true"] as const),
	...FALSEHOODS.map((written) => [written, "false"] as const),
	...NULLS.map((written) => [written, "null"] as const),
	...STRINGS.map((written) => [written, JSON.stringify(written)] as const),
	...Object.entries(QUOTED).map(
		([written, text]) => [written, JSON.stringify(text)] as const,
	),
];

describe("scalars", () => {
	it("are read as Kubernetes reads them", () => {
		for (const [written, json] of TABLE)
			assert.equal(read(written), json, `${written} in ${json}`);
	});

	it("come back as what they were when they are quoted", () => {
		for (const text of [
			...Object.keys(NUMBERS),
			...TRUTHS,
			...NULLS,
			...STRINGS,
		])
			assert.equal(read(JSON.stringify(text)), JSON.stringify(text));
	});

	it("are not known where a template or a tag decides", () => {
		for (const written of ["{{ .Values.x }}", "x{{ .y }}", "!!str 1", "!a 1"])
			assert.equal(read(written), undefined, written);
	});

	it("have no notation in JSON where they are infinite, and are numbers all the same", () => {
		for (const written of [".inf", "-.Inf", "+.INF", ".nan", ".NaN"]) {
			assert.match(read(written) ?? "", /^[-+]Inf$|^NaN$/);
			assert.ok(isRefused(envValue(written)), written);
		}
	});

	it("are refused as the value of an environment variable unless they are strings", () => {
		for (const [written, json] of TABLE)
			assert.equal(
				isRefused(envValue(written)),
				/^[-\dtf]/.test(json),
				written,
			);
	});

	it("are refused as a number of seconds unless they are whole numbers of 64 bits", () => {
		for (const [written, json] of TABLE) {
			const fits =
				json === "null" ||
				(/^-?\d+$/.test(json) &&
					BigInt.asIntN(64, BigInt(json)) === BigInt(json));
			assert.equal(isRefused(gracePeriod(written)), !fits, written);
		}
	});
});

function read(written: string): string | undefined {
	const { root } = openFirst(`value: ${written}\n`);
	assert.equal(root?.kind, "mapping", written);
	const value = root.entries[0]?.value;
	if (value === undefined) return "null";
	assert.equal(value.kind, "scalar", written);
	const json = jsonOf(value);
	return json?.type === "string" ? JSON.stringify(json.text) : json?.text;
}

function openFirst(text: string) {
	const [first] = Source.open(text).documents;
	assert.ok(first);
	return first.document;
}

const pod = (...lines: readonly string[]): string =>
	[
		"apiVersion: v1",
		"kind: Pod",
		"metadata: { name: web }",
		"spec:",
		...lines,
		"  containers:",
		"    - name: web",
		"      image: example/web:1.8.0",
		"",
	].join("\n");

const envValue = (written: string): string =>
	`${pod()}      env:\n        - name: A\n          value: ${deeper(written, 10)}\n`;

const gracePeriod = (written: string): string =>
	pod(`  terminationGracePeriodSeconds: ${deeper(written, 2)}`);

const deeper = (written: string, by: number): string =>
	written.replaceAll("\n", `\n${" ".repeat(by)}`);

const isRefused = (text: string): boolean =>
	findingsOf(Source.open(text), DEFAULT_SETTINGS).some(
		({ finding }) => finding.rule.id === "wrong-type",
	);
