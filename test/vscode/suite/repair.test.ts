import { EndOfLine, type TextDocument } from "vscode";
import { equal, ok } from "./check";
import {
	actionsAt,
	apply,
	becomes,
	closeAll,
	noFinding,
	open,
	ours,
	placesOf,
	ruleOf,
	textOf,
	undoTo,
	withCrlf,
} from "./editing";

/** What only a break says. */
const rules = ["yaml-syntax", "misindented-key", "misindented-nested-key"];

const breaks: { file: string; mended: string; places: number }[] = [
	{ file: "article", mended: "article", places: 2 },
	{ file: "article.crlf", mended: "article", places: 2 },
	{ file: "typed-in-a-hurry", mended: "typed-in-a-hurry", places: 5 },
	{ file: "copied-from-chat", mended: "copied-from-chat", places: 3 },
	{ file: "quoted-mail", mended: "quoted-mail", places: 1 },
];

describe("repair of broken YAML", () => {
	afterEach(closeAll);

	for (const { file, mended, places } of breaks) {
		it(`mends ${file} from each place with one quick fix, and undo brings it back`, async () => {
			const { document } = await open(`${file}.yaml`);
			const original = document.getText();
			const wanted = await textOf(`${mended}.mended.yaml`);
			const found = await placesOf(document.uri, rules, places);
			for (const { range } of found) {
				const fix = await preferredAt(document, range.start);
				await apply(fix);
				await becomes(
					document,
					file.endsWith(".crlf") ? withCrlf(wanted) : wanted,
				);
				for (const rule of rules) await noFinding(document.uri, rule);
				await undoTo(document, original);
				await placesOf(document.uri, rules, places);
			}
		});
	}

	it("mends what has got other line ends meanwhile", async () => {
		const editor = await open("article.yaml");
		const { document } = editor;
		const [first] = await placesOf(document.uri, rules, 2);
		await editor.edit((edit) => edit.setEndOfLine(EndOfLine.CRLF));
		const original = document.getText();
		ok(original.includes("\r\n"), "the line ends of Windows");
		ok(first, "a finding");
		await apply(await preferredAt(document, first.range.start));
		await becomes(document, withCrlf(await textOf("article.mended.yaml")));
		await undoTo(document, original);
	});

	it("lets the other rules speak of what the document would be", async () => {
		const { document } = await open("article.yaml");
		await placesOf(document.uri, rules, 2);
		equal(
			ours(document.uri)
				.map(ruleOf)
				.filter((rule) => !rules.includes(rule)),
			["image-latest-helper"],
		);
	});
});

/** The one quick fix that is the best at a place. */
async function preferredAt(
	{ uri }: TextDocument,
	position: Parameters<typeof actionsAt>[1],
) {
	const fixes = await actionsAt(uri, position, "quickfix");
	const preferred = fixes.filter(({ isPreferred }) => isPreferred);
	const titles = fixes.map(({ title }) => title).join("\n");
	equal(preferred.length, 1, `preferred ones of\n${titles}`);
	const [fix] = preferred;
	ok(fix, titles);
	return fix;
}
