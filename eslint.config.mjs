import js from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Pure: data in, data out. No disk, clock, network, environment or Pulumi. */
const PURE = [
  "model/**/*.ts",
  "iam/**/*.ts",
  "access/**/*.ts",
  "report/**/*.ts",
  "policies/rules/**/*.ts",
];

export default tseslint.config(
  { ignores: ["node_modules", "coverage", ".cache"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "import-x/no-cycle": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-console": "error",
    },
  },
  {
    files: PURE,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: [
                "@pulumi/*",
                "@aws-sdk/*",
                "node:*",
                "fs",
                "path",
                "os",
                "http",
                "https",
                "child_process",
              ],
              message:
                "model, iam, access and report are pure: no Pulumi, disk, network or environment.",
            },
            {
              group: ["**/components/**", "**/parts/*", "**/cli/*", "**/stack-file", "**/run"],
              message: "Data flows one way: pure folders know nothing of what uses them.",
            },
          ],
        },
      ],
      "no-restricted-globals": [
        "error",
        "process",
        "fetch",
        "setTimeout",
        "setInterval",
        "console",
        "performance",
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Pure folders have no clock." },
        { object: "Math", property: "random", message: "Pure folders have no chance." },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Pure folders have no clock.",
        },
      ],
    },
  },
  {
    // Components are made for what they register, and mocha's tests are functions with a title.
    files: ["components/**/*.ts", "parts/**/*.ts", "index.ts", "test/**/*.ts"],
    rules: { "no-new": "off", "@typescript-eslint/no-unused-expressions": "off" },
  },
  {
    files: ["**/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        require: "readonly",
        module: "writable",
        process: "readonly",
        console: "readonly",
        Buffer: "readonly",
        __dirname: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
      },
    },
    rules: { "no-console": "off" },
  },
);
