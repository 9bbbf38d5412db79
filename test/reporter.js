"use strict";
// Mocha's own "dot" report, and after it the line that says how the run went.
const { reporters } = require("mocha");

module.exports = class Summary extends reporters.Dot {
  done(failures, finish) {
    const { passes, pending } = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : "";
    process.stdout.write(`${passes} passed, ${failures} failed${skipped}\n`);
    finish(failures);
  }
};
