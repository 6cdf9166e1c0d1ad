/** Bundles the suites: one for the Node extension host, one for the web extension host. */
import { join } from "node:path";
import * as esbuild from "esbuild";

/**
 * @param {string} root the folder of the extension
 * @returns {Promise<{ node: string, web: string }>} the two bundles
 */
export async function bundleSuites(root) {
	const suite = join(root, "test/vscode/suite");
	const out = join(root, "out/test/vscode");
	const common = {
		bundle: true,
		format: "cjs",
		target: "es2022",
		sourcemap: "inline",
		logLevel: "warning",
	};
	const bundles = { node: join(out, "node.js"), web: join(out, "web.js") };
	await Promise.all([
		esbuild.build({
			...common,
			platform: "node",
			// Mocha finds parts of itself at run time.
			external: ["vscode", "mocha"],
			entryPoints: [join(suite, "node.ts")],
			outfile: bundles.node,
		}),
		esbuild.build({
			...common,
			platform: "browser",
			external: ["vscode"],
			// Mocha's browser build looks for the global object under Node's name.
			define: { global: "globalThis" },
			entryPoints: [join(suite, "web.ts")],
			outfile: bundles.web,
		}),
	]);
	return bundles;
}
