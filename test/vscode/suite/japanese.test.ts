import { ok } from "./check";
import { closeAll, findings, hoverAt, open } from "./editing";

const kana = /[\u3040-\u30ff]/;

describe("in Japanese", () => {
	afterEach(closeAll);

	it("findings", async () => {
		const { document } = await open("article.yaml");
		for (const { message } of await findings(document.uri, "misindented-key")) {
			ok(kana.test(message), message);
		}
	});

	it("hovers, with links to the Japanese article", async () => {
		const { document } = await open("article.mended.yaml");
		const { value } = await hoverAt(document, "restartPolicy");
		ok(kana.test(value), value);
		ok(value.includes("https://kubernetes.io/ja/blog/"), value);
	});
});
