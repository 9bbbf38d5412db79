#!/usr/bin/env node
"use strict";
// The sources run as they are: nothing is built, so nothing can be stale. tsx keeps what it has
// transformed in a cache by content, which makes the second start as quick as a bundle's.
require("tsx/cjs");
const { main } = require("./main.ts");

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
