// Bundles the extension, the language server and the command line into dist/, with the rules' pages. `--production` minifies.
import { chmod, rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";
import { buildRulePages } from "./rule-pages.mjs";

const { values } = parseArgs({
	options: { production: { type: "boolean" }, watch: { type: "boolean" } },
});

/** What every bundle has in common. @type {esbuild.BuildOptions} */
const common = {
	bundle: true,
	minify: values.production ?? false,
	sourcemap: values.production ? false : "linked",
	format: "cjs",
	target: "es2022",
	logLevel: "warning",
	legalComments: "none",
	external: ["vscode"],
};
/** The `module` entry first: several Microsoft packages carry a UMD main that bundlers cannot follow. */
const node = {
	...common,
	platform: "node",
	target: "node20",
	mainFields: ["module", "main"],
};
const browser = {
	...common,
	platform: "browser",
	mainFields: ["browser", "module", "main"],
};
/** A script of its own. Bundled ES modules ask for their address, which CommonJS has under another name. */
const executable = {
	banner: {
		js: '#!/usr/bin/env node\nconst moduleUrl = require("node:url").pathToFileURL(__filename).href;',
	},
	define: { "import.meta.url": "moduleUrl" },
};

/** What the language server and the command line for Node share lies in a bundle of its own: half the package otherwise. */
const onEngine = {
	plugins: [
		{
			name: "engine",
			setup: ({ onResolve }) =>
				onResolve({ filter: /\/engine\/engine$/ }, () => ({
					path: "../engine.js",
					external: true,
				})),
		},
	],
};

/** The language client is by far the largest part of the extension: read when the server is wanted, not at activation. */
const onConnection = {
	supported: { "dynamic-import": false },
	plugins: [
		{
			name: "connection",
			setup: ({ onResolve }) =>
				onResolve(
					{ filter: /^(\.\/connection|vscode-languageclient\/node)$/ },
					() => ({ path: "./connection.js", external: true }),
				),
		},
	],
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
	{
		...node,
		entryPoints: ["server/src/engine/engine.ts"],
		outfile: "dist/engine.js",
	},
	{
		...node,
		...onConnection,
		entryPoints: ["client/src/node.ts"],
		outfile: "dist/client/node.js",
	},
	{
		...node,
		entryPoints: ["client/src/node-connection.ts"],
		outfile: "dist/client/connection.js",
	},
	{
		...browser,
		entryPoints: ["client/src/browser.ts"],
		outfile: "dist/client/browser.js",
	},
	{
		...node,
		...executable,
		...onEngine,
		entryPoints: ["server/src/lsp/node.ts"],
		outfile: "dist/server/node.js",
	},
	{
		...browser,
		format: "iife",
		entryPoints: ["server/src/lsp/browser.ts"],
		outfile: "dist/server/browser.js",
	},
	{
		...node,
		...executable,
		...onEngine,
		entryPoints: ["server/src/cli/main.ts"],
		outfile: "dist/cli/main.js",
	},
	{
		...browser,
		format: "iife",
		entryPoints: ["client/webview/timeline.ts", "client/webview/timeline.css"],
		outdir: "dist/webview",
		// The page may load nothing else than the two.
		sourcemap: false,
	},
];

await rm("dist", { recursive: true, force: true });
await buildRulePages(".", "dist/pages.json");
if (values.watch) {
	for (const options of bundles) await (await esbuild.context(options)).watch();
	console.log("watching");
} else {
	await Promise.all(bundles.map((options) => esbuild.build(options)));
	for (const { outfile, banner } of bundles) {
		if (banner && outfile) await chmod(outfile, 0o755);
	}
}
