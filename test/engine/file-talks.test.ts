import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	type FileTalk,
	filesOf,
	fileTalksOf,
	placeOf,
} from "../../server/src/engine/kubernetes/file-talks";
import type { Pod } from "../../server/src/engine/kubernetes/pod";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { Source } from "../../server/src/engine/yaml/source";

const LOGS = "[{ name: logs, mountPath: /logs }]";

describe("files that containers pass to each other", () => {
	it("are seen through mounts, whatever their paths are", () => {
		const web = sh("web", "date >> /var/log/web/out.log", [
			"{ name: logs, mountPath: /var/log/web }",
		]);
		const ship = sh("ship", "tail -F /logs/out.log", LOGS);
		assert.deepEqual(talks([web, ship]), ["logs/out.log: web! > ship!"]);
	});

	it("meet through `subPath`, of a folder and of a file", () => {
		const web = sh("web", "date > /a/out.log", [
			"{ name: logs, mountPath: /a, subPath: web/logs/ }",
		]);
		const folder = sh("folder", "tail -F /b/logs/out.log", [
			"{ name: logs, mountPath: /b, subPath: ./web }",
		]);
		const file = sh("file", "tail -F /c/log", [
			"{ name: logs, mountPath: /c/log, subPath: web/logs/out.log }",
		]);
		assert.deepEqual(talks([web, folder, file]), [
			"logs/web/logs/out.log: web! > folder! file!",
		]);
	});

	it("the deepest mount has a file", () => {
		const web = sh("web", "date > /logs/inner/out.log", [
			"{ name: logs, mountPath: /logs }",
			"{ name: inner, mountPath: /logs/inner }",
		]);
		const ship = sh("ship", "tail -F /inner/out.log", [
			"{ name: inner, mountPath: /inner }",
		]);
		assert.deepEqual(talks([web, ship]), ["inner/out.log: web! > ship!"]);
	});

	it("a condition makes it likely, no more", () => {
		const web = sh("web", "if true; then date > /logs/a; fi", LOGS);
		const ship = sh("ship", "cat /logs/a", LOGS);
		assert.deepEqual(talks([web, ship]), ["logs/a: web > ship!"]);
	});

	it("who mounts the volume may be the other side, when it is not known", () => {
		const web = app("web", LOGS);
		const ship = sh("ship", "tail -F /logs/a", LOGS);
		const reader = app("reader", [
			"{ name: logs, mountPath: /logs, readOnly: true }",
		]);
		assert.deepEqual(talks([web, ship, reader]), ["logs/a: web? > ship!"]);
		const count = sh("count", "touch /logs/a", LOGS);
		assert.deepEqual(talks([count, web, reader]), [
			"logs/a: count! > web? reader",
		]);
	});

	it("where nothing names a file, mounts tell the direction", () => {
		const web = app("web", LOGS);
		const ship = app("ship", [
			"{ name: logs, mountPath: /logs, readOnly: true }",
		]);
		assert.deepEqual(talks([web, ship]), ["logs/: web > ship"]);
		assert.deepEqual(talks([web, app("other", LOGS)]), [
			"logs/: web? other? > web? other?",
		]);
		assert.deepEqual(talks([web]), []);
	});

	it("a folder that is copied or cloned holds what is read below it", () => {
		const clone = sh(
			"clone",
			"git clone https://example.org/site /logs/site",
			LOGS,
		);
		const web = app("web", LOGS, "args: [--config=/logs/site/web.conf]");
		assert.deepEqual(talks([clone, web]), [
			"logs/site: clone! > web?",
			"logs/site/web.conf: clone > web",
		]);
	});

	it("Kubernetes alone writes ConfigMaps and Secrets", () => {
		const mount = ["{ name: config, mountPath: /config }"];
		assert.deepEqual(talks([app("a", mount), app("b", mount)]), []);
	});

	it("a template, a variable or a pattern is not known", () => {
		const [pod] = podsIn([
			sh("a", 'date > "$OUT"; cat /logs/*.log /logs/../b', LOGS),
			app("b", ['{ name: logs, mountPath: "{{ .Values.path }}" }']),
			app("c", ["{ name: logs, mountPath: /c, subPathExpr: $(POD) }"]),
		]);
		const [a, b, c] = pod?.containers ?? [];
		assert.ok(a && b && c);
		assert.deepEqual(filesOf(a), []);
		assert.equal(placeOf(b, "/logs/a"), undefined);
		assert.equal(placeOf(c, "/c/a"), undefined);
		assert.equal(placeOf(a, "/logs/a")?.path, "a");
		assert.equal(placeOf(a, "/logs")?.path, "");
		assert.equal(placeOf(a, "/logs2/a"), undefined);
	});

	const commands: readonly (readonly [string, string])[] = [
		["touch /a; date > /b 2>/dev/null; date >> /c", "!w/c !w/b !w/a"],
		["cp /a /b/", "!r/a !w/b/a"],
		["cp -r /a/. /b", "!r/a !w/b"],
		["mkdir /a; mkdir -p /b", "!w/a w/b"],
		["curl -fsSLo /a https://example.org; wget -O /b http://x", "!w/a !w/b"],
		["dd if=/a of=/b bs=1M", "!w/b !r/a"],
		["sed -i s/a/b/ /a; sed s/a/b/ /b", "!w/a !r/b"],
		["date | tee /a /b", "!w/a !w/b"],
		["haproxy -f /a; nats -c /b; envoy --config-path=/c", "r/a r/b r/c"],
		["until [ -f /a ]; do sleep 1; done; cat /b", "!r/a !r/b"],
		["rm -f /a; ls /b; test -f /c", ""],
		["kubectl exec x -- touch /a; echo 'date > /b'", ""],
		["touch /dev/null /proc/1 /a//b/", "!w/a/b"],
	];
	for (const [script, expected] of commands)
		it(`reads \`${script}\``, () => {
			const [pod] = podsIn([sh("a", script, LOGS)]);
			const found = pod?.containers
				.flatMap(filesOf)
				.map(({ does, path, sure }) => `${sure ? "!" : ""}${does[0]}${path}`);
			assert.deepEqual(
				found?.toSorted(),
				expected.split(" ").filter(Boolean).toSorted(),
			);
		});

	it("images that always do the same are known", () => {
		const nginx = app(
			"nginx",
			["{ name: logs, mountPath: /var/log/nginx }"],
			"",
			"nginx:1.29.1",
		);
		const ship = sh("ship", "tail -F /logs/access.log", LOGS);
		assert.deepEqual(talks([nginx, ship]), [
			"logs/access.log: nginx > ship!",
			"logs/error.log: nginx > ship?",
		]);
		const other = nginx.replace("nginx:1.29.1", "example/nginx:1");
		assert.deepEqual(talks([other, ship]), ["logs/access.log: nginx? > ship!"]);
	});

	it("takes a hundred containers and a long script in its stride", () => {
		const script = "date >> /logs/$i; cp /logs/a /logs/b\n".repeat(2500);
		const many = Array.from({ length: 100 }, (_, index) =>
			app(`c${index}`, LOGS),
		);
		const [pod] = podsIn([
			sh("long", JSON.stringify(script).slice(1, -1), LOGS),
			...many,
		]);
		assert.ok(pod);
		const start = performance.now();
		assert.equal(fileTalksOf(pod).length, 2);
		assert.ok(performance.now() - start < 500);
	});
});

/** `volume/path: writers > readers`, with `!` for who surely does and `?` for who only could. */
function talks(containers: readonly string[]): readonly string[] {
	return podsIn(containers).flatMap(fileTalksOf).map(shown);
}

const SURENESS = { sure: "!", likely: "", possible: "?" } as const;

const shown = ({ volume, path, writers, readers }: FileTalk): string => {
	const names = (parties: FileTalk["writers"]) =>
		parties
			.map(({ container, sureness }) => container.name + SURENESS[sureness])
			.join(" ");
	return `${volume}/${path}: ${names(writers)} > ${names(readers)}`;
};

const app = (
	name: string,
	mounts: string | readonly string[],
	more = "",
	image = "example/app:1",
): string =>
	`{ name: ${name}, image: "${image}", volumeMounts: ${typeof mounts === "string" ? mounts : `[${mounts.join(", ")}]`}${more && `, ${more}`} }`;

const sh = (
	name: string,
	script: string,
	mounts: string | readonly string[],
): string =>
	app(
		name,
		mounts,
		`command: [sh, -c, "${script.replace(/(?<!\\)"/g, '\\"')}"]`,
	);

function podsIn(containers: readonly string[]): readonly Pod[] {
	const manifest = [
		"apiVersion: v1",
		"kind: Pod",
		"metadata: { name: shop }",
		"spec:",
		`  containers: [${containers.join(", ")}]`,
		"  volumes:",
		"  - { name: logs, emptyDir: {} }",
		"  - { name: inner, emptyDir: {} }",
		"  - { name: config, configMap: { name: config } }",
	].join("\n");
	return Source.open(manifest).documents.flatMap(({ document }) =>
		podsOf(document),
	);
}
