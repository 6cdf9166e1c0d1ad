// Made by scripts/generate.mjs; do not edit.
import convertToNative from "./convert-to-native";
import type { Refactoring } from "./refactoring";

export const REFACTORINGS: readonly Refactoring[] = [
	convertToNative,
];
