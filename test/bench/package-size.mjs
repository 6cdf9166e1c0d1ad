/** How large the extension is to download. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import { root } from "./servers.mjs";

const deflate = promisify(deflateRaw);
/** A zip file names each entry twice and adds two headers; about this much with our short paths. */
const ENTRY_OVERHEAD = 140;

/**
 * @param {string | undefined} vsix the packaged extension; without it the size is estimated from `dist`
 */
export async function packageSize(vsix) {
	if (vsix) return { bytes: (await stat(vsix)).size, source: "the VSIX" };
	const dist = join(root, "dist");
	const entries = await readdir(dist, { recursive: true, withFileTypes: true });
	let bytes = 0;
	for (const entry of entries) {
		if (!entry.isFile() || entry.name.endsWith(".map")) continue;
		const path = join(entry.parentPath ?? entry.path, entry.name);
		const packed = await deflate(await readFile(path), { level: 9 });
		bytes += packed.length + ENTRY_OVERHEAD;
	}
	return { bytes, source: "estimate: dist, zipped" };
}
