import { l10n } from "vscode";
import {
	CloseAction,
	type CloseHandlerResult,
	ErrorAction,
	type ErrorHandler,
	type ErrorHandlerResult,
	type Message,
} from "vscode-languageclient";

const maximumRestarts = 4;
const period = 3 * 60 * 1000;

/**
 * Restarts a crashed server, but gives up on one that keeps crashing. The policy is the language client's own; its
 * message exists in English only, which is why it is written out here.
 */
export class RestartPolicy implements ErrorHandler {
	readonly #crashes: number[] = [];

	error(
		_error: Error,
		_message: Message | undefined,
		count: number | undefined,
	): ErrorHandlerResult {
		return {
			action: count && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
			// The output channel has it; nobody can do anything about it in a pop-up.
			handled: true,
		};
	}

	closed(): CloseHandlerResult {
		const now = Date.now();
		this.#crashes.push(now);
		if (this.#crashes.length <= maximumRestarts) {
			return { action: CloseAction.Restart, handled: true };
		}
		const oldest = this.#crashes.shift() ?? now;
		if (now - oldest > period) {
			return { action: CloseAction.Restart, handled: true };
		}
		return {
			action: CloseAction.DoNotRestart,
			message: l10n.t(
				"The Kubernetes Sidecar Patterns language server keeps crashing and is not restarted any more. The output tells why.",
			),
		};
	}
}
