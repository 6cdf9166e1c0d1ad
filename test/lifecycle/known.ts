import type { Known } from "./compare";

/** Where a recording deviates from the model, and why that is so. All of them are needed, or the suite fails. */
export const KNOWN: readonly Known[] = [
	{
		scenario: "app-policy-never",
		in: /^1\.33 api$/,
		what: /^pod Ready#/,
		why: "The kubelet of 1.33 does not know the container's policy and starts it again. The API server of 1.37 under it does know, and refuses a status in which it runs again.",
	},
	{
		scenario: "app-policy-never-beside-always",
		in: /^1\.33 api$/,
		what: /^pod Ready#/,
		why: "The same.",
	},
	{
		scenario: "delete-probes",
		in: /^1\.29 api$/,
		what: /^pod Ready#3 /,
		why: "A race: an exec probe in a container that is ending fails now and then, where it mostly errs. Then the Pod is unready some tenths of a second earlier.",
	},
	{
		scenario: "pid1",
		in: /./,
		what: /^bash-trap exited#1 comes /,
		why: "bash runs its trap when the `sleep 1` that it waits for is over: at any time within a second.",
	},
	{
		scenario: "sidecar-dies-at-once",
		in: /./,
		what: /^pod Ready#/,
		why: "A race: the sidecar runs for some ms, and whether a look of the kubelet finds it running decides anew with every run.",
	},
];
