/**
 * Quantities as `resource.Quantity` reads, compares and prints them (`apimachinery/pkg/api/resource`). The smallest amount
 * is a billionth; what is smaller is rounded away from zero.
 */
export interface Quantity {
	/** The amount in billionths. */
	readonly nano: bigint;
	/** How it is printed; sums take the first addend's. */
	readonly format: "decimal" | "exponent" | "binary";
}

/** What a quantity looks like. */
const QUANTITY =
	/^([-+]?)(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][-+]?\d+)?$/;
/** What the server takes for one until it looks at the unit. */
const ROUGH = /^[-+]?\d*(?:\.\d*)?[eEinumkKMGTP]*[-+]?\d*$/;

const NANO = 10n ** 9n;
const MILLI = 10n ** 6n;
const MOST = 2n ** 63n - 1n;
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** Reads a quantity such as `500m`, `1.5Gi`, `1e3`; nothing when it is none. */
export function parseQuantity(text: string): Quantity | undefined {
	const [match, sign, whole = "", fraction = "", unit = ""] =
		QUANTITY.exec(text) ?? [];
	if (match === undefined || (whole === "" && fraction === ""))
		return undefined;
	const digits = BigInt(whole + fraction);
	const binary = BINARY.indexOf(unit);
	const exponent = /^[eE]([-+]?\d+)$/.exec(unit)?.[1];
	let numerator = digits * NANO;
	let denominator = 10n ** BigInt(fraction.length);
	let format: Quantity["format"] = "decimal";
	if (exponent !== undefined) {
		format = "exponent";
		const power = Math.max(-30, Math.min(30, Number(exponent)));
		if (power >= 0) numerator *= 10n ** BigInt(power);
		else denominator *= 10n ** BigInt(-power);
	} else if (binary > 0) {
		format = "binary";
		numerator *= 1024n ** BigInt(binary);
	} else {
		const power = (DECIMAL.indexOf(unit) - 3) * 3;
		if (power >= 0) numerator *= 10n ** BigInt(power);
		else denominator *= 10n ** BigInt(-power);
	}
	const amount = (numerator + denominator - 1n) / denominator;
	if (format === "binary" && amount < NANO && amount > 0n) format = "decimal";
	const nano = amount > MOST * NANO ? MOST * NANO : amount;
	return { nano: sign === "-" ? -nano : nano, format };
}

/** Has it the form of a quantity, but a unit that there is not? The server's complaint is another then. */
export const hasUnknownUnit = (text: string): boolean =>
	ROUGH.test(text) && text !== "" && parseQuantity(text) === undefined;

/** The quantity in canonical form, as the API server prints it. */
export function formatQuantity({ nano, format }: Quantity): string {
	if (nano === 0n) return "0";
	const sign = nano < 0n ? "-" : "";
	const amount = nano < 0n ? -nano : nano;
	if (format === "binary" && amount % NANO === 0n) {
		let number = amount / NANO;
		let step = 0;
		while (number % 1024n === 0n && step < BINARY.length - 1) {
			number /= 1024n;
			step++;
		}
		return `${sign}${number}${BINARY[step]}`;
	}
	let number = amount;
	let step = 0;
	while (number % 1000n === 0n && step < DECIMAL.length - 1) {
		number /= 1000n;
		step++;
	}
	if (format !== "exponent") return `${sign}${number}${DECIMAL[step]}`;
	return `${sign}${number}${step === 3 ? "" : `e${step * 3 - 9}`}`;
}

/** The sum; of nothing, zero. It is printed as its first addend that is not zero. */
export function addQuantities(quantities: readonly Quantity[]): Quantity {
	return {
		nano: quantities.reduce((sum, { nano }) => sum + nano, 0n),
		format:
			(quantities.find(({ nano }) => nano !== 0n) ?? quantities[0])?.format ??
			"decimal",
	};
}

/** The greater one; of equal ones, the first. */
export const maxQuantity = (one: Quantity, other: Quantity): Quantity =>
	compareQuantities(other, one) > 0 ? other : one;

/** Below, at or above 0 as one quantity is less than, equal to or greater than another. */
export const compareQuantities = (one: Quantity, other: Quantity): number =>
	one.nano < other.nano ? -1 : one.nano > other.nano ? 1 : 0;

/** Rounds up to thousandths, away from zero, as the server does with the amounts of resources. */
export function roundToMilli({ nano, format }: Quantity): Quantity {
	const size = nano < 0n ? -nano : nano;
	const rounded = ((size + MILLI - 1n) / MILLI) * MILLI;
	return { nano: nano < 0n ? -rounded : rounded, format };
}

/** Is it a whole number of units? */
export const isWhole = ({ nano }: Quantity): boolean => nano % NANO === 0n;

/** Is the one a whole multiple of the other, both being whole numbers? What is no whole number is rounded up first. */
export function isMultipleOf(one: Quantity, size: Quantity): boolean {
	if (size.nano <= 0n || !isWhole(size)) return false;
	return ((one.nano + NANO - 1n) / NANO) % (size.nano / NANO) === 0n;
}
