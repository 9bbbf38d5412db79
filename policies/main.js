"use strict";
// Pulumi makes every pack a TypeScript program whose types are checked at each run, which takes ten
// seconds. Its hook is taken away, and tsx runs the sources as they are, as it does for lz.
delete require.extensions[".ts"];
require("tsx/cjs");
require("./index.ts");
