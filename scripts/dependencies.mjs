/** Are the dependencies there, in the versions that package.json names? Imports nothing but Node itself. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export function areInstalled(root) {
	const read = (path) => JSON.parse(readFileSync(path, "utf8"));
	const { devDependencies } = read(join(root, "package.json"));
	return Object.entries(devDependencies).every(([name, version]) => {
		const manifest = join(root, "node_modules", name, "package.json");
		return existsSync(manifest) && read(manifest).version === version;
	});
}
