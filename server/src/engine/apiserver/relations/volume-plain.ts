import { text } from "../../text/language";
import type { Answer } from "../answer";
import {
	type Constraint,
	type Constraints,
	format,
	oneOf,
	oneOfIfSet,
	range,
	reportFlaws,
	required,
} from "../constraint";
import { dnsSubdomain } from "../formats";
import { absolutePath, nonReserved, withoutBacksteps } from "../formats-volume";
import type { Place } from "../place";
import { check, isKnown, objectsOf, relativePath } from "./volume-place";

/** The permissions of a file. */
export const fileMode: Constraint = range(
	0,
	0o777,
	"must be a number between 0 and 0777 (octal), both inclusive",
);

/** `validateKeyToPath`: a key, and the file that it becomes. */
export const KEY_TO_PATH: Constraints = {
	key: [required()],
	path: [required(), relativePath(nonReserved)],
	mode: [fileMode],
};

function objectFiles(nameField: string): Constraints {
	return { [nameField]: [required()], defaultMode: [fileMode] };
}

const SECRET = objectFiles("secretName");
const CONFIG_MAP = objectFiles("name");

function files(answer: Answer, source: Place, constraints: Constraints): void {
	check(answer, source, constraints);
	for (const item of objectsOf(source.at("items")))
		check(answer, item, KEY_TO_PATH);
}

const HOST_PATH_TYPES = [
	"",
	"BlockDevice",
	"CharDevice",
	"Directory",
	"DirectoryOrCreate",
	"File",
	"FileOrCreate",
	"Socket",
];

function hostPath(answer: Answer, source: Place): void {
	const path = source.at("path");
	required()(answer, path);
	if (path.string === "") return;
	check(answer, source, {
		path: [format(withoutBacksteps)],
		type: [oneOfIfSet(...HOST_PATH_TYPES)],
	});
}

const NFS: Constraints = { server: [required()] };

function nfs(answer: Answer, source: Place): void {
	check(answer, source, NFS);
	const path = source.at("path");
	required()(answer, path);
	// The server says of a missing path, too, that it is not absolute.
	if (path.string !== undefined && (path.isWritten || !answer.partial))
		reportFlaws(answer, path, absolutePath(path.string));
}

const longDriver = text({
	en: () => "`driver` may have at most 63 characters.",
	ja: () => "`driver` は63文字以内でなければなりません。",
});

function csi(answer: Answer, source: Place): void {
	const driver = source.at("driver");
	const name = driver.string;
	required()(answer, driver);
	if (name !== undefined && name.length > 63)
		answer.tooLong(driver, 63, { message: longDriver() });
	if (
		name !== undefined &&
		(name !== "" ||
			(!answer.atLeast("1.35") && (driver.isWritten || !answer.partial)))
	)
		reportFlaws(answer, driver, dnsSubdomain(name.toLowerCase()));
	const secret = source.at("nodePublishSecretRef");
	if (!secret.isSet || !isKnown(secret)) return;
	const secretName = secret.at("name");
	required()(answer, secretName);
	if (secretName.string)
		for (const { detail, message } of dnsSubdomain(secretName.string))
			answer.invalid(secretName, {
				detail,
				message: message("name"),
				path: `${source.path}.name`,
			});
}

const noReference = text({
	en: () => "An image volume must say which image, with `reference`.",
	ja: () =>
		"イメージボリュームには、イメージを指定する `reference` が必要です。",
});
const podsRejected = text({
	en: (version: string) =>
		`This image volume has no \`reference\`: Kubernetes ${version} accepts the template, and then rejects every Pod of it.`,
	ja: (version) =>
		`このイメージボリュームには \`reference\` がありません。Kubernetes ${version}はテンプレートを受け付けますが、そのPodをすべて拒否します。`,
});

const IMAGE: Constraints = {
	pullPolicy: [oneOf("Always", "IfNotPresent", "Never")],
};

function image(answer: Answer, source: Place): void {
	const reference = source.at("reference");
	if (reference.string === "" && (answer.atLeast("1.37") || isPods(source)))
		answer.required(reference, {
			rule: "image-volume-reference",
			message: noReference(),
		});
	check(answer, source, IMAGE);
}

/** Before 1.37, the server looks for the image in Pods only. */
export function imageReferenceWarning(answer: Answer, source: Place): void {
	const reference = source.at("reference");
	if (!source.mapping || answer.partial || reference.string !== "") return;
	if (answer.atLeast("1.37") || isPods(source)) return;
	answer.warn(reference, "", podsRejected(answer.version), {
		rule: "image-volume-reference",
	});
}

function isPods(source: Place): boolean {
	const spec = source.parent?.parent?.parent;
	return spec?.parent === undefined || spec.parent.type === "Pod";
}

const CLAIM: Constraints = { claimName: [required()] };

/** Sources that are in use today, but for those that consist of files of several. */
export const PLAIN_SOURCES: Readonly<
	Record<string, (answer: Answer, source: Place) => void>
> = {
	hostPath,
	secret: (answer, source) => files(answer, source, SECRET),
	configMap: (answer, source) => files(answer, source, CONFIG_MAP),
	persistentVolumeClaim: (answer, source) => check(answer, source, CLAIM),
	nfs,
	csi,
	image,
};
