import assert from "node:assert/strict";
import {
	addQuantities,
	compareQuantities,
	formatQuantity,
	hasUnknownUnit,
	isMultipleOf,
	isWhole,
	maxQuantity,
	parseQuantity,
	type Quantity,
	roundToMilli,
} from "../../server/src/engine/kubernetes/quantity";

const quantity = (text: string): Quantity => {
	const parsed = parseQuantity(text);
	assert.ok(parsed, text);
	return parsed;
};

describe("quantities", () => {
	for (const [text, printed] of [
		["0", "0"],
		["0.5", "500m"],
		["1000m", "1"],
		["1500m", "1500m"],
		["0.1Gi", "107374182400m"],
		["1024Mi", "1Gi"],
		["1536Mi", "1536Mi"],
		["1500M", "1500M"],
		["1000M", "1G"],
		["1e3", "1e3"],
		["1e9", "1e9"],
		["12e2", "1200"],
		["1Ki", "1Ki"],
		["-1Gi", "-1Gi"],
		["+2", "2"],
		["100", "100"],
		[".5", "500m"],
		["5.", "5"],
	] as const)
		it(`prints ${text} as ${printed}`, () => {
			assert.equal(formatQuantity(quantity(text)), printed);
		});

	for (const text of [
		"",
		"m",
		"1c",
		"128MB",
		"128 Mi",
		"1_000",
		"0x10",
		"1.2.3",
	])
		it(`is no quantity: ${JSON.stringify(text)}`, () => {
			assert.equal(parseQuantity(text), undefined);
		});

	it("tells a wrong unit from what is no number at all", () => {
		assert.equal(hasUnknownUnit("128mi"), true);
		assert.equal(hasUnknownUnit("128MB"), false);
		assert.equal(hasUnknownUnit("128Mi"), false);
	});

	it("compares across units", () => {
		assert.equal(compareQuantities(quantity("1Gi"), quantity("1G")), 1);
		assert.equal(compareQuantities(quantity("999m"), quantity("1")), -1);
		assert.equal(compareQuantities(quantity("1e3"), quantity("1k")), 0);
		assert.equal(
			formatQuantity(maxQuantity(quantity("1G"), quantity("1Gi"))),
			"1Gi",
		);
	});

	it("adds, and prints the sum as the first that is not zero", () => {
		const sum = (...texts: string[]): string =>
			formatQuantity(addQuantities(texts.map(quantity)));
		assert.equal(sum(), "0");
		assert.equal(sum("500m", "1"), "1500m");
		assert.equal(sum("0", "512Mi", "512Mi"), "1Gi");
		assert.equal(sum("1M", "1Mi"), "2048576");
	});

	it("rounds up to thousandths, away from zero", () => {
		assert.equal(formatQuantity(roundToMilli(quantity("100u"))), "1m");
		assert.equal(formatQuantity(roundToMilli(quantity("-1100u"))), "-2m");
		assert.equal(formatQuantity(roundToMilli(quantity("1Gi"))), "1Gi");
	});

	it("knows whole numbers and multiples", () => {
		assert.equal(isWhole(quantity("1500m")), false);
		assert.equal(isWhole(quantity("2000m")), true);
		assert.equal(isMultipleOf(quantity("4Mi"), quantity("2Mi")), true);
		assert.equal(isMultipleOf(quantity("3Mi"), quantity("2Mi")), false);
		assert.equal(isMultipleOf(quantity("1"), quantity("500m")), false);
	});
});
