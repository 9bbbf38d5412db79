"use strict";
// Queries over logs: Athena, Glue.

const { fail } = require("./aws");

const BUCKET = "aws:s3/bucket:Bucket";
const DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
const KEY = "aws:kms/key:Key";
const TABLE = "aws:glue/catalogTable:CatalogTable";
const WORKGROUP = "aws:athena/workgroup:Workgroup";

/** Longest query that Athena takes, and longest value of a table's parameter. */
const QUERY_LIMIT = 262_144;
const PARAMETER_LIMIT = 512_000;

const regionOf = (resource, aws) => resource.inputs.region ?? resource.region ?? aws.region;
const sameRegion = (inputs, aws) => (one) =>
  one.account === aws.account && regionOf(one, aws) === regionOf({ inputs }, aws);

/** A name of Glue's catalog: it knows no capitals, and Hive no hyphens. */
function checkName(name, what) {
  if (!/^[a-z0-9_]{1,255}$/.test(name)) fail("InvalidInputException", `${what} ${name}`);
}

function checkProjection({ parameters = {}, partitionKeys = [], name }) {
  if (parameters["projection.enabled"] !== "true") return;
  const bad = (why) => fail("InvalidTableProperties", `${name}: ${why}`);
  const template = parameters["storage.location.template"] ?? "";
  for (const [key, value] of Object.entries(parameters)) {
    if (typeof value !== "string") bad(`${key} is no string`);
    if (value.length > PARAMETER_LIMIT) bad(`${key} has ${value.length} characters`);
  }
  for (const { name: key } of partitionKeys) {
    const of = (property) => parameters[`projection.${key}.${property}`];
    if (!template.includes(`\${${key}}`)) bad(`the template has no ${key}`);
    if (of("type") === "enum" && !/^[^,]+(,[^,]+)*$/.test(of("values") ?? ""))
      bad(`values of ${key}`);
    if (of("type") === "date" && !(of("range") && of("format"))) bad(`range of ${key}`);
    if (!["date", "enum", "injected", "integer"].includes(of("type"))) bad(`type of ${key}`);
  }
}

/** @type {Record<string, import("./types").ResourceType>} */
const types = {
  [WORKGROUP]: {
    id: ({ name }) => name,
    computed: (group, aws) => ({
      arn: aws.arn("athena", `workgroup/${group.id}`, { region: regionOf(group, aws) }),
      region: regionOf(group, aws),
    }),
    autoname: "name",
    defaults: { forceDestroy: false, state: "ENABLED" },
    filledIn: ["region"],
    replaces: ["name", "region"],
    unreadable: ["forceDestroy"],
    refuse: ({ configuration, name }, aws, old) => {
      if (!/^[a-zA-Z0-9._-]{1,128}$/.test(name)) fail("InvalidRequestException", `name ${name}`);
      const twin = aws.all(WORKGROUP, aws.account).find((one) => one.id === name);
      if (twin && twin !== old) fail("InvalidRequestException", `WorkGroup ${name} exists`);
      const { bytesScannedCutoffPerQuery: most, resultConfiguration } = configuration ?? {};
      if (most !== undefined && most < 10_485_760) {
        fail("InvalidRequestException", `a limit of ${most} bytes is below 10 MB`);
      }
      const { outputLocation = "", encryptionConfiguration: encryption } =
        resultConfiguration ?? {};
      const [, bucket] = /^s3:\/\/([^/]+)\//.exec(outputLocation) ?? [];
      if (!aws.find(BUCKET, bucket))
        fail("InvalidRequestException", `no bucket at ${outputLocation}`);
      const { encryptionOption, kmsKeyArn } = encryption ?? {};
      if (
        encryptionOption === "SSE_KMS" &&
        !aws.all(KEY).some((k) => k.outputs?.arn === kmsKeyArn)
      ) {
        fail("InvalidRequestException", `no key ${kmsKeyArn}`);
      }
    },
    refuseDelete: (group, aws) => {
      const own = aws
        .all("aws:athena/namedQuery:NamedQuery", group.account)
        .filter(({ inputs }) => inputs.workgroup === group.id);
      if (own.length > 0 && !group.inputs.forceDestroy) {
        fail("InvalidRequestException", `WorkGroup ${group.id} is not empty`);
      }
    },
  },
  "aws:athena/namedQuery:NamedQuery": {
    id: (_, aws) => `00000000-0000-4000-a000-${String(aws.next()).padStart(12, "0")}`,
    computed: (query, aws) => ({ region: regionOf(query, aws) }),
    autoname: "name",
    defaults: { workgroup: "primary" },
    filledIn: ["region"],
    // The provider makes another one for any change.
    replaces: ["database", "description", "name", "query", "region", "workgroup"],
    refuse: ({ name, query, workgroup }, aws) => {
      if (query.length > QUERY_LIMIT) fail("InvalidRequestException", `${name} is too long`);
      if (name.length > 128) fail("InvalidRequestException", `the name ${name} is too long`);
      if (workgroup !== "primary" && !aws.find(WORKGROUP, workgroup)) {
        fail("InvalidRequestException", `WorkGroup ${workgroup} is not found.`);
      }
    },
  },
  [DATABASE]: {
    id: ({ catalogId, name }, aws) => `${catalogId ?? aws.account}:${name}`,
    computed: (database, aws) => ({
      arn: aws.arn("glue", `database/${database.inputs.name}`, { region: regionOf(database, aws) }),
      catalogId: database.inputs.catalogId ?? database.account,
      region: regionOf(database, aws),
    }),
    autoname: "name",
    filledIn: ["catalogId", "createTableDefaultPermissions", "locationUri", "region"],
    replaces: ["catalogId", "name", "region"],
    refuse: (inputs, aws, old) => {
      checkName(inputs.name, "database");
      const twin = aws
        .all(DATABASE)
        .filter(sameRegion(inputs, aws))
        .find((one) => one.inputs.name === inputs.name);
      if (twin && twin !== old) fail("AlreadyExistsException", `Database ${inputs.name}`);
    },
  },
  [TABLE]: {
    id: ({ catalogId, databaseName, name }, aws) =>
      `${catalogId ?? aws.account}:${databaseName}:${name}`,
    computed: (table, aws) => ({
      arn: aws.arn("glue", `table/${table.inputs.databaseName}/${table.inputs.name}`, {
        region: regionOf(table, aws),
      }),
      catalogId: table.inputs.catalogId ?? table.account,
      region: regionOf(table, aws),
    }),
    autoname: "name",
    filledIn: ["catalogId", "partitionIndices", "region"],
    replaces: ["catalogId", "databaseName", "name", "region"],
    refuse: (inputs, aws) => {
      checkName(inputs.name, "table");
      const database = aws
        .all(DATABASE)
        .filter(sameRegion(inputs, aws))
        .find((one) => one.inputs.name === inputs.databaseName);
      if (!database) fail("EntityNotFoundException", `Database ${inputs.databaseName} not found.`);
      const columns = [
        ...(inputs.storageDescriptor?.columns ?? []),
        ...(inputs.partitionKeys ?? []),
      ];
      for (const { name, type } of columns) {
        // Hive changes capitals, so that the next look would find a difference.
        if (`${name}${type}` !== `${name}${type}`.toLowerCase()) {
          fail("InvalidInputException", `${inputs.name}: ${name} ${type} has capitals`);
        }
      }
      const names = columns.map(({ name }) => name);
      if (new Set(names).size < names.length) {
        fail("InvalidInputException", `${inputs.name} has a column twice`);
      }
      checkProjection(inputs);
    },
  },
};

module.exports = { types };
