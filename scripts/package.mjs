// `npm run package`: builds the extension as a VSIX in out/ and checks that it is as small as it has to be.
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";

const LARGEST = 1024 * 1024;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { name, version } = JSON.parse(
	readFileSync(join(root, "package.json"), "utf8"),
);
const packagePath = join(root, "out", `${name}-${version}.vsix`);

mkdirSync(dirname(packagePath), { recursive: true });
// Everything that runs is bundled: no node_modules go into the package.
await createVSIX({
	cwd: root,
	packagePath,
	dependencies: false,
	rewriteRelativeLinks: false,
	allowMissingRepository: true,
	skipLicense: false,
});
const { size } = statSync(packagePath);
console.log(
	`${packagePath.slice(root.length + 1)}: ${Math.round(size / 1024)} KiB`,
);
if (size > LARGEST) {
	console.error("The package is larger than 1 MiB.");
	process.exitCode = 1;
}
