// Runs the audits of graphql-http, the reference implementation of GraphQL over HTTP, against a URL.
// graphql-http comes from the folder in AUDIT_MODULES: it is no part of this repository.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = createRequire(pathToFileURL(join(process.env.AUDIT_MODULES, 'x')));
const { serverAudits } = modules('graphql-http');

// What the specification leaves open, and the gateway does not do.
const declined = new Map([['5A70', 'a GET that any page could have a browser send is refused: it has to name JSON in Accept']]);

let passed = 0;
let failed = 0;
for (const audit of serverAudits({ url: process.argv[2], fetchFn: fetch })) {
  const result = await audit.fn();
  if (result.status === 'ok') {
    passed++;
  } else if (result.status === 'notice' && declined.has(audit.id)) {
    console.log(`declined: ${audit.id} ${audit.name}: ${declined.get(audit.id)}`);
  } else {
    failed++;
    console.log(`${result.status}: ${audit.id} ${audit.name}: ${result.reason}`);
    console.log(`  ${result.response.status} ${await result.response.text().catch(() => '(body was read)')}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
