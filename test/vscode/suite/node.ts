// The entry for the Node extension host.
import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { env, version } from "vscode";
import { registerTests } from "./all";
import { mochaOptions, runToEnd } from "./report";

/** Called by VS Code. */
export async function run(): Promise<void> {
	console.log(`Node extension host: ${env.appName} ${version}`);
	const mocha = new Mocha(mochaOptions);
	mocha.suite.emit("pre-require", globalThis, "", mocha);
	await registerTests();
	const summary = await runToEnd(() => mocha.run());
	const { SIDECAR_PATTERNS_SUMMARY: file } = process.env;
	if (file) writeFileSync(file, JSON.stringify(summary));
	if (summary.failed > 0) throw new Error(`${summary.failed} tests failed`);
}
