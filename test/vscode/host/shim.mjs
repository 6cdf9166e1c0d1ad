#!/usr/bin/env node
/**
 * Stands in for the desktop executable of VS Code: given to `@vscode/test-electron` as `vscodeExecutablePath`, it takes
 * the arguments that the launcher passes, runs the suite in the Node extension host and ends with its exit code.
 */
import { parseArgs } from "node:util";
import { openNodeHost } from "./node.mjs";
import { within } from "./workbench.mjs";

const text = { type: "string" };
const { values, positionals } = parseArgs({
	options: {
		extensionDevelopmentPath: text,
		extensionTestsPath: text,
		"user-data-dir": text,
		"extensions-dir": text,
	},
	// The launcher also passes switches that mean something to Electron only.
	strict: false,
	allowPositionals: true,
});

let host;
const end = async (code) => {
	await host?.close();
	process.exit(code);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
	process.once(signal, () => end(130));
}
// A launcher that is killed tells nobody.
const launcher = process.ppid;
setInterval(() => {
	if (process.ppid !== launcher) end(130);
}, 1000).unref();

try {
	host = await openNodeHost({
		extension: values.extensionDevelopmentPath,
		tests: values.extensionTestsPath,
		folder: positionals[0],
		userData: values["user-data-dir"],
		extensions: values["extensions-dir"],
		onLine: (line) => console.log(line),
		verbose: Boolean(process.env.VSCODE_SHIM_VERBOSE),
	});
	await end(await within(300_000, "the suite", host.exitCode));
} catch (error) {
	console.error(error);
	await end(2);
}
