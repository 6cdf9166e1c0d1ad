import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { judge } from "../kit/mending";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
      args:
        - serve
        - "b c"
      ports:
        - name: http
          containerPort: 80
      env:
        - name: A
          value: "x y"
`;
const FLOW =
	"{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}}\n";

const JSON_POD = `{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {"name": "web"},
  "spec": {
    "containers": [
      {"name": "web", "image": "nginx"}
    ]
  }
}
`;

const SCRIPT = `apiVersion: v1
kind: ConfigMap
metadata:
  name: script
data:
  run.sh: |
    for a in b; do
      if c; then
        d
        e
      fi
    done
---
${POD}`;

const marked = (mark: string, text = POD): string =>
	text.replace(/^(?=.)/gm, mark);

/** With a number in front of each line, as the first one has it. */
const numbered = (first: string, text = POD): string => {
	let number = 0;
	return text.replace(/^(?=.)/gm, () => first.replace("1", `${++number}`));
};

/** What the preferred fix makes of a text is what it was, to the byte. */
const comesBack = (name: string, broken: string, text = POD): void => {
	it(name, () => {
		assert.notEqual(broken, text);
		assert.equal(judge(text, broken).outcome, "bytes");
	});
};

describe("what was copied along with a manifest goes", () => {
	for (const mark of ["> > ", ">> ", "> > > ", "| ", "+ ", "+"])
		comesBack(JSON.stringify(mark), marked(mark));
	comesBack("a mail's mark aside", marked("  > "));
	for (const head of [
		"Hi,\nthis does not start, any idea?\n\n",
		"-----Original Message-----\nFrom: Anna\nSubject: broken yaml\n\n",
	])
		comesBack(head, head + marked("> "));
	for (const number of ["(1) ", "[1] ", "L1: ", "L1 ", "1. ", "1) "])
		comesBack(number, numbered(number));
	comesBack(
		"numbers as wide as the widest, two blanks before the text",
		POD.split("\n")
			.map((line, at) => line && `${String(at + 1).padEnd(2)}  ${line}`)
			.join("\n"),
	);
	comesBack(
		"tabs of eight columns in a text, where there are shorter indents too",
		SCRIPT.replace(/^ {8}/gm, "\t"),
		SCRIPT,
	);
	comesBack(
		"numbers in brackets before JSON",
		numbered("[1] ", JSON_POD),
		JSON_POD,
	);
	comesBack("+ in front of single lines", POD.replace(/^ {10}.*\n/gm, "+$&"));
	for (const mark of ["+", ">"])
		comesBack(
			`${mark} in front of one block`,
			POD.replace(/^ {6}ports:\n.*\n.*\n/m, (lines) => marked(mark, lines)),
		);
	comesBack(
		"+ in the place of the first blank",
		POD.replace(/^ {6}ports:\n.*\n.*\n/m, (lines) =>
			lines.replace(/^ /gm, "+"),
		),
	);
	comesBack(
		"marks of a diff in front of two documents",
		marked("+ ", `${POD}---\n${POD}`),
		`${POD}---\n${POD}`,
	);
	for (const fence of ["```yaml", '```yaml title="pod.yaml"', "~~~ yaml {1}"]) {
		const end = fence.slice(0, 3);
		comesBack(fence, `${fence}\n${POD}${end}\n`);
		comesBack(`${fence}, indented`, marked("    ", `${fence}\n${POD}${end}\n`));
	}
});

describe("what stands around a manifest elsewhere goes", () => {
	for (const [before, behind] of [
		["{code:yaml}", "{code}"],
		["{noformat}", "{noformat}"],
		["[code=yaml]", "[/code]"],
		["yaml\nCopy code", ""],
		["[10:32 AM] Anna Schmidt", ""],
		["[ann@host ~]$ cat pod.yaml", "[ann@host ~]$ "],
		["ann@host:~$ kubectl get pod web -o yaml", "ann@host:~$ "],
		["cat <<EOF | kubectl apply -f -", "EOF\nkubectl get pods"],
		["", 'error: error validating "pod.yaml": unknown field "x"'],
	] as const) {
		const lines = [before, POD.trimEnd(), behind].filter((part) => part !== "");
		comesBack(`${before} … ${behind}`, `${lines.join("\n")}\n`);
	}

	it("but no field of the same name", () => {
		const text = `{ name: web }\n${POD}`;
		assert.equal(judge(POD, text).outcome, "none");
	});
});

describe("brackets of several lines that were copied out of JSON lose the comma behind them", () => {
	const MIXED = POD.replace(
		/ {6}ports:\n.*\n.*\n/,
		`      "ports": [
        { "name": "http", "containerPort": 80 }
        ]
      "resources": {
        "limits": { "memory": "64Mi" }
        }
`,
	);
	comesBack("one", MIXED.replace("        ]\n", "        ],\n"), MIXED);
	comesBack("both", MIXED.replace(/^ {8}[\]}]$/gm, "$&,"), MIXED);
	const NESTED = MIXED.replace(
		'        "limits": { "memory": "64Mi" }\n',
		'        "limits": {\n          "memory": "64Mi"\n        },\n        "requests": {\n          "memory": "64Mi"\n        }\n',
	);
	comesBack(
		"but those within stay",
		NESTED.replace(/^ {8}[\]}]\n(?= {6}\S)/gm, (line) =>
			line.replace("\n", ",\n"),
		),
		NESTED,
	);
});

describe("dots for what was left out become a comment", () => {
	for (const dots of ["...", "[...]", "<...>"]) {
		const is = POD.replace("      args:", `      # ${dots}\n      args:`);
		comesBack(dots, is.replace("# ", ""), is);
	}
	const TEXT = SCRIPT.replace("        d\n", "        ...\n");
	comesBack("but not in a text", TEXT.replace("kind: Pod", "kind Pod"), TEXT);
});

describe("a first line that is indented unlike the others goes back to the margin", () => {
	comesBack("by one column", ` ${POD}`);
	comesBack(
		"in front of the version",
		`   kind: Pod\n${POD.replace("kind: Pod\n", "")}`,
		`kind: Pod\n${POD.replace("kind: Pod\n", "")}`,
	);
	comesBack(
		"in the second document",
		`${POD}---\n  ${POD}`,
		`${POD}---\n${POD}`,
	);
	comesBack(
		"or the others do, where it is there",
		POD.replace(/\n(?=.)/g, "\n  "),
	);
});

describe("a character too many, or one of another kind", () => {
	comesBack("behind a key", POD.replace("labels:", "labels:,"));
	comesBack(
		"behind a field and an item",
		POD.replace("1.8.0", "1.8.0,").replace("- serve", "- serve,"),
	);
	comesBack("a printed quote on one side", POD.replace('"x', "“x"));
	comesBack(
		"in front of a key in brackets",
		JSON_POD.replace('"web', "“web"),
		JSON_POD,
	);
	comesBack("behind one", JSON_POD.replace('name"', "name”"), JSON_POD);
	for (const [open, close] of ["“”", "„“", "«»", "””"])
		comesBack(
			`${open} and ${close} instead of all quotes`,
			JSON_POD.replace(/"([^"]*)"/g, `${open}$1${close}`),
			JSON_POD,
		);
	comesBack("guillemets around an item", POD.replace('"b c"', "«b c»"));
	comesBack(
		"single ones",
		POD.replace('"b c"', "‹b c›"),
		POD.replace('"b c"', "'b c'"),
	);
	comesBack(
		"printed quotes around what a program is told",
		POD.replace('"x y"', "“-Xms1g -Xmx1g”"),
		POD.replace('"x y"', '"-Xms1g -Xmx1g"'),
	);

	comesBack(
		"behind what a program is told",
		POD.replace("- serve", "- serve,"),
	);
	for (const option of ["-d,", "--separator=,", "--features=a,"])
		it(`is what ${option} says`, () => {
			const text = POD.replace("- serve", `- ${option}`);
			assert.equal(judge(POD, text).outcome, "none");
		});
});

describe("a blank that is missing behind a colon in brackets", () => {
	for (const key of ["containerPort", "image", "apiVersion", "name"])
		comesBack(key, FLOW.replace(`${key}: `, `${key}:`), FLOW);
});
