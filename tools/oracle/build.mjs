/**
 * Builds the oracle of one Kubernetes minor version and prints where it is:
 *
 *     node tools/oracle/build.mjs 1.35 [PATCH-RELEASE]
 *
 * Everything that it makes lies outside the repository, in $ORACLE_CACHE or the user's cache folder.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const cache =
	process.env.ORACLE_CACHE ??
	join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "k8s-oracle");

/** The minors that are known, oldest first, each with its patch release and staging modules of another release. */
export const MINORS = new Map(
	readFileSync(join(here, "versions.txt"), "utf8")
		.trim()
		.split("\n")
		.map((line) => line.split(/\s+/))
		.map(([minor, patch, ...others]) => [
			minor,
			{ patch, others: new Map(others.map((other) => other.split("="))) },
		]),
);

/**
 * @param {string} minor such as `1.35`
 * @param {string} [release] a patch release other than the usual one
 * @returns {string} the path of the binary
 */
export function build(minor, release) {
	const known = MINORS.get(minor);
	const patch = release ?? known?.patch;
	if (!patch) throw new Error(`versions.txt has no ${minor}`);
	const sources = readdirSync(here).filter((name) => name.endsWith(".go"));
	const hash = createHash("sha256")
		.update(patch)
		.update(go(["version"]));
	for (const name of sources) hash.update(readFileSync(join(here, name)));
	const wanted = hash.digest("hex");
	const folder = join(cache, `module-${minor}`);
	const binary = join(cache, `kubernetes-${minor}`);
	const stamp = `${binary}.stamp`;
	if (
		existsSync(binary) &&
		existsSync(stamp) &&
		readFileSync(stamp, "utf8") === wanted
	)
		return binary;

	mkdirSync(folder, { recursive: true });
	for (const name of readdirSync(folder))
		if (name.endsWith(".go")) rmSync(join(folder, name));
	for (const name of sources)
		copyFileSync(join(here, name), join(folder, name));
	const base = readFileSync(download(patch).GoMod, "utf8");
	// Kubernetes replaces its staging modules by folders of its own repository; published they are modules as well.
	const staging = new Set(
		[...base.matchAll(/(k8s\.io\/[a-z0-9-]+) => \.\/staging/g)].map(
			([, module]) => module,
		),
	);
	writeFileSync(
		join(folder, "go.mod"),
		[
			"module oracle",
			`go ${/^go (\S+)/m.exec(base)?.[1]}`,
			`require k8s.io/kubernetes v${patch}`,
			...[...staging].map(
				(module) =>
					`replace ${module} => ${module} ${known?.others.get(module) ?? `v0.${patch.slice(2)}`}`,
			),
			"",
		].join("\n"),
	);
	// PodRequests moved to another module with 1.32.
	const tags = Number(minor.slice(2)) < 32 ? "" : "component_helpers";
	go(
		[
			"build",
			"-tags",
			tags,
			"-ldflags",
			`-s -w -X main.Kubernetes=v${patch}`,
			"-o",
			binary,
			".",
		],
		folder,
	);
	writeFileSync(stamp, wanted);
	return binary;
}

/**
 * Kubernetes' own source of a minor's usual patch release.
 * @param {string} minor such as `1.35`
 * @returns {string} the path of its folder
 */
export function sourceOf(minor) {
	const known = MINORS.get(minor);
	if (!known) throw new Error(`versions.txt has no ${minor}`);
	return download(known.patch).Dir;
}

/** @returns {{Dir: string, GoMod: string}} where Go's module cache has a release */
function download(patch) {
	return JSON.parse(
		go(["mod", "download", "-json", `k8s.io/kubernetes@v${patch}`]),
	);
}

function go(args, cwd = here) {
	return execFileSync("go", args, {
		cwd,
		encoding: "utf8",
		env: { ...process.env, GOFLAGS: "-mod=mod -buildvcs=false", GOWORK: "off" },
		stdio: ["ignore", "pipe", "inherit"],
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [minor, release] = process.argv.slice(2);
	if (!minor) {
		console.error("usage: node tools/oracle/build.mjs MINOR [PATCH-RELEASE]");
		process.exit(2);
	}
	console.log(build(minor, release));
}
