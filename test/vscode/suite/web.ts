// The entry for the web extension host.
import "mocha/mocha";
import { env, version } from "vscode";
import { summaryMark } from "../summary.mjs";
import { registerTests } from "./all";
import { mochaOptions, runToEnd } from "./report";

/** Called by VS Code. */
export async function run(): Promise<void> {
	console.log(
		`Web extension host: ${env.appName} ${version}, language ${env.language}`,
	);
	mocha.setup(mochaOptions);
	await registerTests();
	const summary = await runToEnd(() => mocha.run());
	console.log(summaryMark + JSON.stringify(summary));
	if (summary.failed > 0) throw new Error(`${summary.failed} tests failed`);
}
