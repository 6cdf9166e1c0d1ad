import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APP, convert, job, notesOf, pod } from "../kit/conversion";

describe("conversion to a native sidecar: workarounds that go with it", () => {
	const withHook = (hook: string, image = "fluent/fluent-bit:4.0.7") =>
		pod(`${APP}  - name: ship
    image: ${image}
    lifecycle:
      preStop:
${hook}`);

	it("a sleep that only kept it alive goes", () => {
		const text = withHook("        exec:\n          command: [sleep, '20']\n");
		assert.doesNotMatch(convert(text, "ship").result, /lifecycle|sleep/);
		assert.match(
			notesOf(text, "ship")[0] ?? "",
			/`preStop` hook of `ship` \(`sleep 20`\) is removed/,
		);
	});

	it("so does what only does what SIGTERM does", () => {
		const text = withHook(
			"        exec:\n          command: [sh, -c, 'kill 1']\n",
		);
		assert.doesNotMatch(convert(text, "ship").result, /lifecycle|kill/);
		assert.match(notesOf(text, "ship")[0] ?? "", /\(`kill 1`\) is removed/);
	});

	it("what somebody has explained stays, and is found", () => {
		const text = withHook(
			"        # the app drains for 20 s\n        exec:\n          command: [sleep, '20']\n",
		);
		assert.match(convert(text, "ship").result, /command: \[sleep, '20'\]/);
		assert.match(notesOf(text, "ship")[0] ?? "", /This sleep holds nothing up/);
	});

	it("another way to stop stays, and is found", () => {
		const text = withHook(
			"        exec:\n          command: [nginx, -s, quit]\n",
			"nginx:1.29.1",
		);
		assert.match(convert(text, "ship").result, /nginx, -s, quit/);
		assert.match(
			notesOf(text, "ship")[0] ?? "",
			/`nginx -s quit` ends `ship` as soon as/,
		);
	});

	it("a server that is called from outside goes on sleeping", () => {
		const text = withHook(
			"        exec:\n          command: [sleep, '20']\n",
			"nginx:1.29.1\n    ports: [{ containerPort: 80 }]",
		);
		assert.match(convert(text, "ship").result, /sleep/);
	});

	it("a call goes where the script ends as before without it", () => {
		const text = job(`      - name: report
        image: example/report:1.0.0
        command:
        - sh
        - -c
        - |
          report
          code=$?
          curl -X POST localhost:9091/quitquitquit
          exit $code
      - name: sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
        args: [--port=5432, a:b:c]
`);
		assert.match(
			convert(text, "sql-proxy").result,
			/report\n {10}code=\$\?\n {10}exit \$code\n/,
		);
		assert.match(
			notesOf(text, "sql-proxy")[0] ?? "",
			/`\/quitquitquit` in `report` is removed/,
		);
		// Without `exit`, the script would end with what the work ended with.
		const last = text.replace("          exit $code\n", "");
		assert.match(convert(last, "sql-proxy").result, /quitquitquit/);
		// With it, what has failed has ended it before.
		const strict = last
			.replace("          code=$?\n", "")
			.replace("          report\n", "          set -eu\n          report\n");
		assert.match(
			convert(strict, "sql-proxy").result,
			/set -eu\n {10}report\n {6}- name|set -eu\n {10}report\n$/,
		);
		for (const other of ["report || true", "if report; then :; fi", "! report"])
			assert.match(
				convert(
					strict.replace("          report\n", `          ${other}\n`),
					"sql-proxy",
				).result,
				/curl.*quitquitquit/,
				other,
			);
		// Somebody else may be meant.
		const two = `${text}      - name: sql-proxy-2
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
        args: [--port=5433, a:b:d]
`;
		assert.match(convert(two, "sql-proxy").result, /quitquitquit/);
	});

	it("a call goes with the condition that guards it", () => {
		const script = (lines: string, flags = "-c") =>
			job(`      - name: report
        image: example/report:1.0.0
        command:
        - sh
        - ${flags}
        - |
${lines.replace(/^(?=.)/gm, " ".repeat(10))}      - name: sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
        args: [--port=5432, a:b:c]
`);
		const call = "curl -X POST localhost:9091/quitquitquit";
		const scriptOf = (lines: string, flags?: string) =>
			/ {8}- \|\n((?: {10}.*\n)*)/
				.exec(convert(script(lines, flags), "sql-proxy").result)?.[1]
				?.replace(/^ {10}/gm, "");
		const guarded = `report\n[ -n "$PROXY" ] && ${call}\ntidy-up\nexit 0\n`;
		// A bare condition would end a shell with `-e` before it tidies up.
		for (const flags of ["-c", "-ec"])
			assert.equal(
				scriptOf(guarded, flags),
				"report\ntidy-up\nexit 0\n",
				flags,
			);
		for (const stays of [
			// What fails in front of `&&` does not end a shell with `-e`; alone it would.
			`set -e\nreport && ${call}\nexit 0\n`,
			// The script ends with what the condition says.
			`report\n[ -n "$PROXY" ] && ${call}\n`,
			`report\n# only in the cluster\n[ -n "$PROXY" ] && ${call}\nexit 0\n`,
		])
			assert.equal(scriptOf(stays), stays);
		const chained = `report && ${call}\nexit 0\n`;
		assert.equal(scriptOf(chained), "report\nexit 0\n");
	});

	it("a call that does more stays", () => {
		const withCall = (call: string) =>
			job(`      - name: report
        image: example/report:1.0.0
        command: [sh, -c, "report; ${call}; exit 0"]
      - name: sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
        args: [--port=5432, a:b:c]
`);
		const url = "http://localhost:9091/quitquitquit";
		for (const more of [
			`curl -X POST ${url} http://done.example.com/report`,
			`curl -X POST ${url} -o /out/answer; cat /out/answer`,
			`curl -X POST ${url} > /out/answer; cat /out/answer`,
		])
			assert.match(
				convert(withCall(more), "sql-proxy").result,
				/quitquitquit/,
				more,
			);
		for (const only of [
			`curl -X POST ${url}`,
			`curl -X POST ${url} -o /dev/null`,
			`curl -X POST ${url} > /dev/null 2>&1`,
			`wget -q -O - --post-data=x ${url}`,
		])
			assert.match(
				convert(withCall(only), "sql-proxy").result,
				/"report; exit 0"/,
				only,
			);
	});

	it("a signal goes where it reaches the helper", () => {
		const text = job(
			`      - name: report
        image: example/report:1.0.0
        command: [sh, -c, "trap 'pkill envoy' EXIT; report"]
      - name: proxy
        image: envoyproxy/envoy:v1.35.0
`,
			"      shareProcessNamespace: true\n",
		);
		const { result } = convert(text, "proxy");
		assert.doesNotMatch(result, /pkill/);
		const notes = notesOf(text, "proxy");
		assert.match(notes[0] ?? "", /is removed/);
		assert.ok(
			notes.some((note) => /^`shareProcessNamespace: true` may/.test(note)),
		);
		const apart = text.replace("      shareProcessNamespace: true\n", "");
		assert.match(convert(apart, "proxy").result, /pkill/);
		// Without a trap, SIGTERM would end the shell before its work is done.
		const trapped = text.replace("' EXIT", "' EXIT TERM");
		assert.match(convert(trapped, "proxy").result, /pkill/);
	});

	it("a program that ends itself in its own way keeps its hook", () => {
		const hooked = (command: string, image: string) =>
			pod(`${APP}  - name: store
    image: ${image}
    lifecycle: { preStop: { exec: { command: [${command}] } } }
`);
		for (const [command, image] of [
			["redis-cli, shutdown, nosave", "redis:8.2.1"],
			["consul, leave", "hashicorp/consul:1.21.4"],
			["pg_ctl, stop, -m, fast", "postgres:17.6"],
			["rabbitmqctl, stop_app", "rabbitmq:4.1.3"],
		] as const)
			assert.match(
				convert(hooked(command, image), "store").result,
				/preStop/,
				command,
			);
		assert.doesNotMatch(
			convert(hooked("redis-cli, shutdown", "redis:8.2.1"), "store").result,
			/preStop/,
		);
		const called = (command: string) =>
			job(`      - name: report
        image: example/report:1.0.0
        command: [sh, -c, "report; code=$?; ${command}; exit $code"]
      - name: consul
        image: hashicorp/consul:1.21.4
`);
		assert.match(convert(called("consul leave"), "consul").result, /leave/);
	});

	it("a wait for the end of the others goes with its hook", () => {
		const text = pod(`  containers:
  - name: shop
    image: example/shop:3.1.0
    ports: [{ containerPort: 8080 }]
  - name: sql-proxy
    image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
    args: [--port=5432, a:b:c]
    lifecycle: { preStop: { exec: { command: [sh, -c, "while nc -z localhost 8080; do sleep 1; done"] } } }
`);
		assert.doesNotMatch(convert(text, "sql-proxy").result, /preStop/);
		assert.ok(
			notesOf(text, "sql-proxy").some((note) =>
				/`while nc -z localhost 8080`\) is removed/.test(note),
			),
		);
		// Its own connections may have to end first.
		const own = text.replace("localhost 8080", "localhost 5432");
		assert.match(convert(own, "sql-proxy").result, /preStop/);
	});

	it("what somebody explains is left for a person", () => {
		const text = (above: string, behind: string) =>
			job(`      - name: report
        image: example/report:1.0.0
        command:
        - sh
        - -c
        - |
          report
          code=$?${above}
          curl -X POST localhost:9091/quitquitquit${behind}
          exit $code
      - name: sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
        args: [--port=5432, a:b:c]
`);
		assert.doesNotMatch(convert(text("", ""), "sql-proxy").result, /curl/);
		for (const said of [
			text("\n          # the audit counts this call", ""),
			text("", " # the audit counts this call"),
		]) {
			assert.match(
				convert(said, "sql-proxy").result,
				/# the audit counts this call/,
			);
			assert.match(convert(said, "sql-proxy").result, /curl -X POST/);
		}
	});

	it("a call in code that is not taken apart is told", () => {
		const text = job(`      - name: report
        image: example/report:1.0.0
        command:
        - python3
        - -c
        - |
          import report, urllib.request
          report.run()
          urllib.request.urlopen("http://localhost:9091/quitquitquit", b"")
      - name: sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
        args: [--quitquitquit, --port=5432, a:b:c]
`);
		assert.match(convert(text, "sql-proxy").result, /urlopen/);
		assert.ok(
			notesOf(text, "sql-proxy").some((note) =>
				/^`\/quitquitquit` is not needed/.test(note),
			),
		);
	});
});
