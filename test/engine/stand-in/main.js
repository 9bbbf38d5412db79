"use strict";
// A stand-in for the Pulumi providers `aws` and `aws-native`: it speaks the engine's protocol and
// keeps a pretended cloud on disk. Started by the engine as `pulumi-resource-aws[-native]`.
//
// Only gRPC and the protocol's messages are loaded: a deployment starts one process per provider,
// so every 100 ms here are paid once for each account.

const { setInterval } = require("node:timers");
const grpc = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { createProvider } = require("./provider");
const store = require("./store");

const packageName = process.argv[2];
if (packageName !== "aws" && packageName !== "aws-native") {
  process.stderr.write("usage: main.js aws|aws-native\n");
  process.exit(2);
}

store.log({ event: "start", package: packageName });

const server = new grpc.Server({
  // Templates and policy documents may be large.
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
});
server.addService(ResourceProviderService, createProvider(packageName));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  // The engine reads the port from the first line of stdout.
  process.stdout.write(`${port}\n`);
});

// An engine that was killed leaves its providers behind. Notice that, and leave too.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 1000).unref();
