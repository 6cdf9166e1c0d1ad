import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	BulkConversion,
	DEFAULT_SETTINGS,
	Orders,
	podsOf,
	Source,
} from "../../server/src/engine/engine";
import { pod } from "../kit/conversion";

const NATIVE =
	"  initContainers:\n  - name: ship\n    image: fluent/fluent-bit:4.0.7\n    restartPolicy: Always\n";
const containers = (...names: string[]) =>
	`  containers:\n${names.map((name) => `  - name: ${name}\n    image: example/${name}:1.0.0\n`).join("")}`;

/** Where the shipper belongs in the last of several texts of a file, of which the ones before have been seen. */
function indexAfter(...texts: string[]): number | undefined {
	const orders = new Orders();
	let index: number | undefined;
	for (const text of texts) {
		const source = Source.open(pod(text));
		orders.note("a.yaml", source);
		const [first] = source.documents;
		const ship =
			first && podsOf(first.document)[0]?.all.find((c) => c.name === "ship");
		assert.ok(ship);
		index = orders.indexOf("a.yaml", ship);
		assert.equal(orders.indexOf("b.yaml", ship), undefined);
	}
	return index;
}

describe("where a container stood before it was converted", () => {
	const before = containers("web", "ship", "api");

	it("is known as long as the others have kept their order", () => {
		assert.equal(indexAfter(before, NATIVE + containers("web", "api")), 1);
		assert.equal(indexAfter(before, NATIVE + containers("api")), 0);
		assert.equal(
			indexAfter(before, NATIVE + containers("new", "web", "new-2", "api")),
			2,
		);
	});

	it("is not known where it has not been seen, or the others have been moved", () => {
		assert.equal(indexAfter(NATIVE + containers("web", "api")), undefined);
		assert.equal(
			indexAfter(before, NATIVE + containers("api", "web")),
			undefined,
		);
		assert.equal(
			indexAfter(
				containers("web", "ship", "web"),
				NATIVE + containers("web", "web"),
			),
			undefined,
		);
	});

	it("is known for native sidecars too, where nobody needs it elsewhere", () => {
		const ship = "  - name: ship\n    image: fluent/fluent-bit:4.0.7\n";
		const gate = (args: string) =>
			`  - name: gate\n    image: envoyproxy/envoy:v1.34.1\n    restartPolicy: Always\n    args: [${args}]\n`;
		const init = `  initContainers:\n`;
		const orders = new Orders();
		const convert = (now: string) => {
			const bulk = new BulkConversion("native", undefined, orders);
			const file = { name: "a.yaml", source: Source.open(now) };
			bulk.convert(file, DEFAULT_SETTINGS);
			return applyEdit(now, bulk.edits[0]?.edit ?? []);
		};
		const before = pod(
			`${init}${ship.trimEnd()}\n    restartPolicy: Always\n${gate("-c, /a.yaml")}${containers("web")}`,
		);
		orders.note("a.yaml", Source.open(before));
		const classic = pod(
			`${init}${gate("-c, /a.yaml")}${containers("web")}${ship}`,
		);
		assert.equal(convert(classic), before);
		// The fix of the finding knows it as well.
		const at = classic.indexOf("- name: ship");
		const around = { file: "a.yaml", orders };
		const fix = actionsAt(
			Source.open(classic),
			{ start: at, end: classic.length },
			DEFAULT_SETTINGS,
			around,
		).find(({ kind, preferred }) => kind === "fix" && preferred);
		assert.equal(applyEdit(classic, fix?.edit() ?? []), before);
	});

	it("is kept for each of several that are converted at once", () => {
		const text = `${pod("  containers:\n  - name: ship\n    image: fluent/fluent-bit:4.0.7\n  - name: web\n    image: example/web:1.8.0\n  - name: proxy\n    image: envoyproxy/envoy:v1.34.1\n  - name: api\n    image: example/api:1.8.0\n")}`;
		const orders = new Orders();
		const convert = (now: string, to: "native" | "classic") => {
			const bulk = new BulkConversion(to, undefined, orders);
			const file = { name: "a.yaml", source: Source.open(now) };
			assert.equal(bulk.convert(file, DEFAULT_SETTINGS).converted.length, 2);
			return applyEdit(now, bulk.edits[0]?.edit ?? []);
		};
		const native = convert(text, "native");
		assert.notEqual(native, text);
		assert.equal(convert(native, "classic"), text);
	});
});
