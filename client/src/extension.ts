import { commands, type ExtensionContext, window } from "vscode";
import { convertToClassic, convertToNative } from "./commands/convert";
import { BulkConverter } from "./commands/convertAll";
import { PodExplainer } from "./commands/explainPod";
import { fixAll } from "./commands/fixAll";
import { insertPattern } from "./commands/insertPattern";
import { WorkspaceLinter } from "./commands/lintWorkspace";
import { select } from "./commands/select";
import { RulePages } from "./commands/showRule";
import type { CreateClient } from "./connection";
import { Manifests } from "./manifests";
import { Server } from "./server";
import { StatusItem } from "./status";
import { TimelinePanel } from "./timeline/panel";

/** What an entry needs of the extension afterwards. */
export interface Extension {
	stop(): Promise<void>;
}

/**
 * Wires the extension up. It returns before the server runs and does nothing that takes time: VS Code waits for it
 * with every YAML file that is opened.
 */
export function activateExtension(
	context: ExtensionContext,
	createClient: CreateClient,
): Extension {
	const output = window.createOutputChannel("Kubernetes Sidecar Patterns", {
		log: true,
	});
	const status = new StatusItem();
	const server = new Server(createClient, output, status);
	const converter = new BulkConverter(server);
	const linter = new WorkspaceLinter(server);
	const explainer = new PodExplainer(server);
	const { extensionUri } = context;
	const pages = new RulePages(extensionUri);
	const timeline = new TimelinePanel(server, extensionUri);

	const handlers: Record<string, (...args: unknown[]) => unknown> = {
		convertAll: (choice) => converter.run(choice),
		convertToClassic: () => convertToClassic(server),
		convertToNative: () => convertToNative(server),
		explainPod: () => explainer.explain(),
		exportTimeline: (target) => timeline.export(target),
		fixAll: () => fixAll(server),
		insertPattern: () => insertPattern(server, extensionUri),
		lintWorkspace: () => linter.run(),
		restartServer: () => server.restart(),
		showOutput: () => output.show(),
		// These two are not in the palette: the server's hovers and code actions name them.
		select,
		showRule: (rule) => pages.show(rule),
		showTimeline: (uri, at) => timeline.show(uri, at),
	};
	context.subscriptions.push(
		output,
		status,
		server,
		converter,
		linter,
		explainer,
		pages,
		timeline,
		new Manifests(server),
		...Object.entries(handlers).map(([name, handler]) =>
			commands.registerCommand(`sidecarPatterns.${name}`, handler),
		),
	);
	server.startWhenNeeded();
	return server;
}
