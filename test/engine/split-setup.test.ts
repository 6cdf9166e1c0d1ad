import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parse } from "yaml";
import {
	type Action,
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	Source,
} from "../../server/src/engine/engine";
import { unitsOf } from "../../server/src/engine/kubernetes/script-units";
import { assertLaws } from "../kit/laws";

/** What is offered for a container with a script, written as a value of YAML in the list of its command. */
function offered(
	script: string,
	...more: readonly string[]
): {
	text: string;
	action: Action | undefined;
} {
	const text = [
		"containers:",
		"  - name: web",
		"    image: example/web:1.8.0",
		"    command:",
		"      - sh",
		"      - -c",
		`      - ${script}`,
		"    volumeMounts:",
		"      - name: data",
		"        mountPath: /data",
		...more,
		"volumes:",
		"  - name: data",
		"    emptyDir: {}",
		"",
	].join("\n");
	const at = text.indexOf("web");
	const action = actionsAt(
		Source.open(text),
		{ start: at, end: at },
		DEFAULT_SETTINGS,
	).find(({ id }) => id.startsWith("split-setup/"));
	return { text, action };
}

interface Scripts {
	readonly setup: string;
	readonly rest: string;
}

/** The two scripts that a container's becomes. */
function split(script: string): Scripts | undefined {
	const { text, action } = offered(script);
	const edit = action?.edit();
	if (!action || !edit) return undefined;
	const result = applyEdit(text, edit);
	assertLaws(text, { key: action.id, action, result }, DEFAULT_SETTINGS);
	const pod = parse(result);
	return {
		setup: pod.initContainers[0].command[2],
		rest: pod.containers[0].command[2],
	};
}

const reason = (script: string, ...more: readonly string[]) =>
	offered(script, ...more).action?.disabled?.("en");

describe("the commands of a script, one by one", () => {
	const cases: readonly (readonly [string, readonly string[] | undefined])[] = [
		["a; b && c", ["a", ";b", "&&c"]],
		["a &&\n  b || c\nd", ["a", "&&b", "||c", ";d"]],
		["until a; do b; done; c", ["until a; do b; done", ";c"]],
		["if a; then b; else c; fi | d", ["if a; then b; else c; fi | d"]],
		[
			"case $x in\na) b;;\n(c|d) e ;;\nesac\nf",
			["case $x in\na) b;;\n(c|d) e ;;\nesac", ";f"],
		],
		["f() {\n  a; b\n}\nf", ["f() {\n  a; b\n}", ";f"]],
		["[[ -f a && -d b ]] && c", ["[[ -f a && -d b ]]", "&&c"]],
		["(a; b) && { c; }; d", ["(a; b)", "&&{ c; }", ";d"]],
		[
			"a 'b; c' \"d && e\" $(f; g) `h; i`",
			["a 'b; c' \"d && e\" $(f; g) `h; i`"],
		],
		["a # b; c\nd", ["a", ";d"]],
		["a 2>&1 >&2 &> b; c", ["a 2>&1 >&2 &> b", ";c"]],
		["a & b", ["a&", ";b"]],
		["a <<E\nit's; x\nE\nb", ["a <<E\nit's; x\nE", ";b"]],
		["a <<-'E' | c\n\tx\n\tE\nb", ["a <<-'E' | c\n\tx\n\tE", ";b"]],
		["a <<E && b\nx\nE\n", undefined],
		["a <<E\nx", undefined],
		["a 'b", undefined],
		["if a; then b", undefined],
		["a )", undefined],
		["done; a", undefined],
	];
	for (const [script, units] of cases)
		it(JSON.stringify(script), () => {
			assert.deepEqual(
				unitsOf(script)?.map(
					({ text, after, background }) =>
						after + text + (background ? "&" : ""),
				),
				units,
			);
		});
});

describe("splitting the set-up of a script", () => {
	const cases: readonly (readonly [string, string, string, string])[] = [
		["&&", "mkdir -p /data/a && exec serve", "mkdir -p /data/a", "exec serve"],
		[
			"a failure that stops all",
			"set -e; chown -R 1 /data; exec serve",
			"set -e; chown -R 1 /data",
			"set -e; exec serve",
		],
		[
			"a failure that stops nothing",
			"chown -R 1 /data; exec serve",
			"chown -R 1 /data; true",
			"exec serve",
		],
		[
			"a list whose failure stops nothing",
			"set -e; test -f /x && cp /x /data; exec serve",
			"set -e; test -f /x && cp /x /data; true",
			"set -e; exec serve",
		],
		[
			"a loop, which does not fail",
			"until nc -z db 1; do sleep 1; done; serve",
			"until nc -z db 1; do sleep 1; done",
			"serve",
		],
		[
			"a folder for both",
			"cd /srv || exit 1; flask db upgrade && exec serve",
			"cd /srv || exit 1; flask db upgrade",
			"cd /srv || exit 1; exec serve",
		],
		[
			"a variable for both",
			"D=/data/x; mkdir -p $D; exec serve $D",
			"D=/data/x; mkdir -p $D; true",
			"D=/data/x; exec serve $D",
		],
		[
			"a variable for one",
			"D=/data/x; mkdir -p $D && exec serve",
			"D=/data/x; mkdir -p $D",
			"exec serve",
		],
		[
			"what is made and taken away again",
			"curl -o /data/a https://e.org/a && tar xf /data/a -C /data && rm /data/a && exec serve",
			"curl -o /data/a https://e.org/a && tar xf /data/a -C /data && rm /data/a",
			"exec serve",
		],
	];
	for (const [what, script, setup, rest] of cases)
		it(`keeps ${what}`, () => {
			assert.deepEqual(split(script), { setup, rest });
		});

	const refused: readonly (readonly [string, RegExp])[] = [
		[
			"export A=$(date); mkdir /data/a; exec serve",
			/^`export A=\$\(date\)` is needed/,
		],
		["mkdir /data/a && cd /data/a && exec serve", /^`cd \/data\/a` is needed/],
		[
			"mkdir /data/a; N=$(hostname); exec serve $N",
			/^`N=\$\(hostname\)` is needed/,
		],
		["mkdir /data/a; PATH=/x; exec serve", /^`PATH=\/x` is needed/],
		["mkdir /data/a; . /env; exec serve", /^`. \/env` is needed/],
		['mkdir /data/a; trap "x" TERM; exec serve', /^`trap x TERM` is needed/],
		[
			"f() { mkdir /data/a; }; f; while true; do f; sleep 1; done",
			/^`f\(\)` is needed/,
		],
		["touch /data/../etc/x; exec serve", /^it is not known where/],
		["cp /x $TARGET; exec serve", /^it is not known where/],
		["cp /x relative; exec serve", /^it is not known where/],
		[
			"mkdir -p /data/a /srv/a; exec serve",
			/changes `\/srv\/a`, which is in no writable volume/,
		],
		["echo a > /etc/motd; exec serve", /changes `\/etc\/motd`/],
		["chmod +x /entrypoint && exec /entrypoint", /changes `\/entrypoint`/],
		[
			"apt-get install -y curl && exec serve",
			/changes the container's own file system/,
		],
		["./prepare.sh && exec serve", /^it is not known what/],
		["mkdir /data/$(./name) && exec serve", /^it is not known what `\.\/name`/],
		["sqlite3 /data/db .schema && exec serve", /^it is not known what/],
		["rm -rf /data/cache && exec serve", /clears up before each start/],
		["mkdir /data/a & exec serve", /goes on in the background/],
		[
			"test -f /x || exit 0; mkdir /data/a; exec serve",
			/^`exit 0` ends the script/,
		],
		[
			"curl -f http://localhost:9000/ && exec serve",
			/^it calls port 9000 of the Pod, where nothing/,
		],
	];
	for (const [script, pattern] of refused)
		it(`tells why not: ${script}`, () => {
			assert.match(reason(JSON.stringify(script)) ?? "", pattern);
		});

	const nothing: readonly string[] = [
		"exec serve",
		"echo hello; exec serve",
		"mkdir /data/a; echo done",
		"mkdir /data/a; sleep 10",
		"mkdir /data/a || exec serve",
		"mkdir /data/a; exec serve &",
		"mkdir '/data/a; exec serve",
		"mkdir /data/a; serve; echo $?; exec serve $?",
	];
	for (const script of nothing)
		it(`is not offered: ${script}`, () => {
			assert.equal(offered(JSON.stringify(script)).action, undefined);
		});

	it("waits for a proxy that others bring", () => {
		assert.equal(
			reason(
				"until nc -z db 5432; do sleep 1; done; exec serve",
				"  - name: istio-proxy",
				"    image: docker.io/istio/proxyv2:1.27.0",
			),
			"it needs the network, which `istio-proxy` serves only after the init containers",
		);
	});

	it("keeps every command in its order, whatever script in whatever style", () => {
		const preamble = fc.subarray([
			"set -eu",
			"cd /srv",
			"export A=b",
			"umask 027",
		]);
		const command = fc.constantFrom(
			"mkdir -p /data/a",
			"until nc -z db 5432; do sleep 1; done",
			'echo "it\'s" > /data/b',
			"curl -fsS -o /data/c 'https://e.org/?a=b;c&d'",
			"if [ ! -f /data/d ]; then touch /data/d; fi",
			"python manage.py migrate --noinput",
			"(cd /tmp; tar xzf /seed.tgz -C /data)",
			"echo '\\t' | tee /data/e",
		);
		const last = fc.constantFrom(
			"exec serve --port 80",
			'exec "$0" "$@"',
			"while true; do echo x; sleep 1; done",
			"nginx -g 'daemon off;'",
		);
		const joint = fc.constantFrom(
			"; ",
			" && ",
			"\n",
			"\n\n",
			" &&\n  ",
			" # why\n",
			"\n# what\n",
		);
		const style = fc.constantFrom<(script: string) => string>(
			JSON.stringify,
			(script) => `|\n${script.replace(/^(?=.)/gm, "          ")}`,
			(script) => `|-\n${script.replace(/^(?=.)/gm, "          ")}\n`,
			(script) =>
				script.includes("\n")
					? JSON.stringify(script)
					: `'${script.replaceAll("'", "''")}'`,
		);
		const pieces = (script: string) =>
			script
				.split(/\n|&&|;/)
				.map((piece) => piece.replace(/(?:^|\s)#.*$/, "").trim())
				.filter((piece) => piece !== "");
		let count = 0;
		fc.assert(
			fc.property(
				preamble,
				fc.array(fc.tuple(command, joint), { minLength: 1, maxLength: 5 }),
				last,
				style,
				(head, setup, rest, write) => {
					const first = head.map((each) => `${each}\n`).join("");
					const middle = setup.map(([each, behind]) => each + behind).join("");
					// The last of the rest on a line with a comment would be one.
					const script = first + middle + rest;
					const scripts = split(write(script));
					assert.ok(scripts, script);
					assert.deepEqual(
						pieces(scripts.setup).filter((each) => each !== "true"),
						pieces(first + middle),
					);
					assert.deepEqual(pieces(scripts.rest), pieces(first + rest));
					count++;
				},
			),
			{ numRuns: 200 },
		);
		assert.ok(count >= 200, "all of them are split");
	});
});
