import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: new URL("..", import.meta.url).pathname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-syntax": ["error", { selector: "ExportDefaultDeclaration", message: "Name what you export." }],
      eqeqeq: "error",
    },
  },
  {
    files: ["app/src/**/*.ts"],
    ignores: ["**/*.test.ts", "app/src/controllers/**"],
    rules: {
      // Elements are thin: the controllers stand between them and the SDK.
      "no-restricted-globals": ["error", "RTCPeerConnection", "WebSocket"],
      "no-restricted-properties": ["error", { object: "navigator", property: "mediaDevices" }],
    },
  },
);
