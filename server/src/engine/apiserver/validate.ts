import type { Answer } from "./answer";
import type { Constraint } from "./constraint";
import { CONSTRAINTS } from "./constraints";
import { keysOf, type Place } from "./place";
import type { Quiet } from "./quiet";
import { RELATIONS } from "./relations";

/** A check that looks at more than one field of an object, or around it. */
export type Relation = (answer: Answer, object: Place) => void;

/**
 * Validates an object and all below it as the API server's registry strategies do when it is created.
 * @param quiet what is known of the same object before the last keystroke
 */
export function validate(answer: Answer, place: Place, quiet: Quiet): void {
	const { mapping, type } = place;
	if (type === undefined || (!mapping && place.isSet)) return;
	quiet.object(answer, place.path, (each) => {
		const keys = mapping ? keysOf(mapping) : [];
		for (const [name, constraints] of constraintsOf(type)) {
			const isWritten = keys.includes(name);
			for (const constraint of constraints)
				if (isWritten || constraint.judgesMissing)
					each(() => check(answer, constraint, place.at(name)));
		}
		for (const relation of RELATIONS[type] ?? [])
			each(() => check(answer, relation, place));
		for (const key of ALWAYS[type] ?? [])
			if (!keys.includes(key)) keys.push(key);
		for (const key of keys) {
			const field = place.at(key);
			if (!field.isSet && !ALWAYS[type]?.includes(key)) continue;
			if (field.field?.holds === "object") validate(answer, field, quiet);
			else if (field.field?.holds === "objects")
				for (const item of field.items) validate(answer, item, quiet);
		}
	});
}

/** A check that fails costs what it would have said, and nothing else. */
function check(answer: Answer, one: Relation, place: Place): void {
	try {
		one(answer, place);
	} catch (error) {
		answer.faults.push(error);
	}
}

const listed = new Map<
	string,
	readonly (readonly [string, readonly Constraint[]])[]
>();

/** The constraints of a type's fields as a list, made once: each document has many objects of a type. */
function constraintsOf(
	type: string,
): readonly (readonly [string, readonly Constraint[]])[] {
	let list = listed.get(type);
	if (!list) {
		list = Object.entries(CONSTRAINTS[type] ?? {});
		listed.set(type, list);
	}
	return list;
}

/** What is there for the server even when nobody has written it: Go's structs that are no pointers. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
	Pod: ["spec"],
	PodTemplate: ["template"],
	Deployment: ["spec"],
	StatefulSet: ["spec"],
	DaemonSet: ["spec"],
	ReplicaSet: ["spec"],
	ReplicationController: ["spec"],
	Job: ["spec"],
	CronJob: ["spec"],
	DeploymentSpec: ["template"],
	StatefulSetSpec: ["template"],
	DaemonSetSpec: ["template"],
	ReplicaSetSpec: ["template"],
	JobSpec: ["template"],
	CronJobSpec: ["jobTemplate"],
	JobTemplateSpec: ["spec"],
	PodTemplateSpec: ["spec"],
};
