import { type Item, itemsOf, valueAt } from "../yaml/tree";
import type { Container } from "./container";
import { scalarOf } from "./values";

const VARIABLE = "EXIT_ON_ZERO_ACTIVE_CONNECTIONS";

/**
 * The item of `env` by which Istio's proxy, told to stop, waits until nobody is connected: without it an ordinary container
 * would end before the application.
 */
export function exitOnZeroOf(container: Container): Item | undefined {
	const { name = "", image } = container;
	// Nothing but Istio's agent reads it.
	if (!/\b(?:istio|proxyv2)\b/.test(`${name} ${image?.text ?? ""}`))
		return undefined;
	return itemsOf(container.field("env")?.value).find(
		({ value }) =>
			scalarOf(valueAt(value, "name"))?.text === VARIABLE &&
			scalarOf(valueAt(value, "value"))?.text === "true",
	);
}
