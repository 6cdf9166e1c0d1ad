import { ConfigurationTarget, Position, workspace } from "vscode";
import { equal } from "./check";
import {
	becomes,
	closeAll,
	findings,
	fixture,
	open,
	textOf,
	undoTo,
} from "./editing";

const file = "saved.yaml";

/** A fix of another kind than repair. */
const proxy = (policy: string) => `---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: proxy
      image: example/proxy:1.9.0
      restartPolicy: ${policy}
  containers:
    - name: web
      image: example/web:1.8.0
`;

const setOnSave = (actions: Record<string, string> | undefined) =>
	workspace
		.getConfiguration("editor")
		.update("codeActionsOnSave", actions, ConfigurationTarget.Workspace);

describe("on save", () => {
	before(() => setOnSave({ "source.fixAll.sidecarPatterns": "explicit" }));
	after(() => setOnSave(undefined));
	beforeEach(async () => {
		const text = (await textOf("article.yaml")) + proxy("always");
		await workspace.fs.writeFile(fixture(file), new TextEncoder().encode(text));
	});
	afterEach(async () => {
		await closeAll();
		await workspace.fs.delete(fixture(file));
	});

	it("all that is safe is fixed before the file is written, in one step", async () => {
		const editor = await open(file);
		const { document } = editor;
		await findings(document.uri, "misindented-key", "init-restart-policy-case");
		await editor.edit((edit) => edit.insert(new Position(0, 0), "# mine\n"));
		const typed = document.getText();
		await document.save();
		const fixed = `# mine\n${await textOf("article.mended.yaml")}${proxy("Always")}`;
		await becomes(document, fixed);
		equal(await textOf(file), fixed, "on the disk");
		await undoTo(document, typed);
	});
});
