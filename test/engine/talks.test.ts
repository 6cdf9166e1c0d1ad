import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	explainAll,
	hoverAt,
	Source,
} from "../../server/src/engine/engine";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  shareProcessNamespace: true
  containers:
    - name: orders
      image: example/orders:3.2.0
      env:
        - {name: DATABASE_URL, value: "postgres://localhost:5432/orders"}
      volumeMounts:
        - {name: logs, mountPath: /var/log/orders}
        - {name: own, mountPath: /tmp}
    - name: pgbouncer
      image: example/pgbouncer:1.24.1
      ports: [{containerPort: 5432}]
      volumeMounts:
        - {name: logs, mountPath: /logs, readOnly: true}
  volumes:
    - {name: logs, emptyDir: {}}
    - {name: own, emptyDir: {}}
`;

describe("who talks to whom", () => {
	it("is told by ports, shared volumes and shared processes", () => {
		const [page = ""] = explainAll(Source.open(POD), DEFAULT_SETTINGS, "en");
		assert.match(
			page,
			/\n## Who talks to whom\n\n- `orders` → `pgbouncer`: port 5432 on localhost\n- Volume `logs` \(`emptyDir`\): `orders`, `pgbouncer` \(read-only\)\n- `shareProcessNamespace`: [^\n]*\n\n/,
		);
		assert.doesNotMatch(page, /Volume `own`/);
		const [ja = ""] = explainAll(Source.open(POD), DEFAULT_SETTINGS, "ja");
		assert.match(
			ja,
			/## コンテナ間のやり取り\n\n- `orders` → `pgbouncer`: localhostのポート5432\n/,
		);
	});

	it("names the files where the programs do", () => {
		const text = POD.replace(
			"      env:\n",
			'      command: [sh, -c, "exec orders >> /var/log/orders/orders.log"]\n      env:\n',
		).replace(
			"      ports:",
			'      command: [sh, -c, "exec tail -F /logs/orders.log"]\n      ports:',
		);
		const [page = ""] = explainAll(Source.open(text), DEFAULT_SETTINGS, "en");
		assert.match(
			page,
			/\n- Volume `logs`[^\n]*\n {2}- `orders` → `pgbouncer`: file `\/logs\/orders\.log`\n/,
		);
	});

	it("is left out where nobody does", () => {
		const text = POD.replace("  shareProcessNamespace: true\n", "")
			.replace("localhost:5432", "database:5432")
			.replaceAll("name: logs, mountPath", "name: own, mountPath")
			.replace(
				"{name: own, mountPath: /logs, readOnly: true}",
				"{name: logs, mountPath: /logs}",
			);
		const [page = ""] = explainAll(Source.open(text), DEFAULT_SETTINGS, "en");
		assert.doesNotMatch(page, /talks/);
		assert.match(page, /## Grace period/);
	});
});

describe("the life of a Pod in a hover", () => {
	const hoverOf = (piece: string) =>
		hoverAt(Source.open(POD), POD.indexOf(piece), DEFAULT_SETTINGS, "en");

	it("stands on the key of its spec and on its lists", () => {
		const spec = hoverOf("spec:");
		assert.deepEqual(spec?.range, {
			start: POD.indexOf("spec:"),
			end: POD.indexOf("spec:") + 4,
		});
		for (const piece of ["spec:", "containers:"]) {
			const { markdown = "" } = hoverOf(piece) ?? {};
			assert.match(markdown, /\*\*Start order\*\*: `orders` \+ `pgbouncer`/);
			assert.match(markdown, /\*\*Who talks to whom\*\*/);
			assert.match(markdown, /\*\*QoS class\*\*: BestEffort/);
		}
	});

	it("stands on no other key", () => {
		assert.equal(hoverOf("metadata:"), undefined);
		assert.equal(hoverOf("volumes:"), undefined);
	});
});
