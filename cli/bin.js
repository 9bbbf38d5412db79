#!/usr/bin/env node
"use strict";
// The sources run as they are: nothing is built, so nothing can be stale. tsx keeps what it has
// transformed in a cache by content, which makes the second start as quick as a bundle's.
try {
  require("tsx/cjs");
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
  process.stderr.write("lz is not installed yet: run npm ci in the project's folder\n");
  process.exit(2);
}

// Whoever reads the output may stop before its end, as `head` does.
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`cannot write the output: ${error.message}\n`);
  process.exit(2);
});

const { main } = require("./main.ts");

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
