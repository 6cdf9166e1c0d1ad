import {
	describePods,
	explainAll,
	type PodFacts,
	plainText,
	say,
} from "../engine/engine";
import type { Io, LocalOptions } from "./options";
import { tellPods } from "./pods";

/**
 * Explains the Pods of files: roles and why, order, grace period, effective resources and QoS class.
 * @throws CannotRun when a path, option or configuration file cannot be understood
 */
export async function explain(
	paths: readonly string[],
	options: LocalOptions,
	io: Io,
): Promise<void> {
	const { language } = options;
	await tellPods(paths, options, io, ({ file, lineOf, settings, source }) => {
		const pages = explainAll(source, settings, language);
		return describePods(source, settings).map((pod, index) => ({
			json: {
				file,
				document: pod.document + 1,
				...facts(pod),
				containers: pod.containers.map(
					({ at, list, name, native, reason, role }) => ({
						list,
						name,
						role,
						native,
						reason: say(reason, language),
						line: lineOf(at),
					}),
				),
			},
			text: `${file}:${lineOf(pod.at)}\n${plainText(pages[index] ?? "")}`,
		}));
	});
}

/** What is not known is null. */
const facts = ({
	gracePeriodSeconds,
	kind,
	limits,
	name,
	path,
	qos,
	requests,
}: PodFacts) => ({
	kind: kind ?? null,
	name: name ?? null,
	path,
	qos: qos ?? null,
	requests: requests ?? null,
	limits: limits ?? null,
	gracePeriodSeconds: gracePeriodSeconds ?? null,
});
