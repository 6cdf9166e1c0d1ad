import {
	type Disposable,
	LanguageStatusSeverity,
	l10n,
	languages,
	window,
	workspace,
} from "vscode";
import { documentSelector, isServed, yamlSelector } from "./documents";
import type { DocumentStatus } from "./protocol";

/** What there is to say about the server as a whole. */
export type ServerState = "not started" | "starting" | "running" | "stopped";

/** The entry in VS Code's language status: the Kubernetes version, what was found and how long it took. */
export class StatusItem implements Disposable {
	readonly #item = languages.createLanguageStatusItem(
		"sidecarPatterns",
		yamlSelector,
	);
	readonly #documents = new Map<string, DocumentStatus>();
	readonly #subscriptions: Disposable[];
	#state: ServerState = "not started";

	constructor() {
		this.#item.name = l10n.t("Kubernetes Sidecar Patterns");
		this.#subscriptions = [
			this.#item,
			window.onDidChangeActiveTextEditor(() => this.#render()),
			workspace.onDidCloseTextDocument((document) =>
				this.#documents.delete(document.uri.toString()),
			),
		];
		this.#render();
	}

	/** Takes over what the server says about one document. */
	update(status: DocumentStatus): void {
		this.#documents.set(status.uri, status);
		this.#render();
	}

	/** Shows whether the server runs. */
	serverIs(state: ServerState): void {
		this.#state = state;
		if (state !== "running") this.#documents.clear();
		this.#render();
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	#render(): void {
		const item = this.#item;
		const document = window.activeTextEditor?.document;
		// A JSON file that is no manifest has no business with us and shall not show our entry.
		item.selector =
			document && isServed(document) ? documentSelector : yamlSelector;
		item.busy = this.#state === "starting";
		item.severity = LanguageStatusSeverity.Information;
		item.command = {
			command: "sidecarPatterns.showOutput",
			title: l10n.t("Show Output"),
		};
		if (this.#state === "stopped") {
			item.severity = LanguageStatusSeverity.Error;
			item.text = l10n.t("Sidecar Patterns");
			item.detail = l10n.t("The language server has stopped");
			return;
		}
		const status = document && this.#documents.get(document.uri.toString());
		item.text = status
			? l10n.t("Kubernetes {0}", status.kubernetesVersion)
			: l10n.t("Sidecar Patterns");
		item.detail = status ? describe(status) : "";
	}
}

function describe({ findings, pods, milliseconds }: DocumentStatus): string {
	const time = l10n.t("{0} ms", milliseconds.toFixed(1));
	return `${describeFindings(findings, pods)} · ${time}`;
}

function describeFindings(findings: number, pods: number): string {
	if (findings === 1) return l10n.t("1 finding");
	if (findings > 1) return l10n.t("{0} findings", findings);
	return pods === 0 ? l10n.t("No Pod") : l10n.t("No findings");
}
