import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "volume-device-rules",
	title: fixedText({
		en: "A block device does not fit the Pod",
		ja: "ブロックデバイスの指定がPodに合っていない",
	}),
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support",
});
