import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";
import { judge } from "../kit/mending";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
    tier: "front"
spec:
  containers:
    - name: web
      image: example/web:1.8.0
      command: ["serve", "--all"]
      args: [run, 'a "b"', "c"]
      env:
        - { name: A, value: b }
        - name: GREETING
          value: "Hello: world"
        - name: PORT
          value: "80"
      ports: [{ containerPort: 80, name: http }]
      securityContext:
        capabilities: { drop: [ALL], add: [ CHOWN ] }
`;

const KYAML = `---
{
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "web",
  },
  spec: {
    containers: [{
      name: "web",
      image: "example/web:1.8.0",
      command: ["serve", "--all"],
    }],
  },
}
`;

const broken = (was: string, is: string, text = POD): string => {
	assert.ok(text.includes(was), `there is ${was}`);
	return text.replace(was, is);
};

/** What the preferred fix makes of a text with one thing written otherwise is what it was, to the byte. */
const comesBack = (was: string, is: string, text = POD): void => {
	it(`${is.trim()} → ${was.trim()}`, () => {
		const judgement = judge(text, broken(was, is, text));
		assert.equal(judgement.outcome, "bytes", judgement.mended);
	});
};

describe("another sign than a colon is written as one", () => {
	for (const sign of [";", "=", " = ", " :"]) {
		comesBack(
			"image: example",
			`image${sign}${sign === ";" ? " " : ""}example`,
		);
		comesBack("app: web", `app${sign}${sign === ";" ? " " : ""}web`);
	}
	comesBack("metadata:\n", "metadata;\n");
	comesBack("ports: [", "ports = [");
	comesBack("containerPort: 80", "containerPort = 80");
	comesBack("containerPort: 80", "containerPort :80");
	comesBack('image: "', 'image = "', KYAML);
	comesBack('image: "', 'image; "', KYAML);
	comesBack('image: "', 'image :"', KYAML);

	comesBack("image: example", "image：\u3000example");
	comesBack("containerPort: 80", "containerPort： 80");
	comesBack('image: "', 'image： "', KYAML);

	it("but in what programs are told", () => {
		const text = broken("[run,", "[run, name=web,");
		assert.deepEqual(ofSyntax(text), []);
	});
});

describe("a quote of another kind, or one too many, goes", () => {
	comesBack('"--all"]', "\"--all']");
	comesBack('["serve"', "[\"serve'");
	comesBack('"front"', "\"front'");
	comesBack('"80"', '"80""');
	comesBack('"80"', '""80"');
	comesBack('["serve"', '["serve""');
	comesBack('tier: "front"', '"tier: "front"');
	comesBack('image: "example/web:1.8.0"', "image: \"example/web:1.8.0'", KYAML);
	comesBack('image: "example/web:1.8.0"', 'image: "example/web:1.8.0""', KYAML);

	const SCRIPT = broken('["serve", "--all"]', `['-c', 'echo "a" && b']`);
	comesBack("'-c',", "'-c,", SCRIPT);
	const MIXED = broken('"--all"', `"--all", 'a b'`);
	comesBack('"serve", ', '"serve, ', MIXED);
});

describe("a quote that is not opened comes back in front of a text that is none without it", () => {
	comesBack('"Hello: world"', 'Hello: world"');
	comesBack('"@front"', '@front"', broken('"front"', '"@front"'));
	comesBack('"front"', 'front"');
});

describe("the quotes of a text that is none without them come back", () => {
	for (const text of ["Hello: world", "@daily", "*/5 * * * *", "%d", "`a` b"])
		comesBack(`"${text}"`, text, broken('"Hello: world"', `"${text}"`));
	const JSON_TEXT = broken('"Hello: world"', `'{"a": "b"}'`);
	comesBack(`'{"a": "b"}'`, '"{"a": "b"}"', JSON_TEXT);
	comesBack(`"it's"`, "'it's'", broken('"Hello: world"', `"it's"`));
	comesBack("'\\d+'", '"\\d+"', broken('"Hello: world"', "'\\d+'"));
	const ANY_KEY = broken("- { name: A, value: b }", "- PATTERN: '\\d+'");
	comesBack("- PATTERN: '\\d+'", '- PATTERN: "\\d+"', ANY_KEY);

	it("but not where it may be something else", () => {
		for (const other of [
			'"a", "b"',
			"'a' + 'b'",
			"name: b",
			"http: //web",
			'"\\d\\n"',
			"| text",
		]) {
			const text = broken('"Hello: world"', other);
			assert.equal(judge(POD, text).outcome, "none", other);
		}
	});
});

describe("what is missing between brackets on one line comes back", () => {
	comesBack('"serve", ', '"serve" ');
	comesBack('"serve", ', '"serve" ', KYAML);
	comesBack('"serve","', '"serve""', broken('"serve", "', '"serve","'));
	// A text of a list is no key.
	const COMMAND = '"command": ["sh", "-c", "exec serve"]';
	const JSON_POD = `{
  "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "web" },
  "spec": {
    "containers": [{
      "name": "web", "image": "example/web:1.8.0",
      ${COMMAND}
    }]
  }
}
`;
	comesBack(COMMAND, COMMAND.replace('"-c",', '"-c"'), JSON_POD);
	comesBack("name: A, ", "name: A ");
	comesBack("80, name", "80 name");
	comesBack("'a \"b\"', ", "'a \"b\"' ");
});

describe("a bracket of another kind, or none, is put right", () => {
	comesBack("[ALL]", "[ALL)");
	comesBack('"--all"]', '"--all")');
	comesBack('"--all"]', '"--all")', KYAML);
	comesBack("- { name: A,", "-  name: A,");
	comesBack("capabilities: { drop", "capabilities:  drop");
	comesBack("}],\n  }", "},\n  }", KYAML);
	comesBack(
		"}],\n  }",
		"},\n  }",
		broken(
			'["serve", "--all"]',
			'[\n        "-c",\n        "\\\n          echo \\"a\\"\\n\\\n          ",\n      ]',
			KYAML,
		),
	);

	it("but in a text that has both of its own", () => {
		const text = broken('["serve", "--all"]', "[serve(all)]");
		assert.deepEqual(ofSyntax(text), []);
	});
});

const ofSyntax = (text: string): readonly string[] =>
	findingsOf(Source.open(text), DEFAULT_SETTINGS)
		.map(({ finding }) => finding.rule.id)
		.filter((id) => /syntax|unknown-field|wrong-type/.test(id));
