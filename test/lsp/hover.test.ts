import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { MarkupContent, MarkupKind } from "vscode-languageserver/node";
import { CAPABILITIES, type ClientOptions, LspClient } from "../kit/lsp-client";
import { positionOf, rangeOf } from "../kit/lsp-text";
import { markupOf } from "../kit/markdown";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: "🚀 proxy"
      image: example/proxy:1.4.0
    - name: logshipper
      image: fluent/fluent-bit:3.2.10
      restartPolicy: Always
  containers:
    - name: web
      image: example/web:1.8.0
  restartPolicy: OnFailure
`;

/** Opens a text and says what a hover shows: its kind and text. */
async function hoverOf(client: LspClient, text: string, piece: string) {
	const uri = "file:///manifests/hover.yaml";
	client.open(uri, text);
	const hover = await client.hover(uri, positionOf(text, piece));
	client.close(uri);
	assert.ok(hover === null || MarkupContent.is(hover.contents));
	return hover && { ...(hover.contents as MarkupContent), range: hover.range };
}

async function withClient(
	options: ClientOptions,
	task: (client: LspClient) => Promise<void>,
): Promise<void> {
	const client = await LspClient.start(options);
	try {
		await task(client);
	} finally {
		await client.stop();
	}
}

describe("language server: hover", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start();
	});
	after(() => client.stop());

	it("on a container's name tells its role and place, with the name's range", async () => {
		const hover = await hoverOf(client, POD, "logshipper");
		assert.equal(hover?.kind, MarkupKind.Markdown);
		assert.deepEqual(hover?.range, rangeOf(POD, "logshipper"));
		assert.match(
			hover?.value ?? "",
			/`logshipper`.*native sidecar.*log shipper/,
		);
		assert.match(hover?.value ?? "", /2 of 3/);
		assert.match(hover?.value ?? "", /https:\/\/kubernetes\.io\/blog\//);
	});

	it("on initContainers explains the field and shows the start order", async () => {
		const hover = await hoverOf(client, POD, "initContainers");
		assert.deepEqual(hover?.range, rangeOf(POD, "initContainers"));
		assert.match(
			hover?.value ?? "",
			/Start order\*\*: `🚀 proxy` → `logshipper` → `web`/,
		);
	});

	it("on a container's restartPolicy speaks of that value on the chosen version", async () => {
		const hover = await hoverOf(client, POD, "Always");
		assert.deepEqual(hover?.range, rangeOf(POD, "Always"));
		assert.match(hover?.value ?? "", /`Always` on Kubernetes 1\.35/);
	});

	it("has its range in UTF-16 code units, with CRLF too", async () => {
		const text = POD.replaceAll("\n", "\r\n").replace(
			'"🚀 proxy"',
			"&🚀 proxy",
		);
		const hover = await hoverOf(client, text, "proxy\r\n");
		assert.deepEqual(hover?.range?.end, rangeOf(text, "&🚀 proxy").end);
	});

	it("is silent where Pods are not concerned", async () => {
		assert.equal(await hoverOf(client, POD, "apiVersion"), null);
		assert.equal(
			await hoverOf(client, "services:\n  containers: no\n", "services"),
			null,
		);
	});

	it("is silent beyond the end of the text and of a line", async () => {
		client.open("untitled:short", "containers:");
		assert.equal(
			await client.hover("untitled:short", { line: 99, character: 0 }),
			null,
		);
		await client.hover("untitled:short", { line: 0, character: 9_999 });
	});

	it("of a document that is not open is nothing", async () => {
		assert.equal(
			await client.hover("file:///manifests/closed.yaml", {
				line: 0,
				character: 0,
			}),
			null,
		);
	});
});

describe("language server: hover in the client's language and format", () => {
	it("speaks Japanese, with the Japanese article", () =>
		withClient({ locale: "ja-JP" }, async (client) => {
			const hover = await hoverOf(client, POD, "logshipper");
			assert.match(hover?.value ?? "", /ネイティブサイドカー/);
			assert.match(hover?.value ?? "", /https:\/\/kubernetes\.io\/ja\/blog\//);
		}));

	it("speaks English to all others", () =>
		withClient({ locale: "fr" }, async (client) => {
			const hover = await hoverOf(client, POD, "logshipper");
			assert.match(hover?.value ?? "", /native sidecar/);
			assert.doesNotMatch(hover?.value ?? "", /[ぁ-ん]/);
		}));

	it("is plain text for clients without Markdown", () =>
		withClient(
			{
				capabilities: {
					...CAPABILITIES,
					textDocument: { hover: { contentFormat: [MarkupKind.PlainText] } },
				},
			},
			async (client) => {
				for (const place of ["logshipper", "initContainers", "Always"]) {
					const hover = await hoverOf(client, POD, place);
					assert.equal(hover?.kind, MarkupKind.PlainText);
					assert.doesNotMatch(
						hover?.value ?? "",
						/\*\*|```|\]\(/,
						`no markup at ${place}`,
					);
				}
			},
		));

	it("is Markdown for clients that do not say", () =>
		withClient({ capabilities: {} }, async (client) => {
			assert.equal(
				(await hoverOf(client, POD, "logshipper"))?.kind,
				MarkupKind.Markdown,
			);
		}));
});

describe("language server: text of the manifest in Markdown", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start();
	});
	after(() => client.stop());

	/** What would become a link, an image or HTML if it got out of its code span. */
	const ATTACKS = [
		"evil",
		"`evil`",
		"a`b``c](http://evil)",
		"``` evil ```",
		"x](http://evil)",
		"<img src=x onerror=evil()>",
		"`<img src=x onerror=evil()>",
		"![x](http://evil)",
		"[evil](command:evil)",
		"</code>[evil](http://evil)",
		"evil\\`[x](http://evil)",
		"a | b | [evil](http://evil)",
		"https://evil.example",
	];
	const manifestOf = (evil: string) => {
		const quoted = JSON.stringify(evil);
		return `apiVersion: v1
kind: Pod
metadata:
  name: ${quoted}
spec:
  initContainers:
    - name: ${quoted}
      image: ${JSON.stringify(`fluent/fluent-bit:${evil}`)}
      restartPolicy: ${quoted}
    - name: shipper
      image: ${JSON.stringify(`fluent/fluent-bit:${evil}`)}
      restartPolicy: Always
    - name: dialled
      image: example/helper:1.0.0
      restartPolicy: Always
      command: [tail, -F, ${quoted}]
  containers:
    - name: web
      image: ${JSON.stringify(`example/${evil}`)}
      command: [${quoted}]
      ports:
        - name: ${quoted}
          containerPort: 9090
      volumeMounts:
        - name: ${quoted}
          mountPath: ${quoted}
  volumes:
    - name: ${quoted}
      emptyDir: {}
`;
	};
	const assertHarmless = (markdown: string | undefined, what: string) => {
		assert.ok(markdown, what);
		const { links, html } = markupOf(markdown);
		assert.deepEqual(
			links.filter((target) => !target.startsWith("https://kubernetes.io/")),
			[],
			`links of the ${what}:\n${markdown}`,
		);
		assert.deepEqual(html, [], `HTML of the ${what}:\n${markdown}`);
	};

	for (const evil of ATTACKS) {
		it(`stays text: ${evil}`, async () => {
			const text = manifestOf(evil);
			const uri = "untitled:evil";
			client.open(uri, text);
			const places = [
				"initContainers",
				"name",
				"restartPolicy",
				"  containers",
				"name: web",
			];
			for (const place of places) {
				const hover = await client.hover(
					uri,
					positionOf(
						text.replace("metadata:\n  name:", "metadata:\n  NAME:"),
						place,
					),
				);
				if (place === "name" || hover)
					assertHarmless(
						(hover?.contents as MarkupContent | undefined)?.value,
						`hover on ${place}`,
					);
			}
			const explained = await client.request<{ markdown: string }>(
				"sidecarPatterns/explain",
				{
					textDocument: { uri },
					position: { line: 0, character: 0 },
				},
			);
			client.close(uri);
			assertHarmless(explained.markdown, "explanation");
		});
	}
});
