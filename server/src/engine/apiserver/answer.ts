import { atLeast, type Version } from "../kubernetes/versions";
import type { Range } from "../text/edit";
import type { Message } from "../text/language";
import type { Document } from "../yaml/document";
import * as say from "./messages";
import type { Place } from "./place";
import { goQuote, printed } from "./printing";

/** One line of what the API server answers to an object. */
export interface ServerError {
	/** The rule that tells a person of it. */
	readonly rule: string;
	readonly place: Place;
	readonly at: Range;
	/** The server's own line, path included, to the letter. */
	readonly quote: string;
	/** What it means, in a person's language; without the quotation. */
	readonly message: Message;
	/** `warning`: the server accepts the object all the same. */
	readonly severity: "error" | "warning";
	/** The server of this version does not look here; the Pods fail later. */
	readonly unseen?: boolean;
	readonly related?:
		| { readonly at: Range; readonly message: Message }
		| undefined;
	/** What a fix may put there instead, the likeliest first. */
	readonly instead?: readonly string[];
}

/** How a check may differ from the usual error of its kind. */
export interface Details {
	/** What the server says after the colon. */
	readonly detail?: string;
	readonly rule?: string;
	readonly message?: Message;
	/** As the server prints the value, quotation marks included; the empty text when it prints none. */
	readonly value?: string;
	/** As the server writes the path, where it has a way of its own. */
	readonly path?: string;
	readonly related?: ServerError["related"];
	readonly instead?: readonly string[];
	/** Where to point, where it is not the place itself. */
	readonly at?: Range;
	/** Where the server has another word for this kind of error. */
	readonly kind?: string;
	/** The server looks at this, even where it looks at nothing around it. */
	readonly judged?: boolean;
}

/**
 * Collects what the API server says to one object. Its methods are the kinds of error of Kubernetes' `field` package,
 * and write its lines.
 */
export class Answer {
	readonly errors: ServerError[] = [];
	/** What checks of ours have thrown. */
	readonly faults: unknown[] = [];

	constructor(
		readonly document: Document,
		readonly version: Version,
		/** A part that something else completes: what it leaves out says nothing. */
		readonly partial: boolean,
		/** Does the server look at a place? Else the Pods fail later. */
		readonly judges: (place: Place) => boolean,
	) {}

	atLeast(version: Version): boolean {
		return atLeast(this.version, version);
	}

	/** `Required value`. Nothing is missed in a part of a manifest. */
	required(place: Place, details: Details = {}): void {
		if (this.partial && !place.isWritten) return;
		// What a template fills in looks as if nothing stood there.
		if (this.document.templated) return;
		this.add(place, "Required value", undefined, {
			rule: "required-value",
			message: place.isWritten
				? say.empty(String(place.key), place.json?.text ?? "")
				: say.required(String(place.key)),
			...details,
		});
	}

	/** `Invalid value`. */
	invalid(
		place: Place,
		details: Details & { detail: string; message: Message },
	): void {
		this.add(place, "Invalid value", details.value ?? printed(place), {
			rule: "invalid-value",
			...details,
		});
	}

	/** `Unsupported value`, with the values that are. */
	unsupported(
		place: Place,
		supported: readonly string[],
		details: Details = {},
	): void {
		this.add(place, "Unsupported value", details.value ?? printed(place), {
			rule: "unsupported-value",
			detail: `supported values: ${supported.map(goQuote).join(", ")}`,
			message: say.unsupported(
				String(place.field?.name ?? place.key),
				place.json?.text ?? "",
				supported,
			),
			instead: supported,
			...details,
		});
	}

	/** `Duplicate value`. */
	duplicate(place: Place, details: Details = {}): void {
		this.add(place, "Duplicate value", details.value ?? printed(place), {
			rule: "duplicate-value",
			message: say.duplicate(place.key, place.json?.text ?? ""),
			...details,
		});
	}

	/** `Forbidden`. */
	forbidden(
		place: Place,
		details: Details & { detail: string; message: Message },
	): void {
		this.add(place, "Forbidden", undefined, {
			rule: "forbidden-field",
			...details,
		});
	}

	/** `Not found`. A part of a manifest leaves what it names to what it is a part of. */
	notFound(
		place: Place,
		details: Details & { rule: string; message: Message },
	): void {
		if (this.partial) return;
		this.add(place, "Not found", details.value ?? printed(place), details);
	}

	/** `Too many`, or what older versions say instead. */
	tooMany(
		place: Place,
		count: number,
		most: number,
		details: Details = {},
	): void {
		this.add(
			place,
			this.atLeast("1.36") ? "Too many" : "Too long",
			details.value ?? (this.atLeast("1.36") ? String(count) : undefined),
			{
				rule: "too-many",
				detail: this.atLeast("1.36")
					? `must have at most ${most} items`
					: `may not be more than ${most} bytes`,
				message: say.tooMany(String(place.key), count, most),
				...details,
			},
		);
	}

	/** `Too long`: a text, or all the texts of a map. */
	tooLong(
		place: Place,
		most: number,
		details: Details & { message: Message },
	): void {
		this.add(place, "Too long", undefined, {
			rule: "too-many",
			detail: this.atLeast("1.32")
				? `may not be more than ${most} bytes`
				: `must have at most ${most} bytes`,
			...details,
		});
	}

	/** The server accepts the object with this warning; the whole line is the caller's. */
	warn(
		place: Place,
		quote: string,
		message: Message,
		details: Details & { rule: string },
	): void {
		this.errors.push({
			...details,
			place,
			at: details.at ?? place.range,
			quote,
			message,
			severity: "warning",
		});
	}

	/** An answer without a path: the object cannot be decoded. */
	undecodable(
		place: Place,
		quote: string,
		details: Details & { rule: string; message: Message },
	): void {
		this.errors.push({
			...details,
			place,
			at: details.at ?? place.range,
			quote,
			severity: "error",
		});
	}

	private add(
		place: Place,
		usualKind: string,
		value: string | undefined,
		{
			path = place.path,
			detail,
			at = place.range,
			kind = usualKind,
			judged = this.judges(place),
			...details
		}: Details & { rule: string; message: Message },
	): void {
		this.errors.push({
			...details,
			place,
			at,
			quote: [`${path}: ${kind}`, value, detail].filter(Boolean).join(": "),
			severity: judged ? "error" : "warning",
			...(judged ? {} : { unseen: true }),
		});
	}
}
