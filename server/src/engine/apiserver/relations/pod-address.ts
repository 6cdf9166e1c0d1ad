/** An IP address as Go reads it. */
export interface Address {
	/** As Go prints it; an IPv4 address inside IPv6 as IPv4. */
	readonly canonical: string;
	readonly version: 4 | 6;
	/** Only old clients take it: digits with leading zeros, or IPv4 inside IPv6. */
	readonly legacy: "leading zeros" | "mapped" | undefined;
}

/** Reads an address as `net.ParseIP` of old did: with leading zeros too. Nothing when it is none. */
export function parseAddress(text: string): Address | undefined {
	if (!text.includes(":")) {
		const bytes = bytesOf(text);
		return (
			bytes && {
				canonical: bytes.join("."),
				version: 4,
				legacy: hasLeadingZero(text) ? "leading zeros" : undefined,
			}
		);
	}
	const last = text.slice(text.lastIndexOf(":") + 1);
	const tail = last.includes(".") ? bytesOf(last) : undefined;
	if (last.includes(".") && !tail) return undefined;
	const [a = 0, b = 0, c = 0, d = 0] = tail ?? [];
	const hexadecimal = tail
		? `${text.slice(0, -last.length)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
		: text;
	const groups = groupsOf(hexadecimal);
	if (!groups) return undefined;
	const mapped =
		groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
	const [high = 0, low = 0] = groups.slice(6);
	return {
		canonical: mapped
			? [high >> 8, high & 255, low >> 8, low & 255].join(".")
			: compressed(groups),
		version: 6,
		legacy:
			tail && hasLeadingZero(last)
				? "leading zeros"
				: mapped
					? "mapped"
					: undefined,
	};
}

const hasLeadingZero = (text: string): boolean => /(?:^|\.)0\d/.test(text);

function bytesOf(text: string): number[] | undefined {
	const parts = text.split(".");
	return parts.length === 4 &&
		parts.every((part) => /^\d+$/.test(part) && Number(part) < 256)
		? parts.map(Number)
		: undefined;
}

function groupsOf(text: string): number[] | undefined {
	const halves = text.split("::");
	if (halves.length > 2) return undefined;
	const [before = [], after = []] = halves.map((half) =>
		half === "" ? [] : half.split(":"),
	);
	if (![...before, ...after].every((group) => /^[\da-f]{1,4}$/i.test(group)))
		return undefined;
	const missing = 8 - before.length - after.length;
	if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
	return [...before, ...Array<string>(missing).fill("0"), ...after].map(
		(group) => Number.parseInt(group, 16),
	);
}

/** RFC 5952: the first of the longest runs of zeros is left out. */
function compressed(groups: readonly number[]): string {
	let start = -1;
	let length = 1;
	for (let from = 0; from < groups.length; from++) {
		let run = 0;
		while (groups[from + run] === 0) run++;
		if (run > length) [start, length] = [from, run];
	}
	const text = (part: readonly number[]) =>
		part.map((group) => group.toString(16)).join(":");
	return start < 0
		? text(groups)
		: `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}
