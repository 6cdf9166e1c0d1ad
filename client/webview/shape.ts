/** An element that shall be there. Text is text: nothing here reads markup. */
export interface Shape {
	readonly tag: string;
	/** What it is among its siblings, so that it stays the same element when they change. */
	readonly key?: string;
	readonly attributes?: Readonly<
		Record<string, string | number | boolean | undefined>
	>;
	readonly children?: readonly Shape[] | string;
}

/**
 * Makes the children of an element what they shall be, and touches nothing that is so already: focus, scroll positions and what
 * a screen reader is reading stay.
 */
export function render(parent: Element, shapes: readonly Shape[]): void {
	const known = new Map(
		[...parent.children].map((child) => [keys.get(child), child]),
	);
	const counts = new Map<string, number>();
	const wanted = shapes.map((shape): [Shape, Element] => {
		const name = shape.key ?? shape.tag;
		const count = counts.get(name) ?? 0;
		counts.set(name, count + 1);
		const key = `${shape.tag} ${count} ${name}`;
		const element = known.get(key) ?? create(parent, shape.tag, key);
		known.delete(key);
		return [shape, element];
	});
	for (const stale of known.values()) stale.remove();
	wanted.forEach(([shape, element], index) => {
		const there = parent.children[index] ?? null;
		if (there !== element) parent.insertBefore(element, there);
		update(element, shape);
	});
}

const keys = new WeakMap<Element, string>();
const SVG = "http://www.w3.org/2000/svg";

function create(parent: Element, tag: string, key: string): Element {
	const isSvg = tag === "svg" || parent.namespaceURI === SVG;
	const element = isSvg
		? document.createElementNS(SVG, tag)
		: document.createElement(tag);
	keys.set(element, key);
	return element;
}

function update(
	element: Element,
	{ attributes = {}, children = [] }: Shape,
): void {
	for (const name of element.getAttributeNames())
		if (attributes[name] === undefined || attributes[name] === false)
			element.removeAttribute(name);
	for (const [name, value] of Object.entries(attributes)) {
		if (value === undefined || value === false) continue;
		const text = value === true ? "" : String(value);
		if (element.getAttribute(name) !== text) element.setAttribute(name, text);
	}
	if (typeof children !== "string") render(element, children);
	else if (element.textContent !== children) element.textContent = children;
}
