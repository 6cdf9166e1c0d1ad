import type { Position } from "vscode-languageserver";
import {
	type Language,
	type Settings,
	timelineDrawingAt,
} from "../engine/engine";
import { toLspRange, toOffset } from "./convert";
import type { OpenFile } from "./open-file";
import type { TimelineResult } from "./protocol";

/** The life of the Pod at a position, with places as lines and characters. */
export function drawTimeline(
	file: OpenFile,
	position: Position,
	settings: Settings,
	language: Language,
): TimelineResult | null {
	const { lines, source } = file;
	const drawing = timelineDrawingAt(
		source,
		toOffset(lines, position),
		settings,
		language,
	);
	return drawing
		? {
				...drawing,
				places: drawing.places.map((place) => toLspRange(lines, place)),
			}
		: null;
}
