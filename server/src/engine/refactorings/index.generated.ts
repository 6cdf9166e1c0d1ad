// Made by scripts/generate.mjs; do not edit.
import convertToClassic from "./convert-to-classic";
import convertToNative from "./convert-to-native";
import insertPattern from "./insert-pattern";
import moveInitContainer from "./move-init-container";
import splitSetup from "./split-setup";
import type { Refactoring } from "./refactoring";

export const REFACTORINGS: readonly Refactoring[] = [
	convertToClassic,
	convertToNative,
	insertPattern,
	moveInitContainer,
	splitSetup,
];
