import type { Change } from "../kubernetes/change";
import type { Declared } from "../kubernetes/named-ports";
import type { Range } from "../text/edit";
import { text } from "../text/language";

const useNumber = text({
	en: (port: number) => `Use the number ${port}`,
	ja: (port) => `番号${port}で指定`,
});

/**
 * Writes a port's number for its name.
 *
 * @param declared the ports of this name: Pods in which it has other numbers need the name
 */
export function writeNumber(
	at: Range,
	declared: readonly Declared[],
): Change | undefined {
	const numbers = new Set(declared.map(({ port }) => port.number));
	const [number] = numbers;
	return number === undefined || numbers.size > 1
		? undefined
		: {
				title: useNumber(number),
				safety: "review",
				preferred: true,
				edit: () => [{ start: at.start, end: at.end, text: String(number) }],
			};
}
