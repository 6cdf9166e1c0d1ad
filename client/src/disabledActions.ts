import { l10n } from "vscode";
import type { Middleware } from "vscode-languageclient";

/**
 * Puts the reason why an action is not possible into its title: VS Code shows such actions greyed out in the menu of
 * refactorings, but not their reasons.
 */
export const showReasons: Required<Pick<Middleware, "provideCodeActions">> = {
	async provideCodeActions(document, range, context, token, next) {
		const actions = await next(document, range, context, token);
		for (const action of actions ?? []) {
			if (!("disabled" in action) || !action.disabled) continue;
			const { reason } = action.disabled;
			action.title = l10n.t("{0} (not possible: {1})", action.title, reason);
		}
		return actions;
	},
};
