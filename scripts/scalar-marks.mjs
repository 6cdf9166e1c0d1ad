/** What stands for the JSON type of a scalar in the tables of fields; a string, bytes among them, needs nothing. */
export const SCALARS = {
	string: "",
	bytes: "",
	integer: "#",
	boolean: "?",
	quantity: "%",
	"int-or-string": "|",
	time: "~",
};
