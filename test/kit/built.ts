import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The path of a bundle, such as `dist/server/node.js`.
 * @throws Error when it has not been built: tests of a bundle fail then, they are not skipped
 */
export function built(bundle: string): string {
	const path = join(__dirname, "../..", bundle);
	if (!existsSync(path)) {
		throw new Error(`${bundle} is missing: run \`npm run build\` first`);
	}
	return path;
}
