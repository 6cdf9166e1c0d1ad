/** What the extension and the script in its webview say to each other. Types only: the script is another program. */
import type { TimelineDrawing } from "../../../server/src/engine/engine";

/** A place in a file as the Language Server Protocol has it: lines and characters from 0. */
export interface Place {
	readonly start: { readonly line: number; readonly character: number };
	readonly end: { readonly line: number; readonly character: number };
}

/** The life of a Pod, as the server sends it. */
export interface Drawing extends Omit<TimelineDrawing, "places"> {
	readonly places: readonly Place[];
}

/** Where the Pod stands that is shown: what VS Code keeps when the window is closed. */
export interface Followed {
	readonly uri: string;
	readonly line: number;
	readonly character: number;
}

/** To the webview. */
export type ToPage =
	| {
			readonly type: "draw";
			readonly drawing: Drawing | undefined;
			/** What to say beside the drawing, or in its place. */
			readonly notice: string;
			readonly followed: Followed;
	  }
	| { readonly type: "export" };

/** From the webview. */
export type FromPage =
	| { readonly type: "ready" }
	| {
			readonly type: "reveal";
			readonly place: Place;
			/** Does the focus go there too? As in VS Code's own lists, not with a single click. */
			readonly focus: boolean;
	  }
	| { readonly type: "export" }
	| { readonly type: "svg"; readonly svg: string };
