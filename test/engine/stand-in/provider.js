"use strict";
// The engine's calls, one function each. What AWS would do stands in the tables of types.

const crypto = require("node:crypto");
const grpc = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { Aws, caller } = require("./aws");
const { checkIdentity, readIdentity } = require("./configuration");
const { diffInputs } = require("./diff");
const { invoke } = require("./invokes");
const lifecycle = require("./lifecycle");
const store = require("./store");
const { typeOf } = require("./types");
const { fromStruct, plain, toStruct } = require("./wire");

const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;

/** @param {string} packageName */
function createProvider(packageName) {
  /** @type {import("./configuration").Identity | undefined} nothing before it is known */
  let identity;

  /** @param {import("./store").Cloud} cloud */
  const aws = (cloud) => new Aws(cloud, identity ?? { account: caller(), region: "us-east-1" });

  const log = (event, call, extra = {}) =>
    store.log({
      event,
      type: call.getType(),
      name: call.getName(),
      id: call.getId?.() || undefined,
      account: identity?.account,
      ...(call.getPreview?.() ? { preview: true } : {}),
      ...extra,
    });

  function configure(call) {
    identity = readIdentity(fromStruct(call.getArgs()));
    store.log({ event: "configure", package: packageName, urn: call.getUrn(), ...identity });
    if (identity) checkIdentity(identity, aws(store.read()));
    const response = new messages.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setAcceptresources(true);
    response.setAcceptoutputs(true);
    response.setSupportspreview(true);
    return response;
  }

  function check(call) {
    const random = Buffer.from(call.getRandomseed_asU8()).toString("hex") || sha1(call.getUrn());
    const { inputs, failures } = lifecycle.check(call.getType(), {
      inputs: fromStruct(call.getNews()),
      olds: fromStruct(call.getOlds()),
      generatedName: `${call.getName()}-${random.slice(0, 7)}`,
      identity,
    });
    const response = new messages.CheckResponse();
    for (const { property, reason } of failures) {
      const failure = new messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      response.addFailures(failure);
    }
    response.setInputs(toStruct(inputs));
    return response;
  }

  function diff(call) {
    const type = typeOf(call.getType());
    const olds = fromStruct(call.getOldInputs());
    const news = fromStruct(call.getNews());
    const changes = diffInputs(type, olds, news, call.getIgnorechangesList());
    const response = diffResponse(changes, type.replaces ?? []);
    // Two resources cannot have one name at the same time, unless the name is a generated one.
    const { autoname } = type;
    const keepsName =
      autoname !== undefined &&
      !news.__defaults?.includes(autoname) &&
      plain(olds[autoname]) === plain(news[autoname]);
    response.setDeletebeforereplace(response.getReplacesList().length > 0 && keepsName);
    log("diff", call, { changed: response.getDiffsList(), replaces: response.getReplacesList() });
    return response;
  }

  function create(call) {
    const inputs = fromStruct(call.getProperties());
    const response = new messages.CreateResponse();
    if (call.getPreview()) {
      log("create", call);
      response.setProperties(toStruct(lifecycle.expectedAfterCreate(call.getType(), inputs)));
      return response;
    }
    const { id, outputs } = store.change((cloud) =>
      lifecycle.make(call.getType(), plain(inputs), aws(cloud)),
    );
    log("create", call, { id });
    response.setId(id);
    response.setProperties(toStruct(lifecycle.markSecrets(outputs, inputs)));
    return response;
  }

  function update(call) {
    log("update", call);
    const inputs = fromStruct(call.getNews());
    const response = new messages.UpdateResponse();
    if (call.getPreview()) {
      const olds = fromStruct(call.getOlds());
      const expected = lifecycle.expectedAfterUpdate(call.getType(), inputs, olds);
      response.setProperties(toStruct(expected));
      return response;
    }
    const { outputs } = store.change((cloud) =>
      lifecycle.change(call.getType(), call.getId(), plain(inputs), aws(cloud)),
    );
    response.setProperties(toStruct(lifecycle.markSecrets(outputs, inputs)));
    return response;
  }

  function remove(call) {
    log("delete", call);
    store.change((cloud) => lifecycle.takeAway(call.getType(), call.getId(), aws(cloud)));
    return new Empty();
  }

  function read(call) {
    log("read", call);
    const olds = call.getInputs() && fromStruct(call.getInputs());
    const found = lifecycle.read(call.getType(), call.getId(), olds, aws(store.read()));
    const response = new messages.ReadResponse();
    // An empty answer means that there is no such resource.
    if (!found) return response;
    response.setId(found.id);
    response.setInputs(toStruct(found.inputs));
    response.setProperties(toStruct(found.outputs));
    return response;
  }

  function callFunction(call) {
    store.log({ event: "invoke", token: call.getTok(), account: identity?.account });
    const args = plain(fromStruct(call.getArgs()));
    const response = new messages.InvokeResponse();
    response.setReturn(toStruct(invoke(call.getTok(), args, aws(store.read()))));
    return response;
  }

  function pluginInfo() {
    const info = new PluginInfo();
    info.setVersion(require(`@pulumi/${packageName}/package.json`).version);
    return info;
  }

  // gRPC answers "unimplemented" to every call that has no handler here, as it should.
  return handlers({
    handshake,
    getPluginInfo: pluginInfo,
    attach: () => new Empty(),
    cancel: () => new Empty(),
    checkConfig,
    diffConfig,
    configure,
    check,
    diff,
    create,
    update,
    delete: remove,
    read,
    invoke: callFunction,
  });
}

function handshake() {
  const response = new messages.ProviderHandshakeResponse();
  response.setAcceptSecrets(true);
  response.setAcceptResources(true);
  response.setAcceptOutputs(true);
  return response;
}

function checkConfig(call) {
  const response = new messages.CheckResponse();
  response.setInputs(call.getNews());
  return response;
}

/** Credentials may change without any resource becoming another: nothing needs a replacement. */
function diffConfig(call) {
  const [olds, news] = [fromStruct(call.getOldInputs()), fromStruct(call.getNews())];
  return diffResponse(diffInputs({}, olds, news, []), []);
}

/** @param {import("./diff").Change[]} changes @param {string[]} replacing */
function diffResponse(changes, replacing) {
  const changed = [...new Set(changes.map(({ property }) => property))];
  const response = new messages.DiffResponse();
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  response.setReplacesList(changed.filter((property) => replacing.includes(property)));
  response.setHasdetaileddiff(true);
  for (const { path, property, kind } of changes) {
    const entry = new messages.PropertyDiff();
    const name = kind.toUpperCase() + (replacing.includes(property) ? "_REPLACE" : "");
    entry.setKind(messages.PropertyDiff.Kind[name]);
    entry.setInputdiff(true);
    response.getDetaileddiffMap().set(path, entry);
  }
  return response;
}

const sha1 = (text) => crypto.createHash("sha1").update(text).digest("hex");

/** Every call is answered at once, and what a function throws is its answer too. */
function handlers(functions) {
  const unary = (fn) => (call, callback) => {
    let response;
    try {
      response = fn(call.request);
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, details: error.message });
      return;
    }
    callback(null, response);
  };
  return Object.fromEntries(Object.entries(functions).map(([name, fn]) => [name, unary(fn)]));
}

module.exports = { createProvider };
