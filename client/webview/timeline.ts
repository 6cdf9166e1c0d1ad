import type { Drawing, FromPage, ToPage } from "../src/timeline/drawing";
import { fileOf } from "./export";
import { picture } from "./picture";
import { render, type Shape } from "./shape";

declare function acquireVsCodeApi(): {
	postMessage(message: FromPage): void;
	setState(state: unknown): void;
};

const host = acquireVsCodeApi();
const element = (id: string): HTMLElement => {
	const found = document.getElementById(id);
	if (!found) throw new Error(`no #${id}`);
	return found;
};
const frame = element("picture");
const pen = document.createElement("canvas").getContext("2d");
let drawing: Drawing | undefined;
let file: string | undefined;
/** The mark that the Tab key comes to. */
let focused: Element | undefined;

const marks = (): Element[] => [...frame.querySelectorAll(".mark")];
const spotOf = (mark: Element) => ({
	row: Number(mark.getAttribute("data-row")),
	x: Number(mark.getAttribute("data-x")),
});

function draw(): void {
	element("export").hidden = drawing === undefined;
	element("title").textContent = drawing?.title ?? "";
	element("subtitle").textContent = drawing?.subtitle ?? "";
	if (pen) pen.font = getComputedStyle(document.body).font;
	const measure = (words: string) => pen?.measureText(words).width ?? 0;
	render(frame, drawing ? [picture(drawing, frame.clientWidth, measure)] : []);
	render(element("text"), drawing ? sections(drawing) : []);
	if (!focused?.isConnected) focused = marks()[0];
	focused?.setAttribute("tabindex", "0");
}

const sections = (of: Drawing): Shape[] =>
	of.sections.flatMap(({ title, numbered, facts }): Shape[] => [
		{ tag: "h2", key: title, children: title },
		{
			tag: numbered ? "ol" : "ul",
			key: title,
			children: facts.map(({ text, place }) => ({
				tag: "li",
				children: [
					// No `button`: a text of several lines would not flow in one.
					{
						tag: "span",
						attributes:
							place === undefined
								? {}
								: {
										class: "link",
										role: "button",
										tabindex: 0,
										"data-place": place,
									},
						children: text,
					},
				],
			})),
		},
	]);

/** Goes to where it is written. */
function reveal(target: EventTarget | null, focus: boolean): void {
	const mark = target instanceof Element && target.closest("[data-place]");
	const place =
		mark && drawing?.places[Number(mark.getAttribute("data-place"))];
	if (place) host.postMessage({ type: "reveal", place, focus });
}

/** The mark to which an arrow key leads: the next of the same row, or the one above or below that is nearest. */
function neighbour(from: Element, key: string): Element | undefined {
	if (!frame.contains(from)) return undefined;
	const all = marks().map((mark) => ({ mark, ...spotOf(mark) }));
	const here = spotOf(from);
	const row = all
		.filter((one) => one.row === here.row)
		.sort((a, b) => a.x - b.x);
	const index = row.findIndex(({ mark }) => mark === from);
	const nearest = (rows: readonly number[]) =>
		all
			.filter((one) => one.row === rows[0])
			.sort((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x))[0];
	const others = [...new Set(all.map((one) => one.row))].sort((a, b) => a - b);
	switch (key) {
		case "ArrowRight":
			return row[index + 1]?.mark;
		case "ArrowLeft":
			return row[index - 1]?.mark;
		case "ArrowDown":
			return nearest(others.filter((one) => one > here.row))?.mark;
		case "ArrowUp":
			return nearest(others.filter((one) => one < here.row).reverse())?.mark;
		case "Home":
			return row[0]?.mark;
		case "End":
			return row.at(-1)?.mark;
		default:
			return undefined;
	}
}

document.addEventListener("keydown", (event) => {
	const { key, target } = event;
	// With them the keys are VS Code's.
	if (event.ctrlKey || event.altKey || event.metaKey) return;
	if (!(target instanceof Element && target.matches("[data-place]"))) return;
	const isPressed = key === "Enter" || key === " ";
	const next = isPressed ? undefined : neighbour(target, key);
	if (!isPressed && !next) return;
	event.preventDefault();
	if (isPressed) reveal(target, true);
	if (next instanceof SVGElement) {
		next.focus();
		next.scrollIntoView({ block: "nearest", inline: "nearest" });
	}
});
frame.addEventListener("focusin", ({ target }) => {
	if (!(target instanceof Element)) return;
	focused?.setAttribute("tabindex", "-1");
	focused = target;
	focused.setAttribute("tabindex", "0");
});
document.addEventListener("click", ({ target, detail }) =>
	reveal(target, detail > 1),
);
element("export").addEventListener("click", () =>
	host.postMessage({ type: "export" }),
);
window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
	if (data.type === "draw") {
		drawing = data.drawing;
		element("notice").textContent = data.notice;
		host.setState(data.followed);
		draw();
		if (file !== data.followed.uri) scrollTo(0, 0);
		file = data.followed.uri;
	} else {
		const svg = frame.querySelector("svg");
		if (svg) host.postMessage({ type: "svg", svg: fileOf(svg) });
	}
});
// The picture is as wide as there is room.
new ResizeObserver(() => draw()).observe(frame);
host.postMessage({ type: "ready" });
