/** What of the style a picture needs where there is no style sheet. */
const PROPERTIES = [
	"fill",
	"fill-opacity",
	"stroke",
	"stroke-width",
	"stroke-dasharray",
	"font-family",
	"font-size",
	"font-weight",
] as const;

/** For those who point, focus and listen here; in a file they mean nothing. */
const HERE = ["class", "tabindex", "data-place", "data-row", "data-x", "role"];

/** The picture as a file of its own, in the colours in which it is seen here. */
export function fileOf(picture: SVGSVGElement): string {
	const copy = picture.cloneNode(true) as SVGSVGElement;
	copyStyle(picture, copy, {});
	const back = document.createElementNS(picture.namespaceURI, "rect");
	back.setAttribute("width", "100%");
	back.setAttribute("height", "100%");
	back.setAttribute(
		"fill",
		getComputedStyle(document.body).getPropertyValue(
			"--vscode-editor-background",
		),
	);
	copy.prepend(back);
	copy.setAttribute("role", "img");
	return `${new XMLSerializer().serializeToString(copy)}\n`;
}

type Style = Partial<Record<(typeof PROPERTIES)[number], string>>;

/** Writes what differs from what is inherited: all of these are, in SVG. */
function copyStyle(from: Element, to: Element, inherited: Style): void {
	const style = getComputedStyle(from);
	const own: Style = {};
	for (const name of PROPERTIES) {
		own[name] = style.getPropertyValue(name);
		if (own[name] !== inherited[name]) to.setAttribute(name, own[name]);
	}
	for (const name of HERE) to.removeAttribute(name);
	for (let i = 0; i < from.children.length; i++) {
		const [source, target] = [from.children[i], to.children[i]];
		if (source && target) copyStyle(source, target, own);
	}
}
