import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";
import { addVolume, writeName } from "../volume-mends";

export default serverRule({
	id: "volume-mount-not-found",
	title: fixedText({
		en: "A container mounts a volume that the Pod does not have",
		ja: "Podにないボリュームをマウントしている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/",
	fixes: (error, document) => [writeName(error), addVolume(error, document)],
});
