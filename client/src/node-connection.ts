/** What the entry for Node loads when the server is wanted: a bundle of its own, so that activation does not read it. */
export * from "vscode-languageclient/node";
export * from "./connection";
