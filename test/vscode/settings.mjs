/** Settings in which hosts differ, or with which VS Code would do anything beside what it is asked for. */
export const settings = {
	"chat.disableAIFeatures": true,
	"extensions.autoCheckUpdates": false,
	"extensions.autoUpdate": false,
	"extensions.ignoreRecommendations": true,
	"files.hotExit": "off",
	"git.enabled": false,
	"telemetry.telemetryLevel": "off",
	"window.restoreWindows": "none",
	"workbench.enableExperiments": false,
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.startupEditor": "none",
};
