// Bundles the extension, the language server and the command line into dist/, with the rules' pages. `--production` minifies.
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
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
	// Half of the texts are Japanese: escaped they take twice the room.
	charset: "utf8",
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

/** What all servers and the command line share lies in a bundle of its own: a third of the package otherwise. */
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

/** In a worker nothing can be required: the client starts it with the engine in front (client/src/worker.ts). */
const afterEngine = {
	plugins: [
		{
			name: "engine",
			setup: ({ onResolve, onLoad }) => {
				onResolve({ filter: /\/engine\/engine$/ }, () => ({
					path: "engine",
					namespace: "global",
				}));
				onLoad({ filter: /.*/, namespace: "global" }, () => ({
					contents: "module.exports = self.sidecarPatternsEngine;",
				}));
			},
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
		...browser,
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
		...afterEngine,
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

if (values.watch) {
	await rm("dist", { recursive: true, force: true });
	await buildRulePages(".", "dist/pages.json");
	for (const options of bundles) await (await esbuild.context(options)).watch();
	console.log("watching");
} else {
	// What is there stays until all of the new is: whoever runs it meanwhile does not find half of it.
	const built = await Promise.all(
		bundles.map((options) => esbuild.build({ ...options, write: false })),
	);
	await rm("dist", { recursive: true, force: true });
	await buildRulePages(".", "dist/pages.json");
	for (const { path, contents } of built.flatMap((each) => each.outputFiles)) {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, contents);
	}
	for (const { outfile, banner } of bundles) {
		if (banner && outfile) await chmod(outfile, 0o755);
	}
}
