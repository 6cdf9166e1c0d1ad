import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A folder for one test; {@link remove} it afterwards. */
export class TemporaryFolder {
	readonly path = mkdtempSync(join(tmpdir(), "sidecar-patterns-"));

	/** Writes a file, and the folders above it. */
	write(name: string, content: string | Uint8Array): string {
		const path = join(this.path, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
		return path;
	}

	read(name: string): string {
		return readFileSync(join(this.path, name), "utf8");
	}

	delete(name: string): void {
		rmSync(join(this.path, name));
	}

	uri(name: string): string {
		return pathToFileURL(join(this.path, name)).href;
	}

	remove(): void {
		rmSync(this.path, { recursive: true, force: true });
	}
}
