import { commands, type Disposable, workspace } from "vscode";
import type { Server } from "./server";

/** The open files that have a Pod in them, as VS Code's menus ask for them: `resource in sidecarPatterns.manifests`. */
export class Manifests implements Disposable {
	readonly #uris = new Set<string>();
	readonly #subscriptions: Disposable[];

	constructor(server: Server) {
		this.#subscriptions = [
			server.onDidAnalyse(({ uri, pods }) => {
				if (this.#uris.has(uri) === pods > 0) return;
				if (pods > 0) this.#uris.add(uri);
				else this.#uris.delete(uri);
				this.#tell();
			}),
			workspace.onDidCloseTextDocument(({ uri }) => {
				if (this.#uris.delete(uri.toString())) this.#tell();
			}),
		];
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	#tell(): void {
		void commands.executeCommand("setContext", "sidecarPatterns.manifests", [
			...this.#uris,
		]);
	}
}
