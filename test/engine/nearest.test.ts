import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { nearest } from "../../server/src/engine/kubernetes/nearest";

const FIELDS = ["spec", "status", "metadata", "replicas"];

describe("the word that is most likely meant", () => {
	for (const [typed, meant] of [
		["spce", "spec"],
		["pesc", undefined],
		["sepc", "spec"],
		["spac", "spec"],
		["metdata", "metadata"],
		["matedata", "metadata"],
		["relpicsa", "replicas"],
		["Status", "status"],
		["labels", undefined],
		["", undefined],
	] as const)
		it(`of ${typed || "nothing"} is ${meant ?? "not known"}`, () => {
			assert.equal(nearest(typed, FIELDS), meant);
		});
});
