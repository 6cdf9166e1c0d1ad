import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";
import { judge } from "../kit/mending";
import { replaced } from "../kit/repair-texts";

/** What the preferred fix makes of a text with one thing written otherwise is what it was, to the byte. */
const comesBack = (was: string, is: string, text: string): void => {
	it(is.trim(), () => {
		const judgement = judge(text, replaced(text, was, is));
		assert.equal(judgement.outcome, "bytes", judgement.mended);
	});
};

/** Nothing is preferred that changes what is written. */
const stays = (was: string, is: string, text: string): void => {
	it(is.trim(), () => {
		const broken = replaced(text, was, is);
		const { mended } = judge(text, broken);
		assert.ok(mended === undefined || mended === broken, mended);
	});
};

/** Its lists are called as a Pod's are, but hold other things. */
const KAFKA = `apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata:
  name: orders
spec:
  kafka:
    replicas: 3
    storage:
      type: jbod
      volumes:
        - id: 0
          type: persistent-claim
          size: 100Gi
---
apiVersion: v1
kind: Pod
metadata:
  name: client
spec:
  containers:
    - name: client
      image: example/client:1.0.0
`;

/** Its containers have a field that those of Pods do not have. */
const WORKFLOW = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  name: report
spec:
  entrypoint: main
  templates:
    - name: main
      containerSet:
        containers:
          - name: fetch
            image: example/fetch:1.0.0
          - name: draw
            image: example/draw:1.0.0
            dependencies: [fetch]
`;

describe("what other kinds hold in lists that are named as a Pod's are", () => {
	comesBack("replicas: 3", "replicas 3", KAFKA);
	comesBack("type: jbod", "type:jbod", KAFKA);
	comesBack(
		"            image: example/draw",
		"          image: example/draw",
		WORKFLOW,
	);
	for (const [kind, text] of Object.entries({ KAFKA, WORKFLOW }))
		it(`stays where it is when all of a ${kind.toLowerCase()} was quoted in a mail`, () => {
			const quoted = text.replace(/^(?=.)/gm, "> ");
			assert.equal(judge(text, quoted).outcome, "bytes");
		});

	it("has no amounts of its own, beside resources that have moved", () => {
		const amounts = [
			"              requests:",
			"                memory: 1Gi",
			"                cpu: 100m",
		];
		const text = WORKFLOW.replace(
			"            dependencies: [fetch]",
			`            resources:\n${amounts.join("\n")}\n            ports:\n              - containerPort: 80`,
		);
		const broken = amounts.reduce(
			(lines, line) => lines.replace(line, line.slice(4)),
			text,
		);
		const judgement = judge(text, broken);
		assert.equal(judgement.outcome, "bytes", judgement.mended);
	});

	it("but not what belongs to the object around", () => {
		const text = WORKFLOW.replace(
			"      containerSet:",
			"      volumes:\n        - name: work\n          emptyDir: {}\n      containerSet:",
		);
		const broken = text.replace(
			"    - name: main\n      volumes",
			"    - name: main\n        volumes",
		);
		const judgement = judge(text, broken);
		assert.equal(judgement.outcome, "bytes", judgement.mended);
	});
});

const SHOP = `apiVersion: v1
kind: Pod
metadata:
  name: shop
  annotations:
    example.com/owner: the team of the shop
    example.com/note: |
      Ask before you restart it.
    example.com/tier: front
spec:
  containers:
    - &base
      name: shop
      image: example/shop:1.0.0
      command: [sh, -c, "it's up"]
      args: ["-c", "x y"]
      env: &env
        - name: HOSTS
          value: "*.example.com"
      ports: [{ containerPort: 80, protocol: TCP }]
      resources: { requests: { cpu: 10m }, limits: { memory: 32Mi } }
    - <<: *base
      name: admin
      env: *env
      "workingDir": /srv
  volumes:
    - name: config
      configMap:
        name: shop
    - name: work
      emptyDir: {}
`;

/** Without anchors: what several objects share is not changed for one of them. */
const TWO = replaced(
	SHOP,
	"    - <<: *base\n      name: admin\n      env: *env\n",
	"    - name: admin\n      image: example/admin:1.0.0\n      args: [run]\n",
)
	.replace("&base\n      name", "name")
	.replace("&env", "");

describe("a colon comes back", () => {
	describe("in front of an object in brackets", () => {
		comesBack("resources: {", "resources {", SHOP);
	});
	describe("behind a name with its domain, whatever follows", () => {
		comesBack("example.com/owner: the", "example.com/owner the", SHOP);
	});
	describe("in front of a block of text", () => {
		comesBack("example.com/note: |", "example.com/note |", SHOP);
	});
	describe("behind a key in quotes", () => {
		comesBack('"workingDir": /srv', '"workingDir" /srv', SHOP);
	});
	describe("behind the sign of a merge", () => {
		comesBack("- <<: *base", "- << *base", SHOP);
		comesBack("- <<: *base", "- <<:*base", SHOP);
	});

	it("but not in a sentence", () => {
		const broken = replaced(
			SHOP,
			"    example.com/tier: front\n",
			"    example.com/tier: front\n    ask before you restart it\n",
		);
		assert.doesNotMatch(judge(SHOP, broken).mended ?? "", /ask:/);
	});

	it("nor where a program writes into another one", () => {
		const text = replaced(
			SHOP,
			'args: ["-c", "x y"]',
			"args:\n        - cat\n          log.txt |\n            sort",
		);
		const broken = replaced(text, 'value: "*.', "value: *.");
		assert.doesNotMatch(judge(text, broken).mended ?? "", /log\.txt:/);
	});
});

describe("an object with an anchor is read as any other", () => {
	const QUOTED = replaced(SHOP, "example/shop:1.0.0", '"example/shop:1.0.0"');
	comesBack('example/shop:1.0.0"', "example/shop:1.0.0", QUOTED);
	comesBack("      env: &env", "    env: &env", SHOP);
	comesBack("env: *env", "env: *env,", SHOP);
});

describe("quotes that occur in their own text give way to others", () => {
	comesBack(`"it's up"`, "'it's up'", SHOP);
	const SAID = SHOP.replace(`"it's up"`, `'echo "$HOSTS" && serve'`);
	comesBack(`'echo "$HOSTS" && serve'`, `"echo "$HOSTS" && serve"`, SAID);

	describe("but not where a text may end in between", () => {
		stays(`"it's up"`, `"say "a", "b""`, SHOP);
	});
});

describe("texts without brackets are a list where one is expected", () => {
	comesBack('["-c", "x y"]', '"-c" "x y"', SHOP);
	comesBack('["-c", "x y"]', '"-c", "x y"', SHOP);

	describe("but not elsewhere", () => {
		stays('value: "*.example.com"', 'value: "a" "b"', SHOP);
	});
});

describe("a text that begins with a star", () => {
	comesBack('"*.example.com"', "*.example.com", SHOP);

	const messages = (text: string) =>
		findingsOf(Source.open(text), DEFAULT_SETTINGS)
			.filter(({ finding }) => finding.rule.id === "yaml-syntax")
			.map(({ finding }) => finding.message("en"));

	it("is told where a name is meant that nothing above has", () => {
		const [message] = messages(replaced(SHOP, "env: *env", "env: *common"));
		assert.match(message ?? "", /no `&common` stands above/);
	});

	it("is a name where there is such an anchor above", () =>
		assert.deepEqual(messages(SHOP), []));
});

describe("a bracket comes back in front of the object in a list", () => {
	const NARROW = replaced(
		SHOP,
		"{ containerPort: 80, protocol: TCP }",
		"{containerPort: 80, protocol: TCP}",
	);
	comesBack("[{containerPort", "[containerPort", NARROW);

	describe("but goes where the list holds texts", () => {
		comesBack('"x y"]', '"x y"}]', SHOP);
	});
});

describe("a key at the column of its item", () => {
	describe("belongs to the object above it that is empty without it", () => {
		comesBack(
			"        name: shop\n    - name: work",
			"    name: shop\n    - name: work",
			SHOP,
		);
	});

	describe("is no other item where fields of the Pod follow it", () => {
		const text = SHOP.replace(
			"  volumes:",
			"      restartPolicy: Always\n  restartPolicy: Never\n  volumes:",
		);
		it("restartPolicy, volumes", () => {
			const at = text.indexOf("  restartPolicy: Never");
			const broken =
				text.slice(0, at) + text.slice(at).replace(/^(?=.)/gm, "  ");
			const judgement = judge(text, broken);
			assert.equal(judgement.outcome, "bytes", judgement.mended);
		});
	});

	describe("begins another item where the one above is whole", () => {
		comesBack(
			"    - name: work",
			"      name: work",
			SHOP.replace("      emptyDir", "      emptyDir"),
		);
	});
});

describe("a key that stands below its own name in a comment", () => {
	comesBack(
		"      ports: [",
		"        ports: [",
		replaced(
			SHOP,
			"      ports: [",
			"      # ports:\n      #   - containerPort: 81\n      ports: [",
		),
	);
});

describe("commas on the lines next to one that is surely wrong go with it", () => {
	const text = replaced(
		SHOP,
		'          value: "*.example.com"',
		"          value: a b,c",
	);
	comesBack(
		"        - name: HOSTS\n          value: a b,c\n",
		"        - name: HOSTS,\n          value: a b,c,\n",
		text
			.replace("&env", "")
			.replace("*env", "[]")
			.replace("&base\n      name", "name")
			.replace("<<: *base\n      ", "")
			.replace("env: \n", "env:\n"),
	);

	describe("but not one alone, which a list of words may end with", () => {
		stays("value: a b,c\n", "value: a b,c,\n", text);
	});
});

describe("lines of a list behind a script", () => {
	const REPORT = `${WORKFLOW}            command: [sh, -c]
            args:
              - |
                draw > /out/index.html
      outputs:
        artifacts:
          - name: index
            path: /out/index.html
          - name: style
            path: /out/style.css
`;
	it("are not taken for its text where one of them stands too far right", () => {
		const broken = replaced(
			REPORT,
			"          - name: style\n            path",
			"              - name: style\n                path",
		);
		const { mended = "" } = judge(REPORT, broken);
		assert.match(mended || broken, /^ {6}outputs:\n {8}artifacts:$/m);
	});
});

describe("an empty key in the wrong object", () => {
	it("does not go home without what it should hold", () => {
		const broken = replaced(KAFKA, "\nspec:\n", "\n  spec:\n");
		const { mended } = judge(KAFKA, broken);
		assert.doesNotMatch(mended ?? broken, /^spec:\n(?! )/m);
	});
});

describe("fields behind a script that was moved to the left", () => {
	const text = replaced(
		TWO,
		"      ports: [",
		"      args:\n        - |\n          prepare\n          serve\n      volumeMounts:\n        - name: work\n          mountPath: /work\n      ports: [",
	).replace('      args: ["-c", "x y"]\n', "");

	it("are no part of it, also where they stand as far right as its text", () => {
		const start = text.indexOf("      args:");
		const end = text.indexOf("      volumeMounts:");
		const script = text.slice(start, end).replace(/^ {4}/gm, "");
		const broken = text.slice(0, start) + script + text.slice(end);
		const judgement = judge(text, broken);
		assert.equal(judgement.outcome, "bytes", judgement.mended);
	});

	it("but what only looks like one is", () => {
		const spoken = replaced(
			text,
			"          serve\n",
			"          volumeMounts: are printed\n          serve\n",
		);
		const broken = replaced(spoken, "name: admin", "name admin");
		assert.equal(judge(spoken, broken).outcome, "bytes");
	});
});

describe("keys that stand twice", () => {
	it("begin no other item where the lines above have moved", () => {
		const text = replaced(
			TWO,
			"spec:\n",
			"spec:\n  initContainers:\n    - name: set-up\n      image: example/set-up:1.0.0\n      args: [prepare]\n",
		);
		const broken = replaced(
			text,
			"  containers:\n    - name: shop\n",
			"      containers:\n      - name: shop\n",
		);
		const judgement = judge(text, broken);
		assert.match(judgement.mended ?? "", /^ {2}containers:$/m);
		assert.doesNotMatch(judgement.mended ?? "", /- image/);
	});
	comesBack("    - name: admin\n", "      name: admin\n", TWO);
});
