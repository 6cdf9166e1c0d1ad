import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readWords } from "../../server/src/engine/kubernetes/program";
import { quitCallsOf } from "../../server/src/engine/kubernetes/quit-calls";
import {
	deafOf,
	runsProgram,
	sharesProcesses,
	signalsOf,
} from "../../server/src/engine/kubernetes/signals";
import { scalarOf } from "../../server/src/engine/kubernetes/values";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { Source } from "../../server/src/engine/yaml/source";
import { itemsOf, valueAt } from "../../server/src/engine/yaml/tree";

/** The program that a shell script is. */
function script(text: string) {
	const { documents } = Source.open(
		JSON.stringify({ words: ["sh", "-c", text] }),
	);
	const words = itemsOf(valueAt(documents[0]?.document.root, "words"));
	return readWords(words.flatMap(({ value }) => scalarOf(value) ?? []));
}

function podOf(spec: object) {
	const manifest = {
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name: "a" },
		spec,
	};
	const { documents } = Source.open(JSON.stringify(manifest));
	const [pod] = documents.flatMap(({ document }) => podsOf(document));
	assert.ok(pod);
	return pod;
}

function containerOf(container: object) {
	const [found] = podOf({
		containers: [{ name: "a", image: "example/a:1", ...container }],
	}).all;
	assert.ok(found);
	return found;
}

const signals = (text: string) =>
	signalsOf(script(text)).map(({ name, target }) => {
		const whom =
			target.kind === "pid"
				? target.pid
				: target.kind === "file"
					? target.path
					: target.name;
		return `${name} ${whom}`;
	});

describe("signals", () => {
	const cases: readonly (readonly [string, readonly string[]])[] = [
		["kill 1", ["TERM 1"]],
		["kill -15 1; sleep 15s", ["TERM 1"]],
		["/bin/kill -s HUP 1 7", ["HUP 1", "HUP 7"]],
		["kill -SIGQUIT $(pidof nginx)", ["QUIT nginx"]],
		['kill -HUP "$(pgrep -o -f haproxy)"', ["HUP haproxy"]],
		["kill `cat /run/nginx.pid`", ["TERM /run/nginx.pid"]],
		["kill -USR1 $(< /run/app.pid)", ["USR1 /run/app.pid"]],
		["pgrep nginx | xargs kill -HUP", ["HUP nginx"]],
		["pkill -HUP -x nginx", ["HUP nginx"]],
		["pkill --signal SIGTERM -f 'python app.py'", ["TERM python app.py"]],
		["pkill -u nobody envoy", ["TERM envoy"]],
		["killall -USR2 kuma-dp", ["USR2 kuma-dp"]],
		["killall -q -s KILL envoy", ["KILL envoy"]],
		["nginx -s quit", ["QUIT nginx"]],
		["/usr/sbin/nginx -c /n.conf -s reload", ["HUP nginx"]],
		["httpd -k graceful-stop", ["TERM httpd"]],
		["kill $PID; kill %1; kill -9 $!", []],
		["echo kill 1; nginx -t", []],
	];
	for (const [text, expected] of cases)
		it(text, () => assert.deepEqual(signals(text), expected));
});

describe("calls that end a server", () => {
	const quits = (text: string) =>
		quitCallsOf(script(text)).map(({ what, port }) => `${what} ${port}`);
	const cases: readonly (readonly [string, readonly string[]])[] = [
		[
			"curl -fsS -X POST http://127.0.0.1:15020/quitquitquit",
			["/quitquitquit 15020"],
		],
		[
			"wget -qO- --post-data= localhost:9091/quitquitquit",
			["/quitquitquit 9091"],
		],
		[
			"timeout -k 1 5 curl -X POST localhost:15020/quitquitquit",
			["/quitquitquit 15020"],
		],
		[
			"curl -X POST http://localhost:3500/v1.0/shutdown",
			["/v1.0/shutdown 3500"],
		],
		[
			"trap 'curl -sX POST http://localhost:15000/quitquitquit' EXIT; run",
			["/quitquitquit 15000"],
		],
		[
			"pilot-agent request POST quitquitquit",
			["pilot-agent request POST quitquitquit 15000"],
		],
		["linkerd-await --shutdown -- /bin/run", ["linkerd-await --shutdown 4191"]],
		["linkerd-await -- /bin/run --shutdown", []],
		[
			"/cloud-sql-proxy shutdown --admin-port 9092",
			["cloud-sql-proxy shutdown undefined"],
		],
		[
			"redis-cli -p 6380 shutdown nosave",
			["redis-cli -p 6380 shutdown undefined"],
		],
		["curl http://other.example:15020/quitquitquit", []],
		[
			"curl http://localhost:8080/health; echo http://localhost/quitquitquit",
			[],
		],
	];
	for (const [text, expected] of cases)
		it(text, () => assert.deepEqual(quits(text), expected));
});

describe("the first process and SIGTERM", () => {
	const sh = (text: string) => ({ command: ["sh", "-c", text] });
	const cases: readonly (readonly [string, object, string | undefined])[] = [
		["tail", { command: ["tail", "-F", "/a"] }, "tail"],
		["sleep", { command: ["sleep"], args: ["infinity"] }, "sleep"],
		["a shell with tail", sh("tail -F /a"), "tail"],
		["exec does not help tail", sh("exec tail -F /a"), "tail"],
		["a pipe", sh("tail -F /a | grep --line-buffered x"), "shell"],
		["a loop", sh("while true; do date; sleep 5; done"), "shell"],
		["sleep behind something", sh("setup; sleep 1d"), "sleep"],
		["a shell that waits", sh("server & wait"), "shell"],
		["a trap", sh("trap exit TERM; tail -F /a & wait"), undefined],
		["a server", sh("exec nginx -g 'daemon off;'"), undefined],
		[
			"a server behind a loop that ends",
			sh("until ready; do sleep 1; done; exec app"),
			undefined,
		],
		[
			"an init process",
			{ command: ["tini", "--", "sleep", "infinity"] },
			undefined,
		],
		[
			"arguments of an unknown entry point",
			{ args: ["sleep", "infinity"] },
			undefined,
		],
		["a short sleep", sh("sleep 5"), undefined],
		["the image alone", {}, undefined],
	];
	for (const [name, container, expected] of cases)
		it(name, () => assert.equal(deafOf(containerOf(container)), expected));
});

describe("processes of a Pod", () => {
	const shares = (spec: object) =>
		sharesProcesses(
			podOf({ containers: [{ name: "a", image: "example/a:1" }], ...spec }),
		);

	it("are shared when the Pod says so, or takes those of the node", () => {
		assert.equal(shares({}), false);
		assert.equal(shares({ shareProcessNamespace: true }), true);
		assert.equal(shares({ hostPID: true }), true);
		assert.equal(shares({ shareProcessNamespace: "yes" }), undefined);
	});

	it("are known by command, image or name", () => {
		const nginx = containerOf({ image: "docker.io/library/nginx:1.29" });
		assert.equal(runsProgram(nginx, "nginx"), true);
		assert.equal(runsProgram(nginx, "haproxy"), false);
		const own = containerOf({ command: ["/usr/bin/envoy", "-c", "/e.yaml"] });
		assert.equal(runsProgram(own, "envoy"), true);
	});
});
