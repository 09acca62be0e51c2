// Generates a typed client of the schema and the questions in this folder, and compiles it with
// the program that uses it, `questions.ts`, as strictly as TypeScript can. Prints what is wrong.
import { generate } from "@graphql-codegen/cli";
import ts from "typescript";

// Days, instants and amounts are text with a form of their own.
const scalars = { Date: "string", DateTime: "string", Decimal: "string", JSON: "unknown" };
await generate(
  {
    schema: "api.graphql",
    documents: "questions.graphql",
    silent: true,
    generates: {
      "client.ts": {
        plugins: ["typescript-operations", "typed-document-node"],
        config: { strictScalars: true, useTypeImports: true, scalars },
      },
    },
  },
  true,
);
const options = {
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  outDir: "compiled",
};
const program = ts.createProgram(["questions.ts"], options);
const wrong = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
console.log(
  JSON.stringify(wrong.map(({ file, start, messageText }) => ({
    file: file?.fileName,
    line: file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : null,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }))),
);
