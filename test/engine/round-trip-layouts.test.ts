import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	applyEdit,
	BulkConversion,
	DEFAULT_SETTINGS,
	Orders,
	type SidecarKind,
	Source,
} from "../../server/src/engine/engine";
import { pod } from "../kit/conversion";

const WEB = "  - name: web\n    image: example/web:1.8.0\n";
const SHIP = "  - name: ship\n    image: fluent/fluent-bit:4.0.7\n";
const PROXY = "  - name: proxy\n    image: envoyproxy/envoy:v1.34.1\n";
const LISTS = `  containers:\n${WEB}${SHIP}`;
const VOLUMES = "  volumes: []\n";

const withCarriageReturns = (text: string) => text.replaceAll("\n", "\r\n");
const without = (text: string) => text.trimEnd();

/** Converts all sidecars of a text; with what a host keeps, or as two runs of the command line. */
function convert(text: string, to: SidecarKind, orders?: Orders): string {
	const bulk = new BulkConversion(to, undefined, orders);
	const file = { name: "shop.yaml", source: Source.open(text) };
	bulk.convert(file, DEFAULT_SETTINGS);
	return applyEdit(text, bulk.edits[0]?.edit ?? []);
}

function assertComesBack(text: string, orders?: Orders): void {
	const native = convert(text, "native", orders);
	assert.notEqual(native, text, "something is converted");
	assert.equal(convert(native, "classic", orders), text);
}

describe("conversion there and back leaves the layout", () => {
	const everywhere: readonly [string, string][] = [
		["a blank line in front of the list", `  hostNetwork: false\n\n${LISTS}`],
		["several between items", `  containers:\n${WEB}\n${SHIP}\n\n${PROXY}`],
		[
			"only in front of some",
			`  containers:\n${WEB}\n${SHIP}${PROXY}\n${VOLUMES}`,
		],
		[
			"a list of init containers elsewhere",
			`${LISTS}\n  # before the rest\n  initContainers: [] # none yet\n\n${VOLUMES}`,
		],
	];
	for (const [name, text] of everywhere)
		it(`${name}, also on the command line`, () => {
			assertComesBack(pod(text));
			assertComesBack(pod(text), new Orders());
			assertComesBack(withCarriageReturns(pod(text)));
			assertComesBack(without(pod(text)));
		});

	it("a list that came behind `containers`, since an anchor stands there", () => {
		const web = `${WEB}    env: &env\n    - { name: LEVEL, value: info }\n`;
		const ship = `${SHIP}    env: *env\n`;
		for (const list of [
			`  containers:\n${web}${ship}`,
			`  containers:\n${web}\n  # ships logs\n${ship}`,
			`  containers:\n${web}${ship}${PROXY}`,
		])
			for (const end of ["", VOLUMES, `\n${VOLUMES}`])
				for (const text of [
					pod(list + end),
					withCarriageReturns(pod(list + end)),
				]) {
					assertComesBack(text);
					assertComesBack(text, new Orders());
				}
	});

	it("a blank line between a list and its first item", () => {
		assertComesBack(
			pod(`  containers:\n\n${SHIP}\n${WEB}${PROXY}`),
			new Orders(),
		);
		assertComesBack(
			pod(`  containers:\n\n  # ships logs\n${SHIP}\n${WEB}`),
			new Orders(),
		);
	});

	for (const value of ["[]", "", "null", "~", "[] # none", "# none", "[\n  ]"])
		it(`an empty \`initContainers: ${JSON.stringify(value)}\` that an editor has seen`, () => {
			const empty = `  initContainers: ${value}`.trimEnd();
			for (const text of [
				`${empty}\n${LISTS}`,
				`${empty}\n\n  containers:\n${SHIP}\n${WEB}\n${VOLUMES}`,
				`${LISTS}${empty}\n`,
				`  containers:\n${WEB}\n${SHIP}\n${empty}\n\n${VOLUMES}`,
				`  containers:\n${SHIP}${WEB}${PROXY}${empty}\n  # behind\n`,
			]) {
				assertComesBack(pod(text), new Orders());
				assertComesBack(withCarriageReturns(pod(text)), new Orders());
				assertComesBack(without(pod(text)), new Orders());
			}
		});

	it("an empty list in brackets", () => {
		const containers =
			"containers: [{ name: web, image: 'example/web:1.8.0' }, { name: ship, image: 'fluent/fluent-bit:4.0.7' }]";
		const object = (spec: string) =>
			`{ apiVersion: v1, kind: Pod, metadata: { name: shop }, spec: { ${spec} } }\n`;
		for (const empty of ["[]", "null", "[ ]"]) {
			const init = `initContainers: ${empty}`;
			assertComesBack(object(`${init}, ${containers}`), new Orders());
			assertComesBack(object(`${containers}, ${init}`), new Orders());
		}
		const data = {
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "shop" },
			spec: {
				containers: [
					{ name: "web", image: "example/web:1.8.0" },
					{ name: "ship", image: "fluent/fluent-bit:4.0.7" },
				],
				initContainers: [],
			},
		};
		for (const space of [undefined, 2, "\t"]) {
			assertComesBack(JSON.stringify(data, undefined, space));
			assertComesBack(JSON.stringify(data, undefined, space), new Orders());
		}
	});

	it("comments that stay where they are when a container leaves, in the session that has seen them", () => {
		const init =
			"  initContainers:\n  - name: prepare\n    image: example/prepare:1.0.0\n";
		for (const text of [
			// An item that is commented out, in front of and behind it.
			`  containers:\n${SHIP}  # - name: debug\n  #   image: busybox:1.37.0\n${WEB}`,
			`  containers:\n${WEB}  # - name: debug\n  #   image: busybox:1.37.0\n${SHIP}`,
			// Heads of parts of the list.
			`  containers:\n${WEB}\n\n  # == logs ==\n\n  # ships them\n${SHIP}\n  # == more ==\n${VOLUMES}`,
			`  containers:\n\n  # == logs ==\n\n${SHIP}\n  # == application ==\n\n${WEB}`,
			// Comments that are further right than the dash.
			`${init}  containers:\n    # ships logs\n${SHIP}${WEB}`,
			`${init}  containers:\n${WEB}  # - name: debug\n      # ships logs\n${SHIP}${PROXY}`,
		])
			for (const end of ["", VOLUMES])
				assertComesBack(pod(text + end), new Orders());
	});

	it("comments further right than the dash still belong to the container behind another one", () => {
		const text = pod(
			`  initContainers:\n  - name: prepare\n    image: example/prepare:1.0.0\n  containers:\n    # ships logs\n${SHIP}${WEB}`,
		);
		assert.match(
			convert(text, "native"),
			/ image: example\/prepare:1\.0\.0\n {2}# ships logs\n {2}- name: ship\n/,
		);
	});

	it("but a list that was made for them goes with the last", () => {
		const native = convert(pod(LISTS), "native");
		assert.match(native, /initContainers:/);
		assert.equal(convert(native, "classic"), pod(LISTS));
	});

	it("an empty list that is no longer there is forgotten", () => {
		const orders = new Orders();
		const empty = pod(`  initContainers: []\n${LISTS}`);
		convert(empty, "native", orders);
		assertComesBack(pod(LISTS), orders);
	});

	it("several come back in their order where nobody has seen it", () => {
		assertComesBack(pod(`  containers:\n${WEB}${SHIP}${PROXY}`));
	});
});
